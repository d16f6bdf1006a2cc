"""Scenes under several looks: pairs of before and after that differ in one word and in nothing that it leaves open."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.cli import data
from studio.errors import InputError
from studio_data.datasets.looks import write_looks
from studio_data.world.looks import MOST_LOOKS, WORDS, looks_of

LEFT_OPEN = ("sun_x", "roof", "wall", "road")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "attributes.csv").open() as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("looks") / "all"
    write_looks(out, 5, looks=3, size=24, supersample=1)
    return out


def test_each_look_differs_from_the_first_in_one_word() -> None:
    for series in range(6):
        first, *others = looks_of(7, series, MOST_LOOKS)
        for look in others:
            assert sum(getattr(look, word) != getattr(first, word) for word in WORDS) == 1
            assert all(getattr(look, field) == getattr(first, field) for field in LEFT_OPEN)
        assert len({tuple(getattr(look, word) for word in WORDS) for look in (first, *others)}) == MOST_LOOKS


def test_a_shorter_series_begins_like_a_longer_one() -> None:
    assert looks_of(3, 1, 4) == looks_of(3, 1, 9)[:4]
    assert looks_of(3, 1, 4) != looks_of(4, 1, 4)


def test_the_table_tells_the_words_of_every_picture(folder: Path) -> None:
    rows = rows_of(folder)
    assert [row["name"] for row in rows] == [path.stem for path in sorted((folder / "images").iterdir())]
    assert sorted({row["scene"] for row in rows}) == [path.stem for path in sorted((folder / "labels").iterdir())]
    assert all(row[word] in words for row in rows for word, words in WORDS.items())
    entry = json.loads((folder / "looks.jsonl").read_text().splitlines()[4])
    assert {word: entry["style"][word] for word in WORDS} == {word: rows[4][word] for word in WORDS}


def test_four_scenes_in_a_row_share_their_looks(folder: Path) -> None:
    looks = [[row["look"] for row in rows_of(folder)[3 * scene : 3 * scene + 3]] for scene in range(5)]
    assert looks[0] == looks[1] == looks[2] == looks[3] == ["000000-0", "000000-1", "000000-2"]
    assert looks[4] == ["000001-0", "000001-1", "000001-2"]


def test_a_scene_s_looks_are_of_one_map(folder: Path) -> None:
    pictures = [np.array(Image.open(folder / "images" / f"{number:06d}.png")).astype(int) for number in range(6)]
    assert not np.array_equal(pictures[0], pictures[1])
    edges = [np.abs(np.diff(picture.mean(2), axis=0)).ravel() for picture in pictures]
    same, other = np.corrcoef(edges[0], edges[2])[0, 1], np.corrcoef(edges[0], edges[5])[0, 1]
    assert same > other


def test_a_folder_made_in_several_goes_has_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    write_looks(out, 2, looks=3, size=24, supersample=1)
    (out / "images" / "000001.png").unlink()
    write_looks(out, 5, looks=3, size=24, supersample=1, workers=2)
    parts = contents(out)
    whole = contents(folder)
    parts["looks.jsonl"], whole["looks.jsonl"] = (
        b"\n".join(sorted(each["looks.jsonl"].splitlines())) for each in (parts, whole)
    )
    assert parts == whole


def test_other_looks_are_not_mixed_in(folder: Path) -> None:
    with pytest.raises(InputError, match="looks 3, not 4"):
        write_looks(folder, 5, looks=4, size=24, supersample=1)
    with pytest.raises(InputError, match="looks is 1"):
        write_looks(folder, 5, looks=1, size=24)


def test_the_command_fills_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["data", "looks", "--count", "1", "--looks", "2", "--size", "16", "--workers", "1"]
    parser = argparse.ArgumentParser(prog="studio")
    data.add_parser(parser.add_subparsers())
    args = parser.parse_args([*words, "--out", str(tmp_path / "few")])
    assert args.run(args) == 0
    assert "1 scenes of 16×16 pixels" in capsys.readouterr().err
    assert len(rows_of(tmp_path / "few")) == 2
