"""The line tool: one straight segment from where the hand went down to where it is now."""

from __future__ import annotations

from studio.drawing.brush import Point, paint_segment
from studio.drawing.region import Region
from studio.labels import LabelMap


def draw_line(labels: LabelMap, start: Point, end: Point, size: int, label: int) -> Region:
    """Draw a straight line with round ends from `start` to `end`, (row, column), `size` map pixels thick.

    Changes `labels` in place and returns the region that holds every changed pixel.
    """
    return paint_segment(labels, start, end, size, label, "round")
