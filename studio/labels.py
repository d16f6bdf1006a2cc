"""Labels: what a sketch is painted with, and how each one looks at every colour depth.

Ids are append-only: files and network channels depend on them. 0 (`void`) is the only empty value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LabelMap = NDArray[np.uint8]
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that can be painted.

    `rgb` is its colour in truecolor, `xterm` its entry in the 256-colour table (16..255) and `ansi` one of the 16
    colours (0..15), which several labels share: there `glyph`, one ASCII cell, tells them apart.
    """

    id: int
    key: str
    en: str
    zh: str
    glyph: str
    rgb: tuple[int, int, int]
    xterm: int
    ansi: int

    def name(self, language: str) -> str:
        """The label's name in `language` ("zh" or anything else for English)."""
        return self.zh if language == "zh" else self.en


class Vocabulary:
    """An ordered set of labels that label maps are made of; ids run from 0 without a gap."""

    def __init__(self, name: str, labels: tuple[Label, ...]) -> None:
        if [label.id for label in labels] != list(range(len(labels))):
            raise ValueError(f"the ids of vocabulary {name} must run from 0 without a gap")
        self.name = name
        self.labels = labels

    def __iter__(self) -> Iterator[Label]:
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, label_id: int) -> Label:
        return self.labels[label_id]

    @cached_property
    def _by_key(self) -> dict[str, Label]:
        return {label.key: label for label in self.labels}

    def by_key(self, key: str) -> Label:
        """The label called `key`; KeyError when there is none."""
        return self._by_key[key]

    def id(self, key: str) -> int:
        """The id of the label called `key`; KeyError when there is none."""
        return self._by_key[key].id

    def ids(self, *keys: str) -> tuple[int, ...]:
        """The ids of several labels, in the order given."""
        return tuple(self._by_key[key].id for key in keys)

    def palette(self) -> NDArray[np.uint8]:
        """Colours by label id, uint8 (256, 3); ids beyond the vocabulary are black."""
        colours = np.zeros((256, 3), np.uint8)
        for label in self.labels:
            colours[label.id] = label.rgb
        return colours


# fmt: off
LANDSCAPE = Vocabulary("landscape", (
    Label(0,  "void",     "void",     "空白", " ", (24, 24, 28),    234, 0),
    Label(1,  "sky",      "sky",      "天空", "-", (112, 178, 232), 110, 14),
    Label(2,  "cloud",    "cloud",    "云",   "c", (214, 226, 238), 254, 15),
    Label(3,  "sun",      "sun",      "太阳", "O", (255, 214, 64),  220, 11),
    Label(4,  "mountain", "mountain", "山",   "^", (134, 122, 150), 103, 5),
    Label(5,  "hill",     "hill",     "丘陵", "n", (118, 160, 92),  107, 2),
    Label(6,  "snow",     "snow",     "雪",   "*", (240, 246, 252), 231, 15),
    Label(7,  "rock",     "rock",     "岩石", "%", (128, 124, 118), 244, 8),
    Label(8,  "grass",    "grass",    "草地", ",", (104, 188, 72),  77,  10),
    Label(9,  "field",    "field",    "田野", "=", (206, 190, 84),  179, 3),
    Label(10, "flower",   "flowers",  "花",   "f", (226, 104, 160), 169, 13),
    Label(11, "bush",     "bush",     "灌木", "o", (76, 140, 60),   64,  2),
    Label(12, "tree",     "tree",     "树",   "T", (36, 108, 44),   28,  2),
    Label(13, "forest",   "forest",   "森林", "A", (20, 76, 48),    22,  2),
    Label(14, "sand",     "sand",     "沙滩", ".", (232, 208, 150), 223, 11),
    Label(15, "dirt",     "dirt",     "泥土", ":", (138, 92, 52),   94,  3),
    Label(16, "road",     "road",     "道路", "#", (92, 92, 98),    240, 8),
    Label(17, "river",    "river",    "河",   "~", (64, 148, 208),  74,  6),
    Label(18, "lake",     "lake",     "湖",   "w", (44, 120, 196),  32,  12),
    Label(19, "sea",      "sea",      "海",   "s", (24, 84, 160),   25,  4),
    Label(20, "building", "building", "楼房", "B", (178, 120, 104), 137, 7),
    Label(21, "house",    "house",    "房屋", "H", (214, 92, 70),   167, 9),
    Label(22, "bridge",   "bridge",   "桥",   "M", (170, 140, 110), 144, 7),
    Label(23, "fog",      "fog",      "雾",   "z", (196, 204, 206), 251, 7),
))
# fmt: on
