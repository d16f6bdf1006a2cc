"""Swapping a label: every pixel of one label gets another, in a region or everywhere."""

from __future__ import annotations

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point
from studio.labels import LabelMap


def same_label(labels: LabelMap, at: Point) -> Area:
    """All pixels that have the label of the pixel `at`, (row, column), joined or not; NOWHERE off the map."""
    if not (0 <= at[0] < labels.shape[0] and 0 <= at[1] < labels.shape[1]):
        return NOWHERE
    return Area.of_mask(labels == labels[at])
