"""Damaged files: never another exception than InputError, and never a wrong map."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch

LABELS = (np.indices((9, 14)).sum(0) % len(LANDSCAPE)).astype(np.uint8)
COLOURS = LANDSCAPE.palette()[LABELS]


def indexed(path: Path) -> None:
    image = Image.fromarray(LABELS)
    image.putpalette(LANDSCAPE.palette().tobytes())
    image.save(path)


WRITERS: dict[str, Callable[[Path], object]] = {
    "sketch": lambda path: save_sketch(path, Sketch(LABELS), None),
    "sketch with a picture": lambda path: save_sketch(path, Sketch(LABELS), COLOURS),
    "grey": Image.fromarray(LABELS).save,
    "16-bit": Image.fromarray(LABELS.astype(np.uint16)).save,
    "palette": indexed,
    "colours": Image.fromarray(COLOURS).save,
    "colours with alpha": Image.fromarray(np.dstack([COLOURS, np.full(LABELS.shape, 255, np.uint8)])).save,
}


def mutated(data: bytes, draw: st.DataObject) -> bytes:
    broken = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(broken) - 1))
        kind = draw.draw(st.sampled_from(["set", "cut", "insert", "repeat"]))
        if kind == "set":
            broken[at] = draw.draw(st.integers(0, 255))
        elif kind == "cut":
            del broken[at : at + draw.draw(st.integers(1, 40))]
        elif kind == "insert":
            broken[at:at] = draw.draw(st.binary(min_size=1, max_size=20))
        else:
            broken[at:at] = broken[at : at + draw.draw(st.integers(1, 60))]
        if not broken:
            break
    return bytes(broken)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=120, deadline=None)
@given(draw=st.data())
def test_a_damaged_file_opens_right_or_is_refused(kind: str, draw: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.png"
        WRITERS[kind](path)
        path.write_bytes(mutated(path.read_bytes(), draw))
        try:
            labels = open_sketch(path).labels
        except InputError:
            return
        assert np.array_equal(labels, LABELS)
