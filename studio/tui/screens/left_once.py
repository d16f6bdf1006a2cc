"""A screen that is left once, and not before it is there: Esc from a fast hand comes early, or twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.await_complete import AwaitComplete

Answer = TypeVar("Answer")

if TYPE_CHECKING:
    from textual.screen import Screen as _Screen
else:
    # No screen of its own: Textual takes styles and component classes from the first base that is one.
    class _Screen(Generic[Answer]):
        """Stands beside a screen among the bases."""


class LeftOnce(_Screen[Answer]):
    """`dismiss` waits until the screen stands, and does nothing where it isn't on top any more or nothing is below it.

    Textual takes a screen's widgets away while it still fills them, pops whatever is on top by then, which is another
    screen, and ends the program over both.
    """

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        if not self.is_active or len(self.app.screen_stack) < 2:
            return AwaitComplete()
        if not self.is_mounted:
            self.call_later(self._leave, result)
            return AwaitComplete()
        return super().dismiss(result)

    def _leave(self, result: Answer | None) -> None:
        self.dismiss(result)
