"""`studio data cartoon`: cartoons with their edges, resumed to the same bytes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.cli import data, data_cartoon
from studio.errors import InputError
from studio_data.datasets.cartoons import ALL_HANDS, write_cartoons
from studio_data.world import HANDS, compose, paint
from studio_data.world.cartoon.smoothing import edge_smoothed


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser(prog="studio")
    data.add_parser(parser.add_subparsers())
    args = parser.parse_args(["data", "cartoon", *map(str, words)])
    code: int = args.run(args)
    return code


def small(folder: Path, count: int) -> tuple[str | Path, ...]:
    return ("--count", str(count), "--out", folder, "--size", "24", "--supersample", "1", "--workers", "1")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_hands_take_turns_and_each_picture_has_its_edges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*small(tmp_path, 3), "--smooth") == 0
    assert "3 cartoons of 24×24 pixels" in capsys.readouterr().err
    entries = [json.loads(line) for line in (tmp_path / "cartoons.jsonl").read_text().splitlines()]
    assert [entry["hand"] for entry in entries] == list(HANDS)
    for entry in entries:
        picture, edges, smooth = (
            np.asarray(Image.open(tmp_path / folder / f"{entry['name']}.png"))
            for folder in ("images", "edges", "smoothed")
        )
        assert picture.shape == (24, 24, 3)
        assert edges.shape == (24, 24)
        assert np.array_equal(smooth, edge_smoothed(picture, edges))


def test_the_same_scenes_are_painted_beside_their_cartoons(tmp_path: Path) -> None:
    assert run(*small(tmp_path, 1), "--photos", "--hand", "ink") == 0
    entry = json.loads((tmp_path / "cartoons.jsonl").read_text())
    scene = compose(entry["seed"], (24, 24))
    photo = paint(scene.labels, scene.style, seed=entry["seed"], supersample=1, details=False)
    assert np.array_equal(np.asarray(Image.open(tmp_path / "photos" / f"{entry['name']}.png")), photo)


def test_a_longer_folder_begins_with_the_same_cartoons(tmp_path: Path) -> None:
    run(*small(tmp_path / "whole", 4))
    run(*small(tmp_path / "grown", 2))
    run(*small(tmp_path / "grown", 4))
    assert contents(tmp_path / "grown") == contents(tmp_path / "whole")


def test_one_hand_draws_all_and_is_not_mixed_with_others(tmp_path: Path) -> None:
    run(*small(tmp_path, 2), "--hand", "poster")
    assert {json.loads(line)["hand"] for line in (tmp_path / "cartoons.jsonl").read_text().splitlines()} == {"poster"}
    with pytest.raises(InputError, match="with hand poster, not ink"):
        run(*small(tmp_path, 2), "--hand", "ink")


def test_pairs_and_cartoons_do_not_share_a_folder(tmp_path: Path) -> None:
    run(*small(tmp_path, 1))
    with pytest.raises(InputError, match=r"cartoons\.json|edges"):
        data.run(_args("world", tmp_path))


def test_help_names_the_hands_there_are() -> None:
    assert (ALL_HANDS, *HANDS) == data_cartoon._HANDS


def test_wrong_words_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="count is 0"):
        run(*small(tmp_path / "new", 0))
    with pytest.raises(InputError, match="there is no hand 'crayon'"):
        write_cartoons(tmp_path / "new", 1, hand="crayon")
    assert not (tmp_path / "new").exists()


def _args(command: str, folder: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="studio")
    data.add_parser(parser.add_subparsers())
    return parser.parse_args(["data", command, *map(str, small(folder, 1))])
