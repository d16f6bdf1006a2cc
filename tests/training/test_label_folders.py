"""Folders of label maps as people own them: their names, their lists, and what stands in for our labels."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lightning_modules.config_spade import SpadeConfig
from lightning_modules.label_folder import LabelFolder
from lightning_modules.label_names import OURS, names_of_set
from lightning_modules.opening import open_labelled
from studio.errors import InputError
from studio.label_sets import LABEL_SETS
from studio.labels import LANDSCAPE

CLASSES = [{"id": 0, "name": "Sky", "color": [1, 2, 3]}, {"id": 1, "name": "car"}, {"id": 2, "name": "water"}]
COUNT = 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "labels").mkdir()
    (tmp_path / "images").mkdir()
    for number in range(COUNT):
        values = np.zeros((20, 24), np.uint8)
        values[8:, :12], values[8:, 12:], values[18:] = 1, 2, 3
        Image.fromarray(values).save(tmp_path / "labels" / f"p{number}.png")
        Image.new("RGB", (48, 40), (40 * number, 0, 0)).save(tmp_path / "images" / f"p{number}.jpg")
    (tmp_path / "labels.json").write_text(json.dumps({"classes": [*CLASSES, {"id": 3, "name": "x"}], "void": 3}))
    return tmp_path


def config(**changes: object) -> SpadeConfig:
    settings: dict[str, object] = {"batch": 2, "load_size": 32, "crop_size": 32, "epochs": 1}
    return SpadeConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_maps_take_their_names_from_labels_json_and_pictures_their_maps_size(folder: Path) -> None:
    pairs = LabelFolder(folder)
    assert pairs.names.names == ("void", "Sky", "car", "water")
    pair = pairs[5]
    assert pair.picture.shape == (20, 24, 3)
    assert pair.labels[[0, 9, 9, 19], [0, 0, 20, 0]].tolist() == [1, 2, 3, 0]
    assert pairs.names.palette()[1].tolist() == [1, 2, 3]


def test_a_sketch_of_ours_becomes_the_likest_labels_of_theirs(folder: Path) -> None:
    ours = LabelFolder(folder).names.ours
    assert ours[LANDSCAPE.id("sky")] == ours[LANDSCAPE.id("cloud")] == 1
    assert ours[LANDSCAPE.id("lake")] == ours[LANDSCAPE.id("sea")] == 3
    assert ours[LANDSCAPE.id("void")] == -1
    assert 2 not in ours  # nothing of ours is a car


def test_lists_say_what_is_trained_on_and_what_is_held_out(folder: Path) -> None:
    (folder / "train.txt").write_text("p4\nimages/p1.jpg\np3\n\n")
    (folder / "val.txt").write_text("p0\n")
    pairs = LabelFolder(folder)
    assert pairs.stems == ("p4", "p1", "p3", "p0")
    data = open_labelled(str(folder), config())
    assert len(data.stream.indices) == 3
    assert data.held_out.indices.tolist() == [3]


def test_a_name_that_is_not_there_is_said(folder: Path) -> None:
    (folder / "train.txt").write_text("p4\np77\n")
    with pytest.raises(InputError, match="names p77"):
        LabelFolder(folder)


def test_a_value_that_is_no_label_is_named_with_its_place(folder: Path) -> None:
    values = np.zeros((20, 24), np.uint8)
    values[4, 7] = 9
    Image.fromarray(values).save(folder / "labels" / "p1.png")
    with pytest.raises(InputError, match=r"p1.png: 9 at row 4, column 7"):
        open_labelled(str(folder), config())  # not only when its turn comes


def test_maps_are_looked_at_once_in_a_process_and_by_the_first_of_several(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: list[int] = []
    monkeypatch.setattr(LabelFolder, "check", lambda pairs, progress: checks.append(len(pairs)))
    monkeypatch.setenv("LOCAL_RANK", "1")
    open_labelled(str(folder), config())
    assert checks == []
    monkeypatch.delenv("LOCAL_RANK")
    for labels in ("", "", "contest", ""):
        open_labelled(str(folder), config(labels=labels))
    assert checks == [COUNT, COUNT]


def test_without_names_maps_hold_the_studio_s_own_labels(folder: Path) -> None:
    (folder / "labels.json").unlink()
    assert LabelFolder(folder).names.is_ours
    assert LabelFolder(folder)[0].labels[0, 0] == 0
    named = LabelFolder(folder, "contest")
    assert named.names.names[1:4] == ("mountain", "sky", "water")


@pytest.mark.parametrize("name", LABEL_SETS)
def test_every_known_set_can_be_trained_on(name: str) -> None:
    names = names_of_set(name)
    assert len(names.raw) + 1 == len(names.names) == len(names.colours) <= 255
    assert all(-1 <= value < len(names) for value in names.ours)
    assert names.ours[LANDSCAPE.id("sky")] > 0
    assert (names == OURS) == (name == "landscape")


def test_camvid_is_read_as_it_lies(shared: Path) -> None:
    data = open_labelled(str(shared / "data" / "camvid_256"), config(crop_size=128, load_size=143))
    assert data.labels.names[:3] == ("void", "sky", "building")
    assert len(data.labels) == 12
    assert (len(data.stream.indices), len(data.held_out.indices)) == (184, 51)
