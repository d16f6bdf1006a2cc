"""Undo and redo: every step, exactly, whatever the order."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from studio.drawing.brush import paint_segment
from studio.drawing.fill import flood
from studio.drawing.region import EMPTY, Region
from studio.sketch.document import Sketch
from studio.sketch.history import History

HEIGHT, WIDTH = 12, 17

points = st.tuples(st.integers(-2, HEIGHT + 1), st.integers(-2, WIDTH + 1))
labels = st.integers(0, 4)


class HistoryMachine(RuleBasedStateMachine):
    """A history beside a plain list of copies of the map."""

    def __init__(self) -> None:
        super().__init__()
        self.sketch = Sketch.blank(HEIGHT, WIDTH)
        self.history = History(self.sketch)
        self.copies = [self.sketch.labels.copy()]
        self.now = 0

    def keep(self) -> None:
        if not np.array_equal(self.sketch.labels, self.copies[self.now]):
            self.copies[self.now + 1 :] = [self.sketch.labels.copy()]
            self.now += 1

    @rule(way=st.lists(points, min_size=2, max_size=4), size=st.integers(1, 6), label=labels)
    def draw(self, way: list[tuple[int, int]], size: int, label: int) -> None:
        self.history.begin("brush")
        for start, end in pairwise(way):
            self.history.touch(paint_segment(self.sketch.labels, start, end, size, label))
        self.history.commit()
        self.keep()

    @rule(at=points, label=labels)
    def fill(self, at: tuple[int, int], label: int) -> None:
        self.history.begin("fill")
        self.history.touch(flood(self.sketch.labels, at, label))
        self.history.commit()
        self.keep()

    @rule(start=points, end=points)
    def draw_and_think_better_of_it(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.history.begin("brush")
        self.history.touch(paint_segment(self.sketch.labels, start, end, 3, 2))
        self.history.cancel()

    @rule()
    def undo(self) -> None:
        region = self.history.undo()
        assert (region is None) == (self.now == 0)
        self.now = max(0, self.now - 1)

    @rule()
    def redo(self) -> None:
        region = self.history.redo()
        assert (region is None) == (self.now == len(self.copies) - 1)
        self.now = min(len(self.copies) - 1, self.now + 1)

    @invariant()
    def the_map_is_the_one_remembered(self) -> None:
        assert np.array_equal(self.sketch.labels, self.copies[self.now])


HistoryMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestHistory = HistoryMachine.TestCase


def test_undo_goes_back_to_the_first_of_a_thousand_strokes() -> None:
    sketch = Sketch.blank(64, 64)
    history = History(sketch)
    rng = np.random.default_rng(5)
    for _ in range(1000):
        history.begin("brush")
        start, end = rng.integers(0, 64, (2, 2)).tolist()
        history.touch(paint_segment(sketch.labels, tuple(start), tuple(end), 3, int(rng.integers(1, 24))))
        history.commit()
    last = sketch.labels.copy()
    while history.undo():
        pass
    assert not sketch.labels.any()
    while history.redo():
        pass
    assert np.array_equal(sketch.labels, last)


def test_a_step_may_be_touched_before_it_is_drawn() -> None:
    sketch = Sketch.blank(8, 8)
    history = History(sketch)
    history.begin("brush")
    history.touch(Region(0, 0, 4, 4))
    sketch.labels[1, 2] = 5
    assert history.commit() == Region(1, 2, 2, 3)
    history.undo()
    assert not sketch.labels.any()


def test_a_step_that_changes_nothing_keeps_what_was_undone() -> None:
    sketch = Sketch.blank(8, 8)
    history = History(sketch)
    history.begin("fill")
    history.touch(flood(sketch.labels, (0, 0), 3))
    history.commit()
    history.undo()
    history.begin("brush")
    history.touch(paint_segment(sketch.labels, (1, 1), (2, 2), 3, 0))
    assert history.commit() == EMPTY
    assert (history.undo_name, history.redo_name) == (None, "fill")
    history.redo()
    assert (sketch.labels == 3).all()


def test_undo_in_the_middle_of_a_stroke_takes_the_stroke_back() -> None:
    sketch = Sketch.blank(8, 8)
    history = History(sketch)
    history.begin("brush")
    history.touch(paint_segment(sketch.labels, (1, 1), (6, 6), 2, 4))
    history.undo()
    assert not sketch.labels.any()
    assert not history.is_open
    assert history.redo_name == "brush"


def test_a_touch_without_a_step_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="begin"):
        History(Sketch.blank(4, 4)).touch(Region(0, 0, 1, 1))
