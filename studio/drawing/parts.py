"""The parts of a label map: what hangs together and has one label, the largest first; what is small is one part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio.drawing.area import Area, Mask
from studio.drawing.region import Region
from studio.labels import LabelMap

MOST_PARTS = 40
"""As many as anybody looks at one by one."""

SMALL_SHARE = 1 / 300
"""Of the map: what is smaller is not looked at alone."""


@dataclass(frozen=True, eq=False, slots=True)
class MapPart:
    """An area of a map, and its label; None where it is all that is small, of several labels."""

    area: Area
    label: int | None


def parts_of(labels: LabelMap) -> list[MapPart]:
    """The labelled parts of a map, uint8 (H, W); the last one may be all that is too small to be looked at alone."""
    from scipy import ndimage  # here, because it takes longer to load than the studio's first paint may

    found: list[MapPart] = []
    small: Mask = np.zeros(labels.shape, bool)
    for label in np.unique(labels[labels > 0]).tolist():
        joined, count = ndimage.label(labels == label, np.ones((3, 3)))
        for number, slices in enumerate(ndimage.find_objects(joined, count), 1):
            inside = joined[slices] == number
            if inside.sum() < SMALL_SHARE * labels.size:
                small[slices] |= inside
            else:
                found.append(MapPart(_area(slices, inside), label))
    found.sort(key=lambda part: (-part.area.pixels, part.area.region.top))
    for part in found[MOST_PARTS:]:
        small[part.area.region.slices] |= part.area.inside
    return [*found[:MOST_PARTS], *([MapPart(Area.of_mask(small), None)] if small.any() else [])]


def _area(slices: tuple[slice, slice], inside: Mask) -> Area:
    rows, columns = slices
    return Area(Region(rows.start, columns.start, rows.stop, columns.stop), inside)
