"""Pairs on disk: a folder of label maps and pictures that belong together, read one pair at a time.

The layout: `labels/000123.png` (indexed, pixel = label id), `images/000123.png` (RGB) and `pairs.jsonl`, one line a
pair with its name, kind, seed, style and style vector. A folder without `pairs.jsonl` is read by file names, with
empty styles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.errors import InputError
from studio_data.datasets.pair import Pair
from studio_data.datasets.world_pairs import write_world_pairs

__all__ = ["Pair", "PairFolder", "PairRecord", "write_world_pairs"]


@dataclass(frozen=True)
class PairRecord:
    """What is known of a pair without opening its files; empty but for the name where nothing was written down."""

    name: str
    kind: str = ""
    seed: int = 0
    style: Mapping[str, Any] = field(default_factory=dict)
    style_vector: tuple[float, ...] = ()


class PairFolder:
    """A folder of pairs in the order of their names; pair i is read from disk each time it is asked for."""

    def __init__(self, folder: Path) -> None:
        """InputError where the folder holds no pairs, or lines that can't be read."""
        self.folder = folder
        listing = folder / "pairs.jsonl"
        records = _read_records(listing) if listing.is_file() else _records_by_name(folder)
        self.records: tuple[PairRecord, ...] = tuple(sorted(records, key=lambda record: record.name))
        if not self.records:
            raise InputError(f"{folder} holds no pairs: labels/NAME.png beside images/NAME.png are expected")
        lengths = {len(record.style_vector) for record in self.records}
        if len(lengths) > 1:
            raise InputError(f"{listing}: style vectors of {min(lengths)} and {max(lengths)} numbers; write them anew")

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, index: int) -> Pair:
        """Pair `index` (IndexError beyond the end); InputError names a file that is missing, damaged or no pair."""
        record = self.records[index]
        label_file = self.folder / "labels" / f"{record.name}.png"
        picture_file = self.folder / "images" / f"{record.name}.png"
        labels = _read(label_file, ("P", "L"), "a label map (indexed or grey)")
        picture = _read(picture_file, ("RGB",), "an RGB picture")
        if labels.shape != picture.shape[:2]:
            raise InputError(f"{label_file} is {_size(labels)} and {picture_file.name} in images {_size(picture)}")
        return Pair(labels, picture, np.array(record.style_vector, np.float32))


def _read_records(listing: Path) -> list[PairRecord]:
    """The lines of `pairs.jsonl`; where a name comes twice, the later line counts, and a torn last line is left out."""
    records: dict[str, PairRecord] = {}
    lines = listing.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            record = PairRecord(
                str(entry["name"]), entry["kind"], entry["seed"], entry["style"], tuple(entry["style_vector"])
            )
        except (ValueError, KeyError, TypeError) as error:
            if number == len(lines) and not line.endswith("\n"):
                break
            raise InputError(f"{listing}, line {number}: not a pair ({error}); write the pairs anew") from error
        records[record.name] = record
    return list(records.values())


def _records_by_name(folder: Path) -> list[PairRecord]:
    """A record for every label map that has a picture of the same name."""
    pictures = {path.stem for path in (folder / "images").glob("*.png")}
    return [PairRecord(path.stem) for path in (folder / "labels").glob("*.png") if path.stem in pictures]


def _read(path: Path, modes: tuple[str, ...], what: str) -> NDArray[np.uint8]:
    """A PNG's pixels, uint8."""
    try:
        with Image.open(path) as image:
            if image.mode not in modes:
                raise InputError(f"{path} is not {what}; its mode is {image.mode}")
            return np.array(image, np.uint8)
    except FileNotFoundError as error:
        raise InputError(f"{path} is missing; write the pairs again, which fills the gap") from error
    except (OSError, SyntaxError) as error:
        raise InputError(f"{path} can't be read as a PNG; delete it and write the pairs again") from error


def _size(image: NDArray[np.uint8]) -> str:
    return f"{image.shape[1]}×{image.shape[0]}"
