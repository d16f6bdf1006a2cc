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
from studio.labels import LANDSCAPE
from studio_data.datasets.cartoons import ALL_HANDS, write_cartoons
from studio_data.world import HANDS, compose, paint
from studio_data.world.cartoon.smoothing import edge_smoothed
from studio_data.world.cartoon.tracing import painted_labels, trace


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


def test_traced_cartoons_are_drawn_after_the_pictures_beside_them(tmp_path: Path) -> None:
    assert run(*small(tmp_path, 2), "--traced", "--hand", "ink") == 0
    for line in (tmp_path / "cartoons.jsonl").read_text().splitlines():
        entry = json.loads(line)
        scene = compose(entry["seed"], (24, 24))
        photo = paint(scene.labels, scene.style, seed=entry["seed"], supersample=1)
        shapes = painted_labels(scene.labels, scene.style, seed=entry["seed"], supersample=1)
        there = [np.asarray(Image.open(tmp_path / kind / f"{entry['name']}.png")) for kind in ("photos", "images")]
        assert np.array_equal(there[0], photo)
        assert np.array_equal(there[1], trace(photo, shapes).picture)


def test_a_photograph_is_traced_flat_with_a_line_where_things_meet() -> None:
    chance = np.random.default_rng(3)
    photo = np.full((128, 128, 3), (230, 200, 40), np.float32)
    photo[:, 64:] = (30, 60, 160)
    grainy = np.clip(photo + chance.normal(0, 12, photo.shape), 0, 255).astype(np.uint8)
    cartoon = trace(grainy)
    assert cartoon.ink[:, 61:67].max(1).min() > 128  # a line all along the border
    assert cartoon.ink[:, :56].mean() < 8  # and next to none in the grain
    assert cartoon.picture[:, :56].std((0, 1)).max() < 0.5 * grainy[:, :56].std((0, 1)).max()


def test_what_hides_in_fog_gets_no_line_and_what_is_seen_does() -> None:
    labels = np.full((256, 256), LANDSCAPE.id("grass"), np.uint8)
    labels[80:176, 80:176] = LANDSCAPE.id("house")
    hidden = np.full((256, 256, 3), 180, np.uint8)
    seen = hidden.copy()
    seen[labels == LANDSCAPE.id("house")] = 150
    assert trace(hidden, labels).ink.max() < 16
    assert trace(seen, labels).ink[90:166, 77:83].max(1).min() > 128


def test_other_hands_do_not_draw_after_pictures(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="only the hand of ink"):
        run(*small(tmp_path, 1), "--traced", "--hand", "poster")


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
