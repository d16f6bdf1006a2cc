"""Where label maps and their pictures lie on people's disks: our own layout, and those that papers' code made usual."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lightning_modules.square_pictures import pictures_in
from studio.errors import InputError

Files = dict[str, Path]

_MAP_ENDING, _PICTURE_ENDING = "_gtFine_labelIds", "_leftImg8bit"
_COCO_NAME = re.compile(r"(COCO_(train|val)2014_)?\d{12}")
_HELD_OUT = ("val", "test")
_SPLITS = {"ade20k": ("training", "validation"), "coco": ("train2017", "val2017")}
"""Folders below images/ and annotations/: of ADE20K's SceneParse150, and of COCO-Stuff's pixel maps."""


@dataclass
class Layout:
    """Maps and pictures under the names that they share; held_out: the names that are for validation.

    labels: the label set that the layout is known for; empty where it says nothing of that.
    """

    maps: Files = field(default_factory=dict)
    pictures: Files = field(default_factory=dict)
    held_out: list[str] = field(default_factory=list)
    labels: str = ""

    def add(self, maps: Iterable[Path], pictures: Iterable[Path], *, held_out: bool = False) -> None:
        """Take in the maps that have a picture; a held-out one whose name is taken goes by val/NAME."""
        partners = {_name(path): path for path in pictures}
        for path in maps:
            name = _name(path)
            if name not in partners:
                continue
            key = f"val/{name}" if held_out and name in self.maps else name
            self.maps[key], self.pictures[key] = path, partners[name]
            if held_out:
                self.held_out.append(key)


def layout_of(folder: Path) -> Layout:
    """What lies in `folder`, by the first layout that finds pairs there; InputError where none does."""
    for layout in _layouts(folder):
        if layout.maps:
            return layout
    raise InputError(
        f"{folder} holds no pairs: labels/NAME.png beside images/NAME.jpg (or .png) are expected, or the folders of "
        "SPADE, Cityscapes, ADE20K or COCO-Stuff"
    )


def _layouts(folder: Path) -> Iterator[Layout]:
    yield _beside(folder)
    yield _spade(folder)
    yield _cityscapes(folder)
    for labels, (trained, held_out) in _SPLITS.items():
        yield _annotated(folder, labels, trained, held_out)


def _beside(folder: Path) -> Layout:
    """labels/NAME.png and images/NAME.jpg."""
    layout = Layout()
    layout.add(pictures_in(folder / "labels"), pictures_in(folder / "images"))
    return layout


def _spade(folder: Path) -> Layout:
    """SPADE's and pix2pixHD's: train_label/, train_img/, and the same for val or test; instance maps are not used."""
    layout = Layout()
    layout.add(pictures_in(folder / "train_label"), pictures_in(folder / "train_img"))
    split = next((name for name in _HELD_OUT if (folder / f"{name}_label").is_dir()), "val")
    layout.add(pictures_in(folder / f"{split}_label"), pictures_in(folder / f"{split}_img"), held_out=True)
    if any(path.stem.endswith(_MAP_ENDING) for path in layout.maps.values()):
        layout.labels = "cityscapes"
    elif layout.maps and all(_COCO_NAME.fullmatch(path.stem) for path in layout.maps.values()):
        layout.labels = "coco"
    return layout


def _cityscapes(folder: Path) -> Layout:
    """gtFine/{train,val}/CITY/*_gtFine_labelIds.png and leftImg8bit/{train,val}/CITY/*_leftImg8bit.png."""
    layout = Layout(labels="cityscapes")
    for split in ("train", "val"):
        maps = sorted((folder / "gtFine" / split).glob(f"*/*{_MAP_ENDING}.png"))
        pictures = sorted((folder / "leftImg8bit" / split).glob(f"*/*{_PICTURE_ENDING}.*"))
        layout.add(maps, pictures, held_out=split == "val")
    return layout


def _annotated(folder: Path, labels: str, trained: str, held_out: str) -> Layout:
    """annotations/SPLIT/NAME.png and images/SPLIT/NAME.jpg."""
    layout = Layout(labels=labels)
    for split in (trained, held_out):
        maps, pictures = pictures_in(folder / "annotations" / split), pictures_in(folder / "images" / split)
        layout.add(maps, pictures, held_out=split == held_out)
    return layout


def _name(path: Path) -> str:
    """What a map and its picture have in common."""
    return path.stem.removesuffix(_MAP_ENDING).removesuffix(_PICTURE_ENDING)
