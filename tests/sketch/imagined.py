"""A drawing as a list of maps, which journals and histories are compared with, and strokes that have a number."""

from __future__ import annotations

import random

import numpy as np

from studio.drawing.brush import paint_segment
from studio.drawing.region import Region
from studio.labels import LabelMap
from studio.sketch.history import History

SHAPE = (36, 48)


class Imagined:
    """Does what a history does, with whole copies."""

    def __init__(self, labels: LabelMap) -> None:
        self.maps = [labels.tobytes()]
        self.now = 0
        self.shape = labels.shape

    @property
    def labels(self) -> LabelMap:
        """The map as it is."""
        return np.frombuffer(self.maps[self.now], np.uint8).reshape(self.shape).copy()

    def act(self, number: int) -> None:
        """The action called by a number."""
        kind, labels = action(number), self.labels
        if kind == "undo":
            self.now = max(0, self.now - 1)
        elif kind == "redo":
            self.now = min(len(self.maps) - 1, self.now + 1)
        else:
            stroke(labels, number)
            if labels.tobytes() != self.maps[self.now]:
                self.maps[self.now + 1 :] = [labels.tobytes()]
                self.now += 1


def action(number: int) -> str:
    """What the action called by a number is: of ten, seven strokes, two undone, one redone."""
    return random.Random(number).choice(["stroke"] * 7 + ["undo"] * 2 + ["redo"])


def act(history: History, labels: LabelMap, number: int) -> None:
    """The action called by a number, on a drawing."""
    kind = action(number)
    if kind == "undo":
        history.undo()
    elif kind == "redo":
        history.redo()
    else:
        history.begin("brush")
        history.touch(stroke(labels, number))
        history.commit()


def stroke(labels: LabelMap, number: int) -> Region:
    """Draw the stroke called by a number."""
    draw = random.Random(number + 1_000_000)
    height, width = labels.shape
    start, end = [(draw.randrange(height), draw.randrange(width)) for _ in range(2)]
    return paint_segment(labels, start, end, draw.randint(1, 6), draw.randint(0, 23))
