"""The scene reader as a generator: any picture in, a label map of the size asked for out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.errors import StudioError
from studio.generators.requests import READER, reading_request
from studio.generators.specs import Request
from studio.labels import LANDSCAPE
from studio.sketch.document import MAX_PIXELS
from studio_data.datasets.fresh_world import world_pair
from studio_reader import render
from studio_reader.checkpoints import BUNDLED, load_reader
from studio_reader.plugin import studio_generators
from studio_reader.render import PictureReader


@pytest.fixture(scope="module")
def reader() -> PictureReader:
    return render.load()


def read(reader: PictureReader, picture: np.ndarray, size: int) -> np.ndarray:
    return reader.render(Request(READER, picture, size=size), lambda fraction: None)


def noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(height * width).integers(0, 256, (height, width, 3), np.uint8)


def test_it_is_listed_as_one_that_goes_from_pictures_to_labels() -> None:
    (spec,) = studio_generators()
    assert (spec.id, spec.input, spec.output) == (READER, "picture", "labels")
    assert spec.weights[0].sha256


def test_listing_it_loads_no_torch() -> None:
    code = "import sys, studio_reader.plugin as p; p.studio_generators(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(("shape", "size"), [((1, 1), 16), ((40, 25), 16), ((33, 170), 100), ((300, 200), 333)])
def test_any_size_is_read_into_any_size_without_void(reader: PictureReader, shape: tuple[int, int], size: int) -> None:
    request = Request(READER, noise(*shape), size=size)
    labels = reader.render(request, lambda fraction: None)
    assert labels.shape == request.shape
    assert labels.dtype == np.uint8
    assert 0 < labels.min() <= labels.max() < len(LANDSCAPE)


def test_the_same_picture_reads_the_same_and_its_mirror_image_mirrored(reader: PictureReader) -> None:
    picture = world_pair(900_002, 0, 128, 1).pair.picture
    labels = read(reader, picture, 128)
    assert (read(reader, picture, 128) == labels).all()
    mirrored = read(reader, np.ascontiguousarray(picture[:, ::-1]), 128)[:, ::-1]
    assert (mirrored == labels).mean() > 0.98


def test_a_photograph_goes_to_the_reader_no_larger_than_it_is_read() -> None:
    assert reading_request(noise(900, 1600)).image.shape == (512, 910, 3)
    assert reading_request(noise(900, 1600)).shape == (256, 455)
    assert reading_request(noise(60, 90)).shape == (60, 90)
    height, width = reading_request(np.zeros((30, 300_000, 3), np.uint8)).shape
    assert height * width <= MAX_PIXELS * 1.05


def test_damaged_weights_are_told(tmp_path: Path) -> None:
    copy = tmp_path / "teacher.safetensors"
    shutil.copy(BUNDLED, copy)
    load_reader(copy)
    with pytest.raises(StudioError, match="damaged"):
        load_reader(copy, "0" * 64)
    copy.write_bytes(copy.read_bytes()[:1000])
    with pytest.raises(StudioError, match="can't be read"):
        load_reader(copy)


def test_reading_a_photograph_loads_no_torch_in_the_front(tmp_path: Path) -> None:
    Image.fromarray(noise(40, 60)).save(tmp_path / "photo.jpg")
    code = """
import sys
from studio.cli.main import main
sys.argv = ["studio", "data", "labels", "photo.jpg", "-o", "map.png"]
assert main() == 0
print([name for name in ("torch", "scipy", "textual") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.strip() == "[]", done.stderr
    assert (tmp_path / "map.png").is_file()
