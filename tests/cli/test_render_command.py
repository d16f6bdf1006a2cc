"""`studio render` from a sketch on disk to a picture on disk, with the procedural world as the generator."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from command_line import Studio
from numpy.typing import NDArray
from PIL import Image

from studio.blend import Blend
from studio.sketch.document import Step
from studio.sketch.files import open_sketch

WORLD = ("--generator", "world", "--size", "48")


def pixels(file: Path) -> NDArray[np.uint8]:
    with Image.open(file) as image:
        return np.asarray(image)


def test_a_picture_is_written_and_said_on_stderr_alone(studio: Studio, coast: Path, tmp_path: Path) -> None:
    ended = studio("render", coast, "-o", "out.png", *WORLD, "--seed", "3")
    assert (ended.code, ended.out) == (0, "")
    assert len(ended.err.splitlines()) == 1
    assert "64×48" in ended.err
    picture = pixels(tmp_path / "out.png")
    assert picture.shape == (48, 64, 3)
    assert picture.std() > 10
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_picture_holds_the_sketch_and_how_it_was_drawn(studio: Studio, coast: Path, tmp_path: Path) -> None:
    studio("render", coast, "-o", "one.png", *WORLD, "--seed", "7", "--option", "hour=sunset")
    sketch = open_sketch(tmp_path / "one.png")
    np.testing.assert_array_equal(sketch.labels, pixels(coast))
    assert sketch.seed == 7
    assert sketch.chain == (Step("world", {"hour": "sunset"}),)
    studio("render", "one.png", "-o", "two.png", "--size", "48")
    np.testing.assert_array_equal(pixels(tmp_path / "one.png"), pixels(tmp_path / "two.png"))


def test_json_says_what_was_done(studio: Studio, coast: Path) -> None:
    ended = studio("render", coast, "-o", "out.webp", *WORLD, "--seed", "5", "--json")
    facts = json.loads(ended.out)
    assert facts.pop("milliseconds") > 0
    assert facts == {"out": "out.webp", "generator": "world", "seed": 5, "size": [48, 64], "weights": ""}
    assert ended.err == ""
    with Image.open("out.webp") as picture:
        assert (picture.format, picture.size) == ("WEBP", (64, 48))


def test_a_dash_sends_the_png_to_stdout(coast: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "studio.cli.main", "render", str(coast), "-o", "-", *WORLD]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=True)
    assert Image.open(io.BytesIO(done.stdout)).size == (64, 48)


def test_a_failed_render_leaves_the_old_picture_alone(
    studio: Studio, coast: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.errors import StudioError
    from studio.render import chain

    def fails(*_: object, **__: object) -> None:
        raise StudioError("World stopped (signal 9). Your drawing is safe.")

    (tmp_path / "out.png").write_bytes(b"the old picture")
    monkeypatch.setattr(chain, "render_once", fails)
    ended = studio("render", coast, "-o", "out.png", *WORLD)
    assert (ended.code, ended.err) == (1, "studio: World stopped (signal 9). Your drawing is safe.\n")
    assert (tmp_path / "out.png").read_bytes() == b"the old picture"


def test_a_blend_is_drawn_told_and_kept_and_refused_by_who_cannot(studio: Studio, coast: Path, tmp_path: Path) -> None:
    drawn = studio("render", coast, "-o", "one.png", "--generator", "unet", "--size", "64", "--blend", "12:0.4")
    assert "seed 0 + 12 (40%)" in drawn.err
    assert open_sketch(tmp_path / "one.png").blend == Blend(12, 0.4)
    again = studio("render", "one.png", "-o", "two.png", "--size", "64", "--json")
    assert json.loads(again.out)["blend"] == [12, 0.4]
    np.testing.assert_array_equal(pixels(tmp_path / "one.png"), pixels(tmp_path / "two.png"))
    refused = studio("render", coast, "-o", "three.png", *WORLD, "--blend", "12:0.4")
    assert refused.code == 2
    assert "leave --blend out" in refused.err
    assert studio("render", coast, "-o", "three.png", "--generator", "unet", "--blend", "12:4").code == 2
