"""What label maps are made of: shares, places and borders, over composed maps and over real ones beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from studio.errors import InputError
from studio.label_sets import label_set
from studio.labels import LANDSCAPE, LabelMap
from studio_data.world.compose import compose

_SEEN = 0.002  # share of a map from which a label counts as there
_CRUMB = 0.0005
_ROWS = 50
_CAMVID = {
    "sky": "sky",
    "building": "building",
    "fence": "building",
    "road": "road",
    "pavement": "road",
    "tree": "tree",
}


@dataclass(frozen=True)
class Statistics:
    """Of a set of maps: its name and size, and by label id the mean share of area, how many maps have it, and where.

    rows: (24, 3), the heights (0 top, 1 bottom) above which 10, 50 and 90 % of a label's pixels lie; NaN where none do.
    labels_per_map, regions_per_map, border: a number per map; border is its length in picture widths.
    """

    name: str
    maps: int
    share: NDArray[np.float64]
    presence: NDArray[np.float64]
    rows: NDArray[np.float64]
    labels_per_map: NDArray[np.float64]
    regions_per_map: NDArray[np.float64]
    border: NDArray[np.float64]


def statistics(name: str, maps: Iterable[LabelMap]) -> Statistics:
    """The statistics of some label maps, uint8 (H, W) of LANDSCAPE ids; void counts as a label in shares and places."""
    count = len(LANDSCAPE)
    shares, heights, numbers = [], np.zeros((count, _ROWS)), []
    for labels in maps:
        share = np.bincount(labels.ravel(), minlength=count)[:count] / labels.size
        shares.append(share)
        bands = np.minimum((np.arange(len(labels)) * _ROWS) // len(labels), _ROWS - 1)
        table = np.zeros((count, _ROWS))
        np.add.at(table, (labels, np.broadcast_to(bands[:, None], labels.shape)), 1 / labels.size)
        heights += table
        edges = (labels[1:] != labels[:-1]).sum() + (labels[:, 1:] != labels[:, :-1]).sum()
        numbers.append(((share[1:] > _SEEN).sum(), _regions(labels), edges / labels.shape[1]))
    if not shares:
        raise InputError(f"{name} holds no label maps")
    table = np.array(shares)
    found = np.array(numbers, np.float64)
    return Statistics(
        name,
        len(table),
        table.mean(0),
        (table > _SEEN).mean(0),
        _quantiles(heights),
        found[:, 0],
        found[:, 1],
        found[:, 2],
    )


def composed_maps(count: int, size: int = 128) -> Iterator[LabelMap]:
    """The first composed maps, by seed."""
    for seed in range(count):
        yield compose(seed, (size, size)).labels


def real_sets(folder: Path) -> dict[str, Callable[[], Iterator[LabelMap]]]:
    """The real maps that lie in `folder`, by the names of their sets; those that aren't there are left out."""
    known = {"jittor_landscape_labels_256": _contest, "camvid_256": _camvid}
    return {name: partial(read, folder / name) for name, read in known.items() if (folder / name).is_dir()}


def _contest(folder: Path) -> Iterator[LabelMap]:
    contest = label_set("contest")
    for file in sorted((folder / "labels").glob("*.png")):
        with Image.open(file) as image:
            yield contest.to_landscape(np.array(image))


def _camvid(folder: Path) -> Iterator[LabelMap]:
    table = np.zeros(256, np.uint8)
    for known in json.loads((folder / "labels.json").read_text())["classes"]:
        key = _CAMVID.get(known["name"].lower())
        table[int(known["id"])] = LANDSCAPE.id(key) if key else 0
    for file in sorted((folder / "labels").glob("*.png")):
        with Image.open(file) as image:
            yield table[np.array(image)]


def _regions(labels: LabelMap) -> int:
    """Connected parts of one label that are no crumbs."""
    smallest = _CRUMB * labels.size
    total = 0
    for label in np.unique(labels):
        numbered, count = ndimage.label(labels == label)
        total += int((np.bincount(numbered.ravel(), minlength=count + 1)[1:] >= smallest).sum())
    return total


def _quantiles(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """(labels, 3): where 10, 50 and 90 % of each row of a histogram over the picture's height lie."""
    rows = np.full((len(heights), 3), np.nan)
    for label, histogram in enumerate(heights):
        if histogram.sum() > 0:
            below = np.cumsum(histogram) / histogram.sum()
            rows[label] = [(np.searchsorted(below, part) + 0.5) / len(histogram) for part in (0.1, 0.5, 0.9)]
    return rows
