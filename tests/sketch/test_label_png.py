"""Label maps out of PNG files of every kind that carries labels."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.label_sets import label_set
from studio.labels import LANDSCAPE
from studio.sketch.files import open_sketch

RNG = np.random.default_rng(3)
LABELS = RNG.integers(0, len(LANDSCAPE), (20, 31)).astype(np.uint8)


def write_grey(path: Path, values: np.ndarray, bits: int) -> None:
    """A grey PNG of 1, 2 or 4 bits, which Pillow can't write."""
    height, width = values.shape
    digits = np.unpackbits(values[..., None].astype(np.uint8), axis=-1)[..., 8 - bits :]
    rows = np.packbits(digits.reshape(height, width * bits), axis=1)
    pixels = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)), (b"IDAT", pixels), (b"IEND", b"")]
    framed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(framed))


def indexed(values: np.ndarray, palette: np.ndarray) -> Image.Image:
    image = Image.fromarray(values)
    image.putpalette(palette.astype(np.uint8).tobytes())
    return image


def test_grey_values_are_label_numbers(tmp_path: Path) -> None:
    Image.fromarray(LABELS).save(tmp_path / "a.png")
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, LABELS)


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_grey_of_few_bits_is_not_stretched(tmp_path: Path, bits: int) -> None:
    values = RNG.integers(0, 1 << bits, (9, 13)).astype(np.uint8)
    write_grey(tmp_path / "a.png", values, bits)
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, values)


def test_sixteen_bits_hold_label_numbers_too(tmp_path: Path) -> None:
    Image.fromarray(LABELS.astype(np.uint16)).save(tmp_path / "a.png")
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, LABELS)


@pytest.mark.parametrize("palette", ["any colours", "our colours"])
@pytest.mark.parametrize("bits", [2, 4, 8])
def test_a_palette_picture_is_read_by_its_indices(tmp_path: Path, palette: str, bits: int) -> None:
    values = (LABELS & ((1 << bits) - 1)).astype(np.uint8)
    colours = LANDSCAPE.palette() if palette == "our colours" else RNG.integers(0, 256, (256, 3))
    indexed(values, colours[: 1 << bits]).save(tmp_path / "a.png", bits=bits)
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, values)


def test_a_colour_coded_map_is_read_by_its_colours(tmp_path: Path) -> None:
    Image.fromarray(LANDSCAPE.palette()[LABELS]).save(tmp_path / "a.png")
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, LABELS)


def test_a_colour_coded_map_that_an_optimiser_gave_a_palette_keeps_its_meaning(tmp_path: Path) -> None:
    order = RNG.permutation(len(LANDSCAPE))
    shuffled = LANDSCAPE.palette()[: len(LANDSCAPE)][order]
    indexed(np.argsort(order)[LABELS].astype(np.uint8), shuffled).save(tmp_path / "a.png")
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, LABELS)


def test_transparent_pixels_are_void(tmp_path: Path) -> None:
    alpha = np.full(LABELS.shape, 255, np.uint8)
    alpha[:5] = 0
    expected = np.where(alpha == 0, 0, LABELS)
    Image.fromarray(np.dstack([LANDSCAPE.palette()[LABELS], alpha])).save(tmp_path / "rgba.png")
    Image.fromarray(np.dstack([LABELS, alpha]), "LA").save(tmp_path / "grey.png")
    assert np.array_equal(open_sketch(tmp_path / "rgba.png").labels, expected)
    assert np.array_equal(open_sketch(tmp_path / "grey.png").labels, expected)


def test_255_is_void(tmp_path: Path) -> None:
    Image.fromarray(np.array([[255, 4]], np.uint8)).save(tmp_path / "a.png")
    assert open_sketch(tmp_path / "a.png").labels.tolist() == [[0, 4]]


def test_a_named_label_set_translates_values_and_colours(tmp_path: Path) -> None:
    cityscapes = label_set("cityscapes")
    values = np.array([[7, 21, 23, 255]], np.uint8)
    expected = [list(LANDSCAPE.ids("road", "tree", "sky", "void"))]
    Image.fromarray(values).save(tmp_path / "ids.png")
    assert open_sketch(tmp_path / "ids.png", "cityscapes").labels.tolist() == expected
    assert cityscapes.colours is not None
    colours = np.array([[cityscapes.colours[7], cityscapes.colours[21], cityscapes.colours[23], (0, 0, 0)]], np.uint8)
    Image.fromarray(colours).save(tmp_path / "colours.png")
    assert open_sketch(tmp_path / "colours.png", "cityscapes").labels.tolist() == expected


def test_real_contest_maps_open(shared: Path) -> None:
    paths = sorted((shared / "data" / "jittor_landscape_labels_256" / "original").glob("*.png"))
    if not paths:
        pytest.skip("the contest's maps aren't there")
    for path in paths:
        labels = open_sketch(path, "contest").labels
        assert labels.shape == (384, 512)
        assert labels.any()
