"""How much in the sketch is unlike a scene, told quietly in the last line whenever the hand rests."""

from __future__ import annotations

import asyncio
import sys

from studio.tui.screens.mending_actions import MendingActions, linted

LOOK_EVERY_S = 0.75
"""The hand rests when nothing changed from one look to the next."""


class LintNotes(MendingActions):
    """Counts what `I` would tell of. A drawing that nobody has touched since it was opened is not judged."""

    def on_mount(self) -> None:
        self._forget_notes()
        self.set_interval(LOOK_EVERY_S, self._look_for_notes)

    def reloaded(self) -> None:
        """Another drawing is on the desk, of which nothing is known yet."""
        super().reloaded()
        self._forget_notes()
        self.show_status()

    def _forget_notes(self) -> None:
        self.notes = 0
        self._seen_version = self._counted_version = self.desk.version
        self._first_steps = self.desk.history.steps

    def _look_for_notes(self) -> None:
        version, seen = self.desk.version, self._seen_version
        self._seen_version = version
        is_resting = version == seen and not self.desk.is_drawing
        is_touched = self.desk.history.steps != self._first_steps
        if is_resting and is_touched and version != self._counted_version and "scipy.ndimage" in sys.modules:
            self._counted_version = version
            self.run_worker(self._count_notes(), group="notes", exclusive=True)

    async def _count_notes(self) -> None:
        version = self.desk.version
        findings = await asyncio.to_thread(linted, self.desk.labels.copy())
        if version == self.desk.version:
            self.notes = len(findings)
            self.show_status()
