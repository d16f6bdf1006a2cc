"""The open sketch, laid into the folder of the run that was last looked at, so that its trainer draws it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.labels import LabelMap
from studio.runs.folder import SKETCH, RunFolder
from studio.runs.state import ALIVE, RUNNING
from studio.sketch.files import save_label_map


@dataclass
class SketchSharing:
    """Which run is followed, and which map lies there, of which version of the drawing."""

    folder: Path | None = None
    version: int = -1
    lies_there: LabelMap | None = None

    def follow(self, folder: Path) -> None:
        """Show the sketch to this run from now on."""
        if folder != self.folder:
            self.folder, self.version, self.lies_there = folder, -1, None

    def job(self, labels: LabelMap, version: int) -> Callable[[], bool] | None:
        """What is to be done in a thread for the drawing as it is now; None where there is nothing.

        The job says whether the run is still there to look at it.
        """
        if self.folder is None or version == self.version:
            return None
        self.version = version
        if self.lies_there is not None and np.array_equal(labels, self.lies_there):
            return None  # another hour, another generator: the map is the same
        self.lies_there = copy = labels.copy()
        folder = self.folder
        return lambda: _lay(folder, copy)

    def end(self) -> None:
        """Nobody is there to draw it."""
        self.folder = None


def _lay(folder: Path, labels: LabelMap) -> bool:
    status = RunFolder(folder).state().status
    if status == RUNNING:
        (folder / SKETCH).parent.mkdir(exist_ok=True)
        save_label_map(folder / SKETCH, labels)
    return status in ALIVE
