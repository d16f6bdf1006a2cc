"""What a start finds: the document as its file has it, and the drawing as its journal has it. Which of them is it?"""

from __future__ import annotations

from enum import Enum, auto

import numpy as np

from studio.sketch.document import Sketch
from studio.sketch.replay import Replay, settings_only


class Found(Enum):
    """How a journal stands to its document."""

    SAME = auto()
    """Both hold the same drawing."""
    LATER = auto()
    """The journal goes on from the file: strokes that were not saved."""
    ELSEWHERE = auto()
    """Somebody else wrote the file since, and nothing was drawn here that it lacked."""
    BOTH = auto()
    """Somebody else wrote the file since, and there are strokes here that were not saved: the user has to say."""


def compare(document: Sketch | None, digest: str, told: Replay) -> Found:
    """How a journal stands to the document, None where that has no file; `digest` is its file's sha256 (hex)."""
    if document is None:
        return Found.LATER
    if is_same(document, told.sketch):
        return Found.SAME
    if digest in (told.document, told.coming):
        return Found.LATER
    return Found.BOTH if told.is_unsaved or not told.document else Found.ELSEWHERE


def is_same(one: Sketch, other: Sketch) -> bool:
    """Whether two sketches are the same drawing, and are drawn the same way."""
    return np.array_equal(one.labels, other.labels) and settings_only(one) == settings_only(other)
