"""Edits of attributes: which are asked for, whose true results are known, and whether a classifier sees them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from studio.cli.evaluate_domains import asked, domain_for, edits_attributes
from studio.cli.evaluate_edits import _figures as figures_of_edits
from studio.cli.evaluate_faces import Edit, edits
from studio.errors import InputError
from studio.labels import Picture
from studio_judge import attribute_training
from studio_judge.attributes import BUNDLED, AttributeNet, AttributeReader

COLOURS = {"red": (200, 40, 40), "green": (40, 160, 60)}
SHAPES = ("disc", "bar")


def drawn(colour: str, shape: str, shade: int = 0) -> Picture:
    """A picture whose attributes nobody can miss."""
    picture = np.full((64, 64, 3), 230 - shade, np.uint8)
    rows, columns = np.mgrid[:64, :64]
    inside = (rows - 32) ** 2 + (columns - 32) ** 2 < 200 if shape == "disc" else abs(rows - 32) < 5
    picture[inside] = COLOURS[colour]
    return picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A table of attributes with true edits, as the layout of val_targets has it."""
    for name in ("images", "val_targets"):
        (tmp_path / name).mkdir()
    lines = ["id,colour,shape"]
    for number in range(40):
        colour, shape = list(COLOURS)[number % 2], SHAPES[number // 2 % 2]
        lines.append(f"{number:05},{colour},{shape}")
        Image.fromarray(drawn(colour, shape, number)).save(tmp_path / "images" / f"{number:05}.png")
        other = "green" if colour == "red" else "red"
        Image.fromarray(drawn(other, shape, number)).save(tmp_path / "val_targets" / f"{number:05}_colour-{other}.png")
    (tmp_path / "attributes.csv").write_text("\n".join(lines))
    return tmp_path


def test_domains_are_asked_for_by_attribute_and_value_or_by_the_value_alone() -> None:
    assert domain_for("hour", "sunset", ("hour-sunset",)) == "hour-sunset"
    assert domain_for("hour", "sunset", ("sunset", "night")) == "sunset"
    assert domain_for("hour", "noon", ("sunset",)) == ""
    assert asked({"hair": "red", "age": "old", "eyes": "open"}, ("hair-red", "eyes-open")) == "hair-red+eyes-open"
    assert edits_attributes(("sunset", "night"))
    assert edits_attributes(("hair-red", "hair-black"))
    assert not edits_attributes(("ink", "poster"))
    assert not edits_attributes(())


def test_a_folder_s_true_edits_are_found_for_the_domains_there_are(folder: Path) -> None:
    found = edits(str(folder), 100, 64, ("colour-red", "shape-disc"))
    assert {edit.attribute for edit in found} == {"colour"}
    assert all(edit.value == "red" and edit.row["colour"] == "green" for edit in found)
    assert all(edit.truth is not None and np.abs(edit.truth.astype(int) - edit.picture).max() > 50 for edit in found)


def test_the_world_s_scenes_are_painted_again_with_one_thing_changed() -> None:
    found = edits("world", 3, 64, ("hour-night", "season-winter"))
    for edit in found:
        assert edit.row[edit.attribute] != edit.value
        assert edit.truth is not None
        assert edit.truth.shape == edit.picture.shape == (64, 64, 3)
    assert any(np.abs(edit.picture.astype(int) - edit.truth).mean() > 5 for edit in found if edit.truth is not None)


@pytest.mark.parametrize("domains", [(), ("ink",)])
def test_domains_that_no_picture_can_be_asked_for_are_told(domains: Sequence[str]) -> None:
    with pytest.raises(InputError, match="no edits"):
        edits("world", 4, 64, domains)
    with pytest.raises(InputError, match="no edits"):
        edits("portraits", 4, 64, domains)


def test_a_classifier_learns_a_folder_and_tells_true_edits_from_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], one_thread: None
) -> None:
    torch.manual_seed(0)
    monkeypatch.setattr("sys.argv", ["attribute_training", str(folder), "--minutes", "0.1"])
    assert attribute_training.main() == 0
    assert set(json.loads(capsys.readouterr().out)) == {"colour", "shape"}
    reader = AttributeReader(folder / attribute_training.NAME)
    found = edits(str(folder), 20, 64, ("colour-red", "colour-green"))
    left = figures_of_edits([edit.picture for edit in found], found, reader)
    true = figures_of_edits([true_of(edit) for edit in found], found, reader)
    assert true["changed_right"] > 0.8 > 0.2 > left["changed_right"]
    assert true["error"] == 0 < left["error"] < left["error_changed"]


def test_the_bundled_classifier_tells_faces_from_their_edits() -> None:
    reader = AttributeReader(BUNDLED / "attributes-portraits.safetensors")
    domains = [f"{name}-{value}" for name in ("hair", "eyes", "expression") for value in reader.attributes[name]]
    found = edits("portraits", 18, 64, domains)
    true = figures_of_edits([true_of(edit) for edit in found], found, reader)
    left = figures_of_edits([edit.picture for edit in found], found, reader)
    assert true["changed_right"] >= 0.85
    assert true["kept_right"] >= 0.85
    assert left["changed_right"] <= 0.2


def true_of(edit: Edit) -> Picture:
    assert edit.truth is not None
    return edit.truth


def test_other_files_are_no_classifiers(tmp_path: Path) -> None:
    (tmp_path / "a.safetensors").write_bytes(b"no weights")
    with pytest.raises(InputError, match="classifier"):
        AttributeReader(tmp_path / "a.safetensors")
    assert AttributeNet(4)(torch.zeros(2, 3, 64, 64)).shape == (2, 4)
