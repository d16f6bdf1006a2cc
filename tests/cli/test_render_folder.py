"""`studio render FOLDER`: many sketches through Lightning, each as it would be alone, and none of them twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from command_line import Studio
from PIL import Image

from studio.labels import LANDSCAPE

WORLD = ("--generator", "world", "--size", "32", "--option", "hour=sunset")


@pytest.fixture
def sketches(tmp_path: Path) -> Path:
    """Four label PNGs, 40×32, one of them in a folder below, and a file that is cut short."""
    folder = tmp_path / "sketches"
    (folder / "more").mkdir(parents=True)
    for number, name in enumerate(("a", "b", "c", "more/d")):
        labels = np.full((32, 40), LANDSCAPE.id("sky"), np.uint8)
        labels[12 + 4 * number :] = LANDSCAPE.id("sea")
        Image.fromarray(labels).save(folder / f"{name}.png")
    (folder / "cut.png").write_bytes((folder / "a.png").read_bytes()[:40])
    return folder


def test_two_processes_draw_what_each_sketch_gives_alone_and_a_second_run_what_is_missing(
    studio: Studio, sketches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    ended = studio("render", "sketches", "-o", "out", *WORLD, "--devices", "2")
    assert ended.code == 1
    assert ended.err.splitlines()[0] == "studio: sketches/cut.png: it is cut short"
    assert "4 drawn, 1 failed" in ended.err.splitlines()[1]
    pictures = [tmp_path / "out" / f"{name}.png" for name in ("a", "b", "c", "more/d")]
    for picture in pictures:
        sketch = sketches / picture.relative_to(tmp_path / "out")
        studio("render", sketch, "-o", "alone.png", *WORLD)
        assert picture.read_bytes() == (tmp_path / "alone.png").read_bytes()

    (sketches / "cut.png").unlink()
    first, later = pictures[0].stat().st_mtime_ns, pictures[1].stat().st_mtime_ns
    os.utime(sketches / "b.png", ns=(later + 1, later + 1))
    os.utime(sketches / "a.png", ns=(first, first))
    pictures[2].unlink()
    ended = studio("render", "sketches", "-o", "out", *WORLD, "--json")
    facts = json.loads(ended.out)
    assert (ended.code, facts["drawn"], facts["kept"], facts["failed"]) == (0, 2, 2, [])
    assert pictures[0].stat().st_mtime_ns == first
    assert pictures[1].stat().st_mtime_ns > later
    assert pictures[2].is_file()

    ended = studio("render", "sketches", "-o", "out", "--generator", "world", "--size", "48")
    assert ended.is_a_refusal
    assert "another options, size" in ended.err
    assert studio("render", "sketches", "-o", "out", *WORLD).code == 0  # nothing is left: nothing is begun


def test_photographs_are_drawn_by_generators_that_take_them(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "photos" / "one.jpg")
    (tmp_path / "photos" / "notes.txt").write_text("no picture")
    ended = studio("render", "photos", "-o", "maps", "--generator", "reader", "--size", "32")
    assert (ended.code, ended.err.splitlines()[-1].startswith("maps: 1 drawn")) == (0, True)
    studio("render", tmp_path / "photos/one.jpg", "-o", "alone.png", "--generator", "reader", "--size", "32")
    assert (tmp_path / "maps" / "one.png").read_bytes() == (tmp_path / "alone.png").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["empty", "-o", "out"], "holds nothing to draw"),
        (["sketches", "-o", "-"], "-o DIR"),
        (["sketches", "-o", "sketches/a.png"], "is a file"),
        (["sketches", "-o", "sketches"], "sketches themselves"),
        (["sketches", "-o", "out", "--generator", "nobody"], "there is no generator nobody"),
        (["sketches", "-o", "out", "--style", "nowhere.png"], "there is no such file"),
        (["sketches", "-o", "out", "--devices", "0"], "no whole number"),
        (["sketches/a.png", "-o", "a.png", "--devices", "2"], "for a folder of sketches"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_begun_is_said_in_a_line(
    studio: Studio, sketches: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    ended = studio("render", *arguments)
    assert ended.is_a_refusal
    assert said in ended.err
    assert not (tmp_path / "out").exists()


def test_two_files_that_would_become_one_picture_are_named(studio: Studio, sketches: Path) -> None:
    (sketches / "a.mat").write_bytes(b"")
    ended = studio("render", "sketches", "-o", "out")
    assert ended.is_a_refusal
    assert "a.mat" in ended.err
    assert "a.png" in ended.err


def test_a_folder_begins_no_network_in_the_front(sketches: Path, tmp_path: Path) -> None:
    code = """
import sys
from studio.cli import render_folder
from studio.cli.main import main
render_folder._draw = lambda job: None
sys.argv = ["studio", "render", "sketches", "-o", "out", "--generator", "world"]
main()
assert not {"torch", "pytorch_lightning", "textual"} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
