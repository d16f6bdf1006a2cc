"""Smoothing the edges of any cartoon: what OpenCV makes of given pictures, bit for bit, and small pictures by hand."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.cli import data
from studio.errors import InputError
from studio_data.prepare.edges import canny, grey, smooth_edges


@pytest.mark.parametrize("number", [0, 1, 2])
def test_edges_and_smoothing_are_those_of_the_reference(shared: Path, number: int) -> None:
    known = np.load(shared / "parity" / "cartoongan_edge_promoting" / "io.npz")
    picture = known[f"bgr{number}"][..., ::-1]
    assert np.array_equal(canny(known[f"gray{number}"]), known[f"edges{number}"])
    assert np.array_equal(smooth_edges(picture), known[f"output_smooth{number}"][..., ::-1])
    assert np.array_equal(grey(picture), known[f"gray{number}"])


def test_only_the_surroundings_of_an_edge_change() -> None:
    picture = np.zeros((24, 24, 3), np.uint8)
    picture[:, 12:] = 250
    copy = smooth_edges(picture)
    changed = np.flatnonzero((copy != picture).any((0, 2)))
    assert set(changed) <= set(range(9, 15))
    assert len(changed) >= 2
    assert np.array_equal(smooth_edges(np.full_like(picture, 90)), np.full_like(picture, 90))


def smooth(*words: str) -> int:
    parser = argparse.ArgumentParser()
    data.add_parser(parser.add_subparsers())
    args = parser.parse_args(["data", "smooth", *words])
    return int(args.run(args))


@pytest.fixture
def cartoons(tmp_path: Path) -> Path:
    (tmp_path / "cartoons").mkdir()
    for name in ("one.jpg", "two.png"):
        squares = np.random.default_rng(len(name)).integers(0, 256, (4, 5, 3), dtype=np.uint8)
        Image.fromarray(squares.repeat(8, 0).repeat(8, 1)).save(tmp_path / "cartoons" / name)
    return tmp_path / "cartoons"


def test_a_folder_of_cartoons_gets_copies_of_the_same_names(cartoons: Path, tmp_path: Path) -> None:
    assert smooth(str(cartoons), "--out", str(tmp_path / "smoothed")) == 0
    for name in ("one.jpg", "two.png"):
        cartoon = np.array(Image.open(cartoons / name).convert("RGB"))
        copy = np.array(Image.open(tmp_path / "smoothed" / f"{Path(name).stem}.png"))
        assert np.array_equal(copy, smooth_edges(cartoon))


def test_copies_that_are_there_stay(cartoons: Path, tmp_path: Path) -> None:
    (tmp_path / "smoothed").mkdir()
    Image.new("RGB", (3, 3), (1, 2, 3)).save(tmp_path / "smoothed" / "two.png")
    assert smooth(str(cartoons), "--out", str(tmp_path / "smoothed"), "--size", "16") == 0
    assert np.array(Image.open(tmp_path / "smoothed" / "two.png")).shape == (3, 3, 3)
    assert np.array(Image.open(tmp_path / "smoothed" / "one.png")).shape == (16, 16, 3)


def test_cartoons_are_never_overwritten(cartoons: Path) -> None:
    with pytest.raises(InputError, match="another folder"):
        smooth(str(cartoons), "--out", str(cartoons))


@pytest.mark.parametrize(("words", "says"), [(["nowhere"], "no folder nowhere"), ([".", "--size", "2"], "at least 3")])
def test_a_mistake_is_told(words: list[str], says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=says):
        smooth(*words, "--out", str(tmp_path / "smoothed"))


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    with pytest.raises(InputError, match=r"bad\.png"):
        smooth(str(tmp_path), "--out", str(tmp_path / "smoothed"))
