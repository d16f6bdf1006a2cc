"""What every tool can do: a stroke from press to release, as one step of the history."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from studio.drawing.brush import Point
from studio.drawing.region import EMPTY, Region
from studio.labels import LabelMap
from studio.sketch.history import History


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a tool works on: the map, its history, and what the pen holds (a label's id, a size in map pixels)."""

    labels: LabelMap
    history: History
    label: int
    size: int


class Tool(ABC):
    """One tool. Points are (row, column) in map pixels and may lie beyond the border; regions are what changed."""

    name: ClassVar[str]

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

    def cancel(self, sheet: Sheet) -> Region:
        """The stroke in the air is given up: the map is as it was."""
        return sheet.history.cancel()
