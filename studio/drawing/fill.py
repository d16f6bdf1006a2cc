"""Fill: the pixels of one label that hang together get another."""

from __future__ import annotations

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point
from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap


def connected(labels: LabelMap, at: Point) -> Area:
    """The area around `at`, (row, column): equal pixels joined over edges, not corners. NOWHERE off the map."""
    row, column = at
    if not (0 <= row < labels.shape[0] and 0 <= column < labels.shape[1]):
        return NOWHERE
    from scipy import ndimage  # here, because it takes longer to load than the studio's first paint may

    areas, _ = ndimage.label(labels == labels[row, column])
    return Area.of_mask(areas == areas[row, column])


def flood(labels: LabelMap, at: Point, label: int) -> Region:
    """Give `label` to the area around `at`, (row, column): equal pixels joined over edges, not corners.

    Changes `labels` in place and returns the area's bounding region; EMPTY when `at` lies outside of the map or has
    that label already.
    """
    area = connected(labels, at)
    if area.is_empty or labels[at] == label:
        return EMPTY
    return area.paint(labels, label)
