"""Documents, journals and pictures with something wrong in them: no crash, nothing wrong that isn't said.

In full (100,000): STUDIO_PROOF=full pytest tests/sketch/test_mutated_files.py
"""

from __future__ import annotations

import io
import os
import random
from pathlib import Path

import numpy as np
import pytest
from imagined import SHAPE, act
from mutations import mutated
from PIL import Image
from proof import times

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch, Step
from studio.sketch.files import encoded_sketch, indexed, open_sketch
from studio.sketch.formats.export import Export
from studio.sketch.formats.openraster import as_openraster
from studio.sketch.history import History
from studio.sketch.journal import Journal
from studio.sketch.photographs import photograph
from studio.sketch.replay import read_journal, settings_only

LABELS = (np.indices((9, 14)).sum(0) % len(LANDSCAPE)).astype(np.uint8)
COLOURS = LANDSCAPE.palette()[LABELS]
STYLE = np.random.default_rng(3).integers(0, 256, (8, 7, 3)).astype(np.uint8)
SKETCH = Sketch(
    LABELS, (Step("world", {"hour": "dusk", "strength": 0.5}),), seed=9, style=STYLE, weights={"unet": "ab"}
)


def as_png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


DOCUMENTS = {
    "sketch": encoded_sketch(SKETCH, None),
    "sketch with a picture": encoded_sketch(SKETCH, COLOURS),
    "label map": as_png(indexed(LABELS)),
    "grey": as_png(Image.fromarray(LABELS)),
    "colours": as_png(Image.fromarray(COLOURS)),
    "openraster": as_openraster(Export(SKETCH, COLOURS)),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_mutated_document_opens_right_or_is_refused(kind: str, tmp_path: Path) -> None:
    draw, path, opened = random.Random(kind), tmp_path / "a.png", 0
    for _ in range(times(400, 10_000)):
        path.write_bytes(mutated(DOCUMENTS[kind], draw))
        try:
            sketch = open_sketch(path)
        except InputError:
            continue
        opened += 1
        assert np.array_equal(sketch.labels, LABELS)
        assert not kind.startswith("sketch") or settings_only(sketch) == settings_only(SKETCH)
    print(kind, opened, "opened")


def journal_bytes(path: Path) -> tuple[bytes, dict[int, bytes]]:
    """A journal with all kinds of frames, and the map at the end of each frame, by the bytes up to there."""
    journal = Journal(path)
    sketch = Sketch(np.full(SHAPE, 4, np.uint8))
    journal.begin(sketch)
    states = {path.stat().st_size: sketch.labels.tobytes()}
    history = History(sketch, journal)
    for number in range(16):
        act(history, sketch.labels, number)
        states[path.stat().st_size] = sketch.labels.tobytes()
        if number % 5 == 0:
            sketch.seed = number
            journal.keep(sketch)
            journal.snapshot(f"at {number}", sketch)
            states[path.stat().st_size] = sketch.labels.tobytes()
            journal.saved("0" * 64)
            states[path.stat().st_size] = sketch.labels.tobytes()
    journal.close()
    return path.read_bytes(), states


def test_a_mutated_journal_is_read_as_far_as_it_is_whole_and_says_so(tmp_path: Path) -> None:
    data, states = journal_bytes(tmp_path / "right")
    maps, last = set(states.values()), states[len(data)]
    draw, path, told_of = random.Random(4), tmp_path / "wrong", 0
    for _ in range(times(1500, 40_000)):
        broken = mutated(data, draw)
        path.write_bytes(broken)
        told = read_journal(path)
        if told is None:
            continue
        told_of += 1
        assert told.sketch.labels.tobytes() in maps
        if told.is_whole:  # it is the journal, or an earlier state of it
            assert data.startswith(broken)
        assert told.sketch.labels.tobytes() == last or len(broken) != len(data) or not told.is_whole
    assert told_of > 100
    print("journals that told of a drawing:", told_of)


def test_a_mutated_journal_can_be_drawn_on(tmp_path: Path) -> None:
    data, _ = journal_bytes(tmp_path / "right")
    draw, path = random.Random(5), tmp_path / "wrong"
    for _ in range(times(150, 5_000)):
        path.write_bytes(mutated(data, draw))
        journal = Journal(path)
        if journal.told is None:
            sketch = Sketch(np.full(SHAPE, 4, np.uint8))
            journal.begin(sketch)
            history = History(sketch, journal)
        else:
            sketch = journal.told.sketch
            history = History(sketch, journal, journal.told.done, journal.told.undone)
        for number in range(3):
            act(history, sketch.labels, number)
        journal.close()
        again = read_journal(path)
        assert again is not None
        assert np.array_equal(again.sketch.labels, sketch.labels)


PICTURES: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 80},
    "PNG": {},
    "WEBP": {"quality": 70},
    "GIF": {},
    "BMP": {},
    "PPM": {},
    "TIFF": {},
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_mutated_picture_is_read_or_refused(kind: str) -> None:
    file = io.BytesIO()
    Image.fromarray(STYLE.repeat(4, 0).repeat(4, 1)).save(file, kind, **PICTURES[kind])
    draw, right, read = random.Random(kind), file.getvalue(), 0
    handles = len(os.listdir("/proc/self/fd"))
    for _ in range(times(150, 1_000)):
        try:
            picture = photograph(mutated(right, draw))
        except InputError:
            continue
        read += 1
        assert picture.ndim == 3
        assert picture.dtype == np.uint8
    assert len(os.listdir("/proc/self/fd")) == handles
    print(kind, read, "read")
