"""A photograph becomes a label map: read in a render worker, while the screen goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

from studio.errors import StudioError
from studio.generators.requests import READER, kept_photograph, reading_request
from studio.labels import Picture
from studio.render.messages import Done, Failed, Reply
from studio.sketch.document import Sketch
from studio.sketch.photographs import open_photograph
from studio.tui.live import StartWorker, Worker

Deliver = Callable[[Path | None, Sketch | str], None]
"""Takes the photograph's path, where it has one, and the sketch of it, or what went wrong; called in a thread."""

MOST_READ_SIDE = 512
"""The short side, in pixels, of the largest map that is read for a drawing: more takes long and shows no more."""


class PhotoReading:
    """Reads one photograph at a time; a new one takes the place of one that is not read yet."""

    def __init__(self, start_worker: StartWorker, deliver: Deliver) -> None:
        self._start_worker = start_worker
        self._deliver = deliver
        self._number = 0
        self._worker: Worker | None = None

    def begin(self, path: Path) -> None:
        """Read the photograph in a file; returns at once."""
        self._begin(path, lambda: open_photograph(path), None)

    def begin_on(self, photograph: Picture, side: int) -> None:
        """Read a photograph, uint8 (H, W, 3), for a map with a short side of `side` pixels; returns at once."""
        self._begin(None, lambda: photograph, min(side, MOST_READ_SIDE))

    def close(self) -> None:
        """Give up what is being read."""
        self._number += 1
        worker, self._worker = self._worker, None
        if worker is not None:
            Thread(target=worker.close, name="worker-end").start()

    def _begin(self, path: Path | None, have: Callable[[], Picture], side: int | None) -> None:
        self.close()
        Thread(target=self._read, args=(self._number, path, have, side), name="photo-reading", daemon=True).start()

    def _read(self, number: int, path: Path | None, have: Callable[[], Picture], side: int | None) -> None:
        try:
            photograph = have()
            request = reading_request(photograph, side)
            worker = self._start_worker(READER, partial(self._take, number, path, kept_photograph(photograph)))
            if number != self._number:  # given up meanwhile
                worker.close()
                return
            self._worker = worker
            worker.submit(1, request)
        except StudioError as error:
            self._finish(number, path, str(error))

    def _take(self, number: int, path: Path | None, photograph: Picture, reply: Reply) -> None:
        match reply:
            case Done(result=result):
                self._finish(number, path, Sketch(result.image.copy(), photograph=photograph))
            case Failed(message=message):
                self._finish(number, path, message)

    def _finish(self, number: int, path: Path | None, found: Sketch | str) -> None:
        if number == self._number:
            self.close()
            self._deliver(path, found)
