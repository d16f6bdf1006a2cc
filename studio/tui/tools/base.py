"""What every tool can do: a stroke from press to release, as one step of the history."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point, Shape, paint_segment
from studio.drawing.clipping import Clipping
from studio.drawing.region import EMPTY, Region
from studio.drawing.symmetry import Symmetry
from studio.labels import LabelMap
from studio.sketch.history import History


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a tool works on: the map, its history, and what the hand holds.

    label: an id. size: of the brush, in map pixels. clipping: what a stamp lays down. pick: takes another label into
    the hand. version: grows with every change of the map, so that a tool may keep what it worked out.
    """

    labels: LabelMap
    history: History
    label: int
    size: int
    shape: Shape = "round"
    symmetry: Symmetry = Symmetry.NONE
    clipping: Clipping | None = None
    pick: Callable[[int], None] = lambda label: None
    version: int = 0

    def paint(self, area: Area, label: int | None = None) -> Region:
        """Give the label in the hand (or another) to an area and its mirror images, in the open step."""
        touched = EMPTY
        for image in self.symmetry.areas(area, self.labels.shape):
            touched = touched.union(image.paint(self.labels, self.label if label is None else label))
        self.history.touch(touched)
        return touched

    def segment(self, start: Point, end: Point, label: int | None = None) -> Region:
        """Draw the brush from one pixel (row, column) to another, and its mirror images, in the open step."""
        label = self.label if label is None else label
        if self.symmetry is Symmetry.NONE:
            region = paint_segment(self.labels, start, end, self.size, label, self.shape)
            self.history.touch(region)
            return region
        shape = self.labels.shape
        return self.paint(
            Area.drawn_by(shape, lambda paper: paint_segment(paper, start, end, self.size, 1, self.shape)), label
        )


class Tool(ABC):
    """One tool. Points are (row, column) in map pixels and may lie beyond the border; regions are what changed.

    suits: keys of labels that the tool is for, the usual one first; none where it is for all. has_size: whether the
    size in the hand matters. has_tip: whether the pen's tip shows that size. size_of: whose size it is, so that brush
    and eraser have their own. draws: whether every one of its strokes is a step of the history.
    """

    name: ClassVar[str]
    suits: ClassVar[tuple[str, ...]] = ()
    has_size: ClassVar[bool] = False
    has_tip: ClassVar[bool] = True
    size_of: ClassVar[str] = "brush"
    draws: ClassVar[bool] = True

    @abstractmethod
    def press(self, sheet: Sheet, at: Point) -> Region:
        """The pen touches the map."""

    def drag(self, sheet: Sheet, at: Point) -> Region:
        """The pen moved to `at`, still down."""
        return EMPTY

    def release(self, sheet: Sheet) -> Region:
        """The pen is lifted where it was last: the stroke becomes one step of the history."""
        sheet.history.commit()
        return EMPTY

    def hover(self, sheet: Sheet, at: Point) -> Region:
        """The pen moved, lifted; a figure of several presses shows its next side."""
        return EMPTY

    def finish(self, sheet: Sheet) -> Region:
        """The figure of several presses is as it should be."""
        sheet.history.commit()
        return EMPTY

    def cancel(self, sheet: Sheet) -> Region:
        """The stroke in the air is given up: the map is as it was."""
        return sheet.history.cancel()

    def outline(self, sheet: Sheet, at: Point) -> Area:
        """What a press would change, or what is selected: the canvas shows its rim."""
        return NOWHERE
