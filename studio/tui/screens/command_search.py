"""Textual's command palette, for hands that are faster than it is."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.worker import Worker

from studio.tui.screens.left_once import LeftOnce


class CommandSearch(LeftOnce[None], CommandPalette):
    """The palette; one that was left looks for nothing more (its list is gone, and it would end the studio over it)."""

    explains = "explain.commands"

    def dismiss(self, result: None = None) -> AwaitComplete:
        self._cancel_gather_commands()
        return super().dismiss(result)

    def _gather_commands(self, search_value: str) -> Worker[None] | None:  # type: ignore[override]
        return super()._gather_commands(search_value) if self.is_active else None
