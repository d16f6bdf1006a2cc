"""Reaching any cell by keyboard: jumps by two letters, marks, counts. What is typed after the first key comes here."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_letters

from studio.tui.cells.rulers import LETTERS, place_of
from studio.tui.keymap import action_of
from studio.tui.screens.zoom_actions import ZoomActions

MOST_COUNT = 9999
COUNTED = ("undo", "redo", "size", "step_label", "step_seed")
"""Actions that a count repeats; moves of the cursor become longer."""

Wanted = Callable[[str], bool]
"""Takes a key; whether it wants another one."""


class ReachActions(ZoomActions):
    """Keys in several strokes."""

    _wanted: Wanted | None = None

    async def takes_key(self, key: str) -> bool:
        """Whether a key belongs to what was begun before it; Esc gives that up."""
        if self._wanted is None:
            return False
        wanted, self._wanted = self._wanted, None
        self.say("silence", seconds=0)
        if key == "escape" or not wanted(key):
            self.canvas.show_rulers(False)
        else:
            self._wanted = wanted
        self.show_bars()
        return True

    def action_jump(self) -> None:
        """Put the cursor anywhere: a letter for the row, a letter for the column."""
        typed: list[str] = []

        def take(key: str) -> bool:
            if key not in LETTERS:
                return False
            typed.append(key)
            if len(typed) == 1:
                return True
            view = self.canvas.viewport
            line, column = place_of(typed[0], view.lines), place_of(typed[1], view.columns)
            self.canvas.go_to(*view.to_map(2 * line + 0.5, column + 0.5))
            return False

        self.canvas.show_rulers(True)
        self._want(take, "jump.keys")

    def action_mark(self) -> None:
        """Remember where the cursor is, by a letter."""

        def take(key: str) -> bool:
            if key in ascii_letters:
                self.desk.marks[key] = self.canvas.cursor
                self.say("mark.set", letter=key)
            return False

        self._want(take, "mark.keys")

    def action_go_to_mark(self) -> None:
        """Back to where the cursor was remembered; with the pen down, a line there."""

        def take(key: str) -> bool:
            if key in self.desk.marks:
                self.canvas.go_to(*self.desk.marks[key])
                self.keep_cursor_in_window()
            else:
                self.say("mark.none", letter=key)
            return False

        self._want(take, "mark.go", letters=" ".join(sorted(self.desk.marks)))

    def action_count(self) -> None:
        """A number, and how often the next key counts."""
        digits: list[str] = []

        def take(key: str) -> bool:
            if key.isdecimal() and len(digits) < len(str(MOST_COUNT)):
                digits.append(key)
                self.say("count", number="".join(digits), seconds=60)
                return True
            self._repeat(key, int("".join(digits) or "1"))
            return False

        self._want(take, "count.keys")

    def _want(self, take: Wanted, key: str, **values: object) -> None:
        self._wanted = take
        self.say(key, seconds=60, **values)

    def _repeat(self, key: str, times: int) -> None:
        action = action_of(key, self.services.preferences.keys)
        name = action.partition("(")[0]
        if name == "cursor":
            rows, columns = (int(part) for part in action[len("cursor(") : -1].split(","))
            self.canvas.move_cursor(rows * times, columns * times)
        elif name in COUNTED:
            for _ in range(min(times, 100)):
                self.call_later(self.run_action, action)
