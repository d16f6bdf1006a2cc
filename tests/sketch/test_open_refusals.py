"""Each kind of wrong file gets one clear line."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch

MAT_73 = b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\x00\x02IM" + b"\x89HDF\r\n\x1a\n" + bytes(512)


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)


def write_map(path: Path) -> bytes:
    Image.fromarray((noise(64, 64) % 24).astype(np.uint8)).save(path)
    return path.read_bytes()


def cut(path: Path) -> None:
    data = write_map(path)
    path.write_bytes(data[: len(data) // 2])


def flip_a_bit_in_the_pixels(path: Path) -> None:
    data = bytearray(write_map(path))
    data[data.index(b"IDAT") + 40] ^= 1
    path.write_bytes(data)


def cut_before_the_end(path: Path) -> None:
    path.write_bytes(write_map(path)[:-12])


def label_201(path: Path) -> None:
    labels = np.ones((16, 16), np.uint8)
    labels[7, 9] = labels[8, 2] = 201
    Image.fromarray(labels).save(path)


def smoothed_colour(path: Path) -> None:
    colours = np.full((16, 16, 3), LANDSCAPE.by_key("sea").rgb, np.uint8)
    colours[3, 4] = (1, 2, 3)
    Image.fromarray(colours).save(path)


def half_transparent(path: Path) -> None:
    colours = np.full((16, 16, 4), (*LANDSCAPE.by_key("sea").rgb, 255), np.uint8)
    colours[5, 6, 3] = 100
    Image.fromarray(colours).save(path)


def two_frames(path: Path) -> None:
    frames = [Image.fromarray(np.full((8, 8), value, np.uint8)) for value in (1, 2)]
    frames[0].save(path, save_all=True, append_images=frames[1:])


def broken_sketch(path: Path) -> None:
    save_sketch(path, Sketch.blank(16, 16), None)
    data = bytearray(path.read_bytes())
    data[data.index(b"skTc") + 20] ^= 1
    path.write_bytes(data)


def header(width: int, height: int) -> bytes:
    """The IHDR chunk of an 8-bit grey PNG."""
    content = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return struct.pack(">I", 13) + content + struct.pack(">I", zlib.crc32(content))


def claim(width: int, height: int) -> Callable[[Path], None]:
    """A writer of a small PNG whose header claims another size."""

    def write(path: Path) -> None:
        data = write_map(path)
        path.write_bytes(data[:8] + header(width, height) + data[33:])

    return write


def claim_a_second_time(path: Path) -> None:
    data = write_map(path)
    path.write_bytes(data[:33] + header(20000, 20000) + data[33:])


CASES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "missing": ("a.png", lambda path: None, "no such file"),
    "a folder": ("a.png", Path.mkdir, "folder"),
    "a pipe": ("a.png", os.mkfifo, "regular file"),
    "empty": ("a.png", Path.touch, "empty"),
    "a loop of links": ("a.png", lambda path: path.symlink_to(path), "can't be read"),
    "text": ("a.png", lambda path: path.write_text("not a picture"), "neither a PNG nor"),
    "only a signature": ("a.png", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n"), "cut short"),
    "truncated": ("a.png", cut, "cut short"),
    "truncated at the very end": ("a.png", cut_before_the_end, "cut short"),
    "a flipped bit": ("a.png", flip_a_bit_in_the_pixels, "damaged"),
    "a damaged sketch": ("a.png", broken_sketch, "damaged"),
    "huge": ("a.png", claim(20000, 20000), "20000×20000"),
    "a little too large": ("a.png", lambda path: Image.new("L", (2048, 2049)).save(path), "2048×2049"),
    "larger than what follows": ("a.png", claim(200, 200), "can't be decoded"),
    "without pixels": ("a.png", claim(0, 8), "no pixels"),
    "huge behind a second header": ("a.png", claim_a_second_time, "can't be decoded|20000×20000"),
    "a foreign label": ("a.png", label_201, "label 201 at row 7, column 9"),
    "a photograph": ("a.png", lambda path: Image.fromarray(noise(20, 30, 3)).save(path), "photograph.*labels"),
    "a JPEG": ("a.jpg", lambda path: Image.fromarray(noise(20, 30, 3)).save(path), "JPEG.*labels"),
    "a JPEG named PNG": ("a.png", lambda path: Image.fromarray(noise(8, 8, 3)).save(path, "JPEG"), "JPEG.*labels"),
    "a WebP": ("a.webp", lambda path: Image.fromarray(noise(20, 30, 3)).save(path), "WebP.*labels"),
    "a smoothed colour": ("a.png", smoothed_colour, "#010203 at row 3, column 4"),
    "half transparent": ("a.png", half_transparent, "row 5, column 6 is half transparent"),
    "animated": ("a.png", two_frames, "animated"),
    "MATLAB 7.3": ("a.mat", lambda path: path.write_bytes(MAT_73), "MATLAB 7.3.*-v7"),
    "HDF5": ("a.mat", lambda path: path.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(600)), "MATLAB 7.3.*-v7"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_file_gets_one_clear_line(case: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name, make, expected = CASES[case]
    path = tmp_path / name
    make(path)
    with pytest.raises(InputError, match=expected) as refusal:
        open_sketch(path)
    assert str(refusal.value).startswith(f"{path}: ")
    assert len(str(refusal.value).splitlines()) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_gets_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_map(path)
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        open_sketch(path)


def test_an_unknown_label_set_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no label set voc; .*landscape.*coco"):
        open_sketch(tmp_path / "a.png", "voc")


def test_colours_for_a_set_without_colours_are_refused(tmp_path: Path) -> None:
    Image.fromarray(noise(4, 4, 3)).save(tmp_path / "a.png")
    with pytest.raises(InputError, match="contest has no colours"):
        open_sketch(tmp_path / "a.png", "contest")
