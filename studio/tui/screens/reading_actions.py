"""Labels out of a photograph, by the scene reader: part by part onto the canvas, and undone as one step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import numpy as np

from studio.drawing.area import NOWHERE
from studio.drawing.confirming import Confirming
from studio.drawing.parts import parts_of
from studio.errors import StudioError
from studio.labels import LANDSCAPE, LabelMap
from studio.sketch.document import Sketch
from studio.tui.bars import pages
from studio.tui.keymap import LABEL_KEYS
from studio.tui.screens.drawing_actions import DrawingActions
from studio.tui.screens.file_actions import LONGEST_READING_S, FileActions, PhotographRead
from studio.tui.screens.reading_walk import ReadingWalk
from studio.tui.screens.zoom_actions import ZoomActions

STRENGTH = 25
"""How much of an opened photograph shines through the labels that are taken."""


class ReadingActions(FileActions, DrawingActions, ZoomActions):
    """What happens when a photograph has been read; and the key that reads the reference picture."""

    _read_photograph: PhotographRead | None = None

    def action_read_reference(self) -> None:
        """Read labels out of the picture under the labels."""
        photograph = self.desk.sketch.photograph
        if photograph is None:
            self.say("reference.none")
            return
        self.say("photo.reading", seconds=LONGEST_READING_S, path=self.texts("reading.reference"))
        self._reading.begin_on(photograph.copy(), min(self.desk.labels.shape))

    def on_photograph_read(self, message: PhotographRead) -> None:
        """A photograph's label map is here: what of it becomes the drawing is asked as soon as nothing else is."""
        if isinstance(message.found, str):
            self.say("photo.failed", message=message.found)
            return
        self._read_photograph = message
        self._begin_walk()

    def on_screen_resume(self) -> None:
        self._begin_walk()

    def reloaded(self) -> None:
        """Another drawing is on the desk: what was read for the one before is forgotten."""
        self._read_photograph = None
        super().reloaded()

    def _begin_walk(self) -> None:
        message = self._read_photograph
        if message is None or isinstance(message.found, str) or not self.is_active:
            return
        self._read_photograph = None
        self.put_pen_away()
        try:
            tell = self._begin_on(message.path, message.found) if message.path else None
        except (OSError, StudioError) as error:
            self.say("autosave_failed", message=getattr(error, "strerror", None) or error)
            return
        self.run_worker(self._walk(message.found.labels, tell), group="walk", exclusive=True)

    def _begin_on(self, path: Path, read: Sketch) -> Callable[[], None]:
        """Lay a new drawing on the desk, with nothing but the photograph under it; how that is told."""
        blank = Sketch(np.zeros_like(read.labels), photograph=read.photograph, reference=STRENGTH)
        self.keep_now()
        opened, aside = self.services.keeper.begin_untitled(blank)
        self._lay_on_desk(opened)
        key = "photo.read_aside" if aside else "photo.read"
        return lambda: self.say(key, path=path.name, aside=aside)

    async def _walk(self, read: LabelMap, tell: Callable[[], None] | None) -> None:
        read = _of_size(read, self.desk.labels.shape)
        parts = await asyncio.to_thread(parts_of, read)
        if read.shape != self.desk.labels.shape:  # another drawing, opened meanwhile
            return
        if not parts:
            self.say("reading.nothing")
            return
        self.put_pen_away()
        self._look_at(None)
        confirming = Confirming(self.desk.labels.copy(), read, parts)

        def show() -> None:
            self.begin_counting()
            self.drawn(self.desk.try_labels("reading", confirming.labels))
            self.canvas.outline(NOWHERE if confirming.is_over else confirming.part.area)

        def answered(is_kept: bool | None) -> None:
            self.canvas.outline(NOWHERE)
            self.drawn(self.desk.finish() if is_kept else self.desk.cancel())
            if tell is not None:
                tell()
            elif is_kept:
                self.say("reading.done", taken=confirming.taken, count=len(parts))

        self.app.push_screen(ReadingWalk(confirming, self.texts, show, self._label_of_key), answered)

    def _label_of_key(self, key: str) -> int | None:
        """The label that a key of the page of labels in use takes."""
        page = pages(LANDSCAPE)[self.page]
        place = LABEL_KEYS.find(key) if key else -1
        return page[place].id if 0 <= place < len(page) else None


def _of_size(labels: LabelMap, shape: tuple[int, int]) -> LabelMap:
    """A label map at another size (H, W), each pixel that of the nearest one."""
    if labels.shape == shape:
        return labels
    rows = np.arange(shape[0]) * labels.shape[0] // shape[0]
    columns = np.arange(shape[1]) * labels.shape[1] // shape[1]
    nearest: LabelMap = labels[np.ix_(rows, columns)]
    return nearest
