"""The desk: the drawing on it, the tool and the label in the hand. It knows no screen."""

from __future__ import annotations

import os
from pathlib import Path

from studio.drawing.area import NOWHERE, Area
from studio.drawing.brush import Point, Shape
from studio.drawing.clipping import Clipping
from studio.drawing.holes import closed
from studio.drawing.region import EMPTY, Region
from studio.drawing.symmetry import Symmetry
from studio.labels import LANDSCAPE, LabelMap
from studio.sketch.document import Sketch
from studio.sketch.history import History
from studio.tui.picture_settings import PictureSettings
from studio.tui.tools.base import Sheet, Tool
from studio.tui.tools.brush import Brush
from studio.tui.tools.select import Select
from studio.tui.tools.toolbox import TOOLS

SIZES = (1, 2, 3, 4, 5, 7, 9, 12, 16, 20, 26, 34, 44, 58, 76, 100, 132, 174, 230, 304)
"""Brush sizes in map pixels, each step clearly larger than the one before."""

FIRST_BRUSH = 28
"""How many brushes of the first size fit along the short side of a map."""


class Desk(PictureSettings):
    """The sketch with its history and file, and what the hand holds.

    `path` is the file it is saved to, None for an untitled one; `is_ours` is False as long as that file is a label map
    that somebody else made; `is_changed` says whether there is something that the
    file doesn't hold; `version` grows with every change of the drawing or of how its picture is made.
    """

    def __init__(
        self,
        sketch: Sketch,
        path: Path | None = None,
        *,
        history: History | None = None,
        is_changed: bool = False,
        is_ours: bool = True,
    ) -> None:
        self.label = LANDSCAPE.id("sky")
        size = _nearest_size(min(sketch.labels.shape) / FIRST_BRUSH)
        self._sizes = {tool.size_of: size for tool in TOOLS.values()}
        self.shape: Shape = "round"
        self.symmetry = Symmetry.NONE
        self.clipping: Clipping | None = None
        self._scaled: Clipping | None = None
        self._scaled_for: tuple[Clipping | None, int] = (None, 0)
        self.marks: dict[str, Point] = {}
        self.tool: Tool = Brush()
        self._stroke: Tool = self.tool
        self._tool_before = self.tool.name
        self.version = 0
        self.load(sketch, path, history=history, is_changed=is_changed, is_ours=is_ours)

    def load(
        self,
        sketch: Sketch,
        path: Path | None,
        *,
        history: History | None = None,
        is_changed: bool = False,
        is_ours: bool = True,
    ) -> None:
        """Put another drawing on the desk, with the steps that led to it where they are known."""
        self.sketch = sketch
        self.history = history or History(sketch)
        self.path = path
        self.is_ours = is_ours
        self.version += 1
        self.tool = self._stroke = type(self.tool)()  # what it selected was of the other drawing
        self._saved_version = -1 if is_changed else self.version
        self._stamp = _stamp(path)

    @property
    def is_changed(self) -> bool:
        """Whether there is something that the file doesn't hold."""
        return self._saved_version != self.version

    @property
    def is_changed_elsewhere(self) -> bool:
        """Whether somebody else wrote the file since it was opened or saved here."""
        now = _stamp(self.path)
        return now is not None and now != self._stamp

    @property
    def labels(self) -> LabelMap:
        """The label map, uint8 (H, W)."""
        return self.sketch.labels

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is in the air."""
        return self.history.is_open

    def saved(self, version: int, path: Path | None = None) -> None:
        """The drawing as it was at `version` is in its file, which from now on is `path` where one is given."""
        self._saved_version = version
        self.path = path or self.path
        self.is_ours = True
        self._stamp = _stamp(self.path)

    @property
    def size(self) -> int:
        """How wide the tool in the hand draws, in map pixels."""
        return self._sizes[self.tool.size_of]

    @size.setter
    def size(self, pixels: int) -> None:
        self._sizes[self.tool.size_of] = pixels

    @property
    def selection(self) -> Area:
        """What is selected, if anything."""
        return self.tool.selection if isinstance(self.tool, Select) else NOWHERE

    def hold_tool(self, name: str) -> None:
        """Take a tool into the hand, and with it a label that it is for, unless one is held already."""
        if name != self.tool.name:
            self._tool_before = self.tool.name
        self.tool = TOOLS[name]()
        if self.tool.suits and self.label not in LANDSCAPE.ids(*self.tool.suits):
            self.label = LANDSCAPE.id(self.tool.suits[0])

    def hold_tool_before(self) -> None:
        """Take the tool that was in the hand before this one."""
        self.hold_tool(self._tool_before)

    def hold_label(self, label: int) -> None:
        """Paint with a label from now on."""
        self.label = label

    def step_size(self, steps: int) -> None:
        """A larger (+1) or smaller (-1) brush."""
        place = SIZES.index(_nearest_size(self.size)) + steps
        self.size = SIZES[min(max(place, 0), len(SIZES) - 1)]

    def label_at(self, at: Point) -> int | None:
        """The label of a map pixel, None beyond the border."""
        height, width = self.labels.shape
        return int(self.labels[at]) if 0 <= at[0] < height and 0 <= at[1] < width else None

    def press(self, at: Point) -> Region:
        """Begin a stroke, which keeps its tool to the end; a figure of another tool's is finished first."""
        finished = self.finish() if self._stroke is not self.tool else EMPTY
        self._stroke = self.tool
        return finished.union(self._changed(self._stroke.press(self._sheet(), at)))

    def drag(self, at: Point) -> Region:
        """Go on with the stroke; nothing happens when something else, like undo, has ended it."""
        goes_on = self.history.is_open or not self._stroke.draws
        return self._changed(self._stroke.drag(self._sheet(), at)) if goes_on else EMPTY

    def release(self) -> Region:
        """End the stroke."""
        if not self.history.is_open:
            return EMPTY
        return self._changed(self._stroke.release(self._sheet()))

    def hover(self, at: Point) -> Region:
        """The pen moved, lifted: a figure of several presses shows its next side."""
        if not self.history.is_open or self._stroke is not self.tool:
            return EMPTY
        return self._changed(self._stroke.hover(self._sheet(), at))

    def finish(self) -> Region:
        """A figure of several presses, if there is one in the air, is as it should be."""
        if not self.history.is_open:
            return EMPTY
        return self._changed(self._stroke.finish(self._sheet()))

    def cancel(self) -> Region:
        """Give up the stroke in the air."""
        return self._changed(self._stroke.cancel(self._sheet()))

    def outline(self, at: Point) -> Area:
        """What a press would change, or what is selected."""
        return self.tool.outline(self._sheet(), at)

    def copy_selection(self) -> bool:
        """Take a copy of what is selected into the hand, as a stamp; False where nothing is."""
        if self.selection.is_empty:
            return False
        clipping = Clipping.cut(self.labels, self.selection)
        self.hold_clipping(clipping, clipping.side)
        return True

    def hold_clipping(self, clipping: Clipping, side: int) -> None:
        """Take a stamp into the hand, with `side` map pixels along its longer side until it is made another size."""
        self.clipping = clipping
        self.hold_tool("stamp")
        self.size = max(1, side)

    def remove_selection(self) -> Region:
        """What is selected goes, and its neighbours close the hole."""
        return self.replace_labels("remove", closed(self.labels, self.selection))

    def mirror(self) -> Region:
        """Turn the stamp in the hand, what is selected, or else the whole map, left to right."""
        if self.tool.name == "stamp" and self.clipping is not None:
            self.clipping = self.clipping.mirrored
            return EMPTY
        selection = self.selection
        mirrored = self.labels.copy()
        part = mirrored[selection.region.slices] if not selection.is_empty else mirrored
        part[:] = part[:, ::-1].copy()
        return self.replace_labels("mirror", mirrored)

    def undo(self) -> Region | None:
        """Take back the last step; None when there is none."""
        return self._moved(self.history.undo())

    def redo(self) -> Region | None:
        """Do the last undone step again; None when there is none."""
        return self._moved(self.history.redo())

    def replace_labels(self, name: str, labels: LabelMap) -> Region:
        """Lay another map of the same size over the whole canvas, as one step of the history."""
        everything = Region(0, 0, *self.labels.shape)
        self.history.begin(name)
        self.history.touch(everything)
        self.labels[:] = labels
        return self._changed(self.history.commit())

    def try_labels(self, name: str, labels: LabelMap) -> Region:
        """Lay another map of the same size over the canvas, on trial: `finish` keeps it, `cancel` takes it back."""
        everything = Region(0, 0, *self.labels.shape)
        self.history.cancel()
        self.history.begin(name)
        self.history.touch(everything)
        self.labels[:] = labels
        self._stroke = Brush()
        return self._changed(everything)

    def _sheet(self) -> Sheet:
        return Sheet(
            self.labels,
            self.history,
            self.label,
            self._sizes[self._stroke.size_of if self.history.is_open else self.tool.size_of],
            self.shape,
            self.symmetry,
            self._stamp_in_hand(),
            self._pick,
            self.version,
        )

    def _stamp_in_hand(self) -> Clipping | None:
        """The stamp at the size that it has in the hand; worked out once."""
        asked = (self.clipping, self._sizes["stamp"])
        if asked != self._scaled_for:
            self._scaled_for = asked
            self._scaled = None if self.clipping is None else self.clipping.scaled(asked[1])
        return self._scaled

    def _pick(self, label: int) -> None:
        self.label = label
        self.hold_tool_before()

    def _changed(self, region: Region) -> Region:
        self.version += not region.is_empty
        return region

    def _moved(self, region: Region | None) -> Region | None:
        self._changed(region or EMPTY)
        return region


def _stamp(path: Path | None) -> tuple[int, int, int] | None:
    """What changes when a file is written anew; None where there is none."""
    try:
        facts = os.stat(path) if path else None
    except OSError:
        return None
    return (facts.st_ino, facts.st_size, facts.st_mtime_ns) if facts else None


def _nearest_size(pixels: float) -> int:
    return min(SIZES, key=lambda size: abs(size - pixels))
