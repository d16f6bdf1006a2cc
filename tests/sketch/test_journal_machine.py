"""Draw, undo, save, open, kill, in any order: the drawing agrees with a list of maps.

In full (10,000 steps): STUDIO_PROOF=full pytest tests/sketch/test_journal_machine.py
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from imagined import Imagined, act
from proof import times

from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.sketch.places import journal_beside
from studio.tui.keeping import Keeper

SHAPE = (12, 17)
STEPS = 50


class DrawingMachine(RuleBasedStateMachine):
    """A document on the desk, and what a list of maps says that it is."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "a.png"
        start = Sketch(np.full(SHAPE, 4, np.uint8))
        save_sketch(self.path, start, None)
        self.model = Imagined(start.labels)
        self.saved = start.labels.tobytes()
        self.seed = 0
        self.keeper = Keeper(self.folder / "state")
        self.opened = self.keeper.open(self.path)

    def teardown(self) -> None:
        self.keeper.close()
        shutil.rmtree(self.folder)

    def come_back(self) -> None:
        self.keeper = Keeper(self.folder / "state")
        self.opened = self.keeper.open(self.path)
        assert self.opened.other is None
        assert self.opened.is_changed == (
            self.saved != self.model.maps[self.model.now] or self.seed != self.saved_seed()
        )

    def saved_seed(self) -> int:
        return open_sketch(self.path).seed

    @rule(number=st.integers(0, 2**20))
    def draw_or_undo(self, number: int) -> None:
        act(self.opened.history, self.opened.sketch.labels, number)
        self.model.act(number)

    @rule(seed=st.integers(0, 3))
    def set_a_seed_and_pause(self, seed: int) -> None:
        self.opened.sketch.seed = self.seed = seed
        journal = self.keeper.journal
        assert journal is not None
        journal.keep(self.opened.sketch)

    @rule()
    def save(self) -> None:
        self.keeper.save(self.path, self.opened.sketch, None, self.opened.history, self.path)
        self.saved = self.model.maps[self.model.now]

    @rule()
    def save_elsewhere(self) -> None:
        other = self.path.with_name("b.png" if self.path.name == "a.png" else "a.png")
        other.unlink(missing_ok=True)
        journal_beside(other).unlink(missing_ok=True)
        self.keeper.save(other, self.opened.sketch, None, self.opened.history, self.path)
        self.path, self.saved = other, self.model.maps[self.model.now]

    @rule(name=st.text(max_size=70))
    def name_a_snapshot(self, name: str) -> None:
        journal = self.keeper.journal
        assert journal is not None
        snapshot = journal.snapshot(name, self.opened.sketch)
        assert journal.sketch_of(snapshot).labels.tobytes() == self.model.maps[self.model.now]

    @rule()
    def leave_and_come_back(self) -> None:
        self.keeper.close()
        self.come_back()

    @rule()
    def be_killed_and_come_back(self) -> None:
        journal = self.keeper.journal
        assert journal is not None
        journal.close()  # nothing is written on the way out, as under kill -9
        self.come_back()

    @rule()
    def come_back_with_all_compacted(self) -> None:
        journal = self.keeper.journal
        assert journal is not None
        journal._dead_bytes = 1 << 40
        self.opened.history._tidy()
        self.leave_and_come_back()

    @invariant()
    def the_drawing_is_the_one_imagined(self) -> None:
        assert self.opened.sketch.labels.tobytes() == self.model.maps[self.model.now]
        assert self.opened.sketch.seed == self.seed
        assert self.opened.history.steps == (self.model.now, len(self.model.maps) - 1 - self.model.now)


DrawingMachine.TestCase.settings = settings(
    max_examples=times(25, 200), stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDrawing = DrawingMachine.TestCase
