"""A folder of looks (`studio data looks`): scenes under several looks, and which pictures share one."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.errors import InputError

LISTING = "looks.jsonl"


@dataclass(frozen=True)
class LookRecord:
    """A picture's name, its scene (the name of its label map), the look that it shares with others, and its style."""

    name: str
    scene: str
    look: str
    style: NDArray[np.float32]


class LooksFolder:
    """The pictures of `folder` in the order of their names; InputError where it holds none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = sorted(_records(folder / LISTING), key=lambda record: record.name)
        if not self.records:
            raise InputError(f"{folder} holds no looks: `studio data looks` writes some")
        self._alike: dict[str, list[int]] = defaultdict(list)
        for index, record in enumerate(self.records):
            self._alike[record.look].append(index)

    def __len__(self) -> int:
        return len(self.records)

    def others(self, index: int) -> list[int]:
        """The pictures of other scenes in the look of picture `index`; itself where there is none."""
        mine = self.records[index]
        others = [other for other in self._alike[mine.look] if self.records[other].scene != mine.scene]
        return others or [index]

    def picture(self, index: int) -> NDArray[np.uint8]:
        """RGB (H, W, 3); InputError for a file that can't be read."""
        return _read(self.folder / "images" / f"{self.records[index].name}.png", "RGB")

    def labels(self, index: int) -> NDArray[np.uint8]:
        """The label map (H, W) of that picture's scene."""
        return _read(self.folder / "labels" / f"{self.records[index].scene}.png", "P")


def _records(listing: Path) -> list[LookRecord]:
    if not listing.is_file():
        raise InputError(
            f"{listing.parent} is no folder of looks: {LISTING} is missing (`studio data looks` writes one)"
        )
    records = []
    for number, line in enumerate(listing.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            style = np.array(entry["style_vector"], np.float32)
            records.append(LookRecord(str(entry["name"]), str(entry["scene"]), str(entry["look"]), style))
        except (ValueError, KeyError, TypeError) as fault:
            raise InputError(f"{listing}, line {number}: not a look ({fault}); write the looks anew") from fault
    return records


def _read(path: Path, mode: str) -> NDArray[np.uint8]:
    try:
        with Image.open(path) as image:
            if image.mode != mode:
                raise InputError(f"{path} is of mode {image.mode}, not {mode}; write the looks anew")
            return np.array(image, np.uint8)
    except (OSError, SyntaxError) as fault:
        raise InputError(f"{path} can't be read; delete it and write the looks again, which fills the gap") from fault
