"""A folder of label maps and pictures as people own them, with the names of their labels, and perhaps lists."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lightning_modules.label_layouts import layout_of
from lightning_modules.label_names import OURS, LabelNames, names_in, names_of_set
from lightning_modules.square_pictures import read_rgb, resized
from studio.errors import InputError
from studio_data.datasets.pair import Pair

_NAMES = "labels.json"


class LabelFolder:
    """Pairs of label maps (ids of `names`, 0 where there is no label) and pictures of their size.

    train.txt and val.txt, a name a line, say what is trained on and what is held out, else the layout's own splits do;
    those held out come last, and `held_out` says how many they are (None: nobody says). known_as: the label set that
    the layout alone tells; empty where a setting or a labels.json names the labels, or they are ours.
    """

    def __init__(self, folder: Path, set_name: str = "") -> None:
        """InputError where no layout is found in `folder`, or a list names what isn't there."""
        layout = layout_of(folder)
        maps, self._pictures = layout.maps, layout.pictures
        is_told = bool(set_name) or (folder / _NAMES).is_file()
        self.known_as = "" if is_told else layout.labels
        self.names = _names(folder, set_name or self.known_as)
        held_out = listed(folder / "val.txt", maps) if (folder / "val.txt").is_file() else layout.held_out
        trained = listed(folder / "train.txt", maps) if (folder / "train.txt").is_file() else list(maps)
        chosen = [name for name in trained if name not in set(held_out)] + held_out
        self.held_out = len(held_out) or None
        self.stems = tuple(chosen)
        self._maps = maps

    def __len__(self) -> int:
        return len(self.stems)

    def __getitem__(self, index: int) -> Pair:
        """Pair `index`; InputError names a file that can't be read or holds a value that is no label."""
        labels = self.labels(index)
        picture = resized(read_rgb(self._pictures[self.stems[index]]), *labels.shape)
        return Pair(labels, picture, np.zeros(0, np.float32))

    def labels(self, index: int) -> NDArray[np.uint8]:
        """The label map of pair `index`, uint8 (H, W)."""
        path = self._maps[self.stems[index]]
        return self.names.ids(_values(path), path)

    def check(self, progress: Callable[[int, int], None]) -> None:
        """InputError for the first map that can't be learned from, before hours are spent on the others."""
        for index in range(len(self)):
            self.labels(index)
            progress(index + 1, len(self))


def _names(folder: Path, set_name: str) -> LabelNames:
    if set_name:
        return names_of_set(set_name)
    return names_in(folder / _NAMES) if (folder / _NAMES).is_file() else OURS


def listed(path: Path, known: Container[str]) -> list[str]:
    """The stems that a list names, one a line, folders and endings left out; InputError for one that isn't known."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{path} can't be read as a list of names: {fault}") from fault
    stems = []
    for line in filter(None, (line.strip() for line in lines)):
        name = line.rpartition("/")[2]
        stem = name if name in known else name.rpartition(".")[0]
        if stem not in known:
            raise InputError(f"{path} names {line}, but there is no pair of that name")
        stems.append(stem)
    if not stems:
        raise InputError(f"{path} names nothing")
    return stems


def _values(path: Path) -> NDArray[np.uint8]:
    """A label map's values, uint8 (H, W); 16-bit maps will do where no value is above 255."""
    try:
        with Image.open(path) as image:
            if image.mode not in ("P", "L", "I", "I;16"):
                raise InputError(f"{path} is no label map (indexed or grey); its mode is {image.mode}")
            values = np.array(image)
    except (OSError, SyntaxError, ValueError) as fault:
        raise InputError(f"{path} can't be read as a label map: {fault}") from fault
    if values.max(initial=0) > 255 or values.min(initial=0) < 0:
        raise InputError(f"{path}: {int(values.max())} is no label; values go from 0 to 255")
    return values.astype(np.uint8)
