"""The journal's file: bounded, whole, and undo that reaches the first stroke."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from imagined import SHAPE, Imagined, act

from studio.drawing.region import Region
from studio.errors import InputError
from studio.sketch import journal as journal_module
from studio.sketch.document import Sketch, Step
from studio.sketch.frames import MAGIC, first_digest, sealed
from studio.sketch.history import History
from studio.sketch.journal import Journal
from studio.sketch.patch import Patch
from studio.sketch.replay import read_journal


def begun(path: Path) -> tuple[Journal, Sketch, History]:
    journal, sketch = Journal(path), Sketch(np.full(SHAPE, 4, np.uint8))
    journal.begin(sketch)
    return journal, sketch, History(sketch, journal)


def again(path: Path) -> tuple[Journal, Sketch, History]:
    journal = Journal(path)
    assert journal.told is not None
    told = journal.told
    return journal, told.sketch, History(told.sketch, journal, told.done, told.undone)


def test_what_cannot_be_redone_any_more_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "DEAD_BYTES", 4_000)
    journal, sketch, history = begun(tmp_path / "a")
    sizes = []
    for number in range(3_000):
        act(history, sketch.labels, number)
        history.undo()
        history.undo()
        sizes.append((tmp_path / "a").stat().st_size)
    assert max(sizes) < 20_000
    assert any(later < earlier for earlier, later in pairwise(sizes))
    steps, labels = history.steps, sketch.labels.copy()
    journal.close()
    _, back, history = again(tmp_path / "a")
    np.testing.assert_array_equal(back.labels, labels)
    assert history.steps == steps


def test_a_file_that_has_grown_large_joins_its_oldest_steps_and_undo_still_reaches_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "MOST_LIVE_BYTES", 20_000)
    journal = Journal(tmp_path / "a")
    sketch = Sketch(np.full(SHAPE, 4, np.uint8))
    journal._join_beyond = 20_000
    journal.begin(sketch)
    history, maps = History(sketch, journal), [sketch.labels.copy()]
    draw = np.random.default_rng(4)
    for _ in range(600):
        history.begin("noise")
        top, left = draw.integers(0, 30, 2).tolist()
        part = sketch.labels[top : top + 8, left : left + 8]
        part[:] = draw.integers(0, 24, part.shape)
        history.touch(Region(top, left, top + 8, left + 8))
        history.commit()
        maps.append(sketch.labels.copy())
    assert history.steps[0] < 500
    assert journal.file.size < 120_000
    for labels in maps[-2:-60:-1]:  # the latest steps are as fine as they were
        history.undo()
        np.testing.assert_array_equal(sketch.labels, labels)
    while history.undo():
        pass
    np.testing.assert_array_equal(sketch.labels, maps[0])
    while history.redo():
        pass
    np.testing.assert_array_equal(sketch.labels, maps[-1])


def test_settings_snapshots_and_redo_come_back(tmp_path: Path) -> None:
    journal, sketch, history = begun(tmp_path / "a")
    model = Imagined(sketch.labels.copy())
    for number in range(60):
        act(history, sketch.labels, number)
        model.act(number)
    sketch.chain, sketch.seed = (Step("world", {"hour": "dusk"}),), 12
    journal.keep(sketch)
    journal.snapshot("half way \x1b[31m", sketch)
    history.undo()
    journal.close()
    journal, back, history = again(tmp_path / "a")
    assert (back.chain, back.seed) == (sketch.chain, 12)
    assert [snapshot.name for snapshot in journal.snapshots] == ["half way \x1b[31m"]
    assert journal.sketch_of(journal.snapshots[0]).labels.tobytes() == model.maps[model.now]
    history.redo()
    assert back.labels.tobytes() == model.maps[model.now]
    journal.close()


def test_every_prefix_of_a_journal_is_an_earlier_state_of_the_drawing(tmp_path: Path) -> None:
    journal, sketch, history = begun(tmp_path / "a")
    states = {sketch.labels.tobytes()}
    for number in range(20):
        act(history, sketch.labels, number)
        states.add(sketch.labels.tobytes())
    journal.close()
    data = (tmp_path / "a").read_bytes()
    found = set()
    for length in range(len(data)):
        (tmp_path / "b").write_bytes(data[:length])
        told = read_journal(tmp_path / "b")
        if told is not None:
            found.add(told.sketch.labels.tobytes())
            assert told.end <= length
    assert found <= states
    assert len(found) > 8


def test_a_newer_studios_journal_is_not_touched(tmp_path: Path) -> None:
    journal, _, _ = begun(tmp_path / "a")
    journal.close()
    data = (tmp_path / "a").read_bytes()
    newer, _ = sealed(ord("Z"), b"something new", data[-8:])
    (tmp_path / "a").write_bytes(data + newer)
    with pytest.raises(InputError, match="newer studio"):
        Journal(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == data + newer
    assert data.startswith(MAGIC)
    assert first_digest() == MAGIC[-8:]


def test_two_steps_joined_do_what_both_do() -> None:
    first = np.full(SHAPE, 4, np.uint8)
    second, third = first.copy(), first.copy()
    second[2:9, 3:11] = 7
    third[:] = second
    third[5:30, 8:20] = 2
    one = Patch.between("one", first, second, Region(2, 3, 9, 11))
    two = Patch.between("two", second, third, Region(5, 8, 30, 20))
    both = one.followed_by(two)
    labels = first.copy()
    both.apply(labels)
    np.testing.assert_array_equal(labels, third)
    both.apply(labels)
    np.testing.assert_array_equal(labels, first)
