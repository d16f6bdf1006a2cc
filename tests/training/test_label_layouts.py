"""Label maps where people have them: the folders of SPADE, pix2pixHD, Cityscapes, ADE20K and COCO-Stuff."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lightning_modules.config_spade import SpadeConfig
from lightning_modules.label_folder import LabelFolder
from lightning_modules.opening import open_labelled
from studio.errors import InputError


def save(path: Path, values: list[int]) -> None:
    """A label map of three rows, or a picture where the name is one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = np.repeat(np.array(values, np.uint8), 8)[:, None].repeat(24, 1)
    if path.suffix == ".jpg" or "leftImg8bit" in path.name:
        Image.new("RGB", (48, 48), (200, 100, values[0])).save(path)
    else:
        Image.fromarray(rows).save(path)


def names_of(pairs: LabelFolder, index: int) -> list[str]:
    """The labels of a pair, from above."""
    return [pairs.names.names[value] for value in pairs[index].labels[[0, 9, 17], 0]]


def open_for_training(folder: Path) -> tuple[int, list[int]]:
    """How many pairs are learned from, and the indices of those held out."""
    config = SpadeConfig(batch=2, load_size=64, crop_size=64, epochs=1)
    data = open_labelled(str(folder), config)
    return len(data.stream.indices), data.held_out.indices.tolist()


@pytest.fixture
def cityscapes(tmp_path: Path) -> Path:
    for split, city, count in (("train", "aachen", 2), ("train", "ulm", 1), ("val", "lindau", 2)):
        for number in range(count):
            stem = f"{city}_{number:06d}_000019"
            maps = tmp_path / "gtFine" / split / city
            save(maps / f"{stem}_gtFine_labelIds.png", [23, 21, 7])
            save(maps / f"{stem}_gtFine_instanceIds.png", [1, 1, 1])
            save(maps / f"{stem}_gtFine_color.png", [9, 9, 9])
            save(tmp_path / "leftImg8bit" / split / city / f"{stem}_leftImg8bit.png", [0])
    return tmp_path


def test_cityscapes(cityscapes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = LabelFolder(cityscapes)
    assert pairs.stems[0] == "aachen_000000_000019"
    assert (len(pairs), pairs.held_out) == (5, 2)
    assert names_of(pairs, 0) == ["sky", "vegetation", "road"]
    assert pairs[0].picture.shape == (24, 24, 3)
    assert open_for_training(cityscapes) == (3, [3, 4])
    assert "laid out as cityscapes" in capsys.readouterr().err


def test_ade20k_in_images_and_annotations(tmp_path: Path) -> None:
    for split, name in (("training", "train_00000001"), ("training", "train_00000002"), ("validation", "val_00000001")):
        save(tmp_path / "annotations" / split / f"ADE_{name}.png", [3, 0, 7])
        save(tmp_path / "images" / split / f"ADE_{name}.jpg", [0])
    pairs = LabelFolder(tmp_path)
    assert names_of(pairs, 2) == ["sky", "void", "road"]
    assert open_for_training(tmp_path) == (2, [2])


@pytest.mark.parametrize("spade", [True, False], ids=["train_label", "annotations"])
def test_coco_stuff_as_spade_prepares_it_and_as_it_is_published(tmp_path: Path, spade: bool) -> None:
    for split, number in (("train", 9), ("train", 25), ("val", 139)):
        maps = f"{split}_label" if spade else f"annotations/{split}2017"
        pictures = f"{split}_img" if spade else f"images/{split}2017"
        save(tmp_path / maps / f"{number:012d}.png", [156, 255, 0])
        save(tmp_path / pictures / f"{number:012d}.jpg", [0])
        save(tmp_path / f"{split}_inst" / f"{number:012d}.png", [1, 2, 3])
    pairs = LabelFolder(tmp_path)
    assert names_of(pairs, 0)[1:] == ["void", "person"]
    assert pairs.names.raw[-1] == 181
    assert open_for_training(tmp_path) == (2, [2])


def test_pix2pixhd_s_cityscapes_and_one_s_own_labels(tmp_path: Path) -> None:
    for split in ("train", "test"):
        save(tmp_path / "hd" / f"{split}_label" / "ulm_1_gtFine_labelIds.png", [23, 21, 7])
        save(tmp_path / "hd" / f"{split}_img" / "ulm_1_leftImg8bit.png", [0])
    pairs = LabelFolder(tmp_path / "hd")
    assert pairs.stems == ("ulm_1", "val/ulm_1")  # both have that name, and both are there
    assert (pairs.held_out, names_of(pairs, 1)) == (1, ["sky", "vegetation", "road"])

    save(tmp_path / "own" / "train_label" / "one.png", [1, 2, 3])
    save(tmp_path / "own" / "train_label" / "no picture.png", [1, 2, 3])
    save(tmp_path / "own" / "train_img" / "one.jpg", [0])
    own = LabelFolder(tmp_path / "own")
    assert (len(own), own.held_out, own.known_as, own.names.is_ours) == (1, None, "", True)
    assert LabelFolder(tmp_path / "own", "ade20k").names.names[3] == "sky"


def test_a_setting_beats_the_layout(cityscapes: Path) -> None:
    assert LabelFolder(cityscapes, "coco").known_as == ""
    with pytest.raises(InputError, match="holds no pairs"):
        LabelFolder(cityscapes / "gtFine")
