"""The parts of a map that was read out of a photograph, one by one; the canvas shows each, and a key decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from studio.drawing.confirming import Confirming
from studio.labels import LANDSCAPE
from studio.locale import Texts
from studio.tui.screens.label_picker import label_picker
from studio.tui.screens.left_once import LeftOnce
from studio.tui.widgets.parts import Part, Parts

KEYS = {"take": "Enter", "label": "l", "leave_out": "s", "rest": "a", "back": "b", "give_up": "Esc"}


class ReadingWalk(LeftOnce[bool], ModalScreen[bool]):
    """Answers whether what was decided is kept. `show` hears of every step; `label_of` knows the labels' keys."""

    explains = "explain.reading"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "take", show=False),
        Binding("l,apostrophe,slash", "label", show=False),
        Binding("s,n,delete", "leave_out", show=False),
        Binding("a", "rest", show=False),
        Binding("b,u,backspace", "back", show=False),
        Binding("escape,q", "give_up", show=False),
    ]
    DEFAULT_CSS = """
    ReadingWalk {
        background: transparent;
        & > Parts { dock: bottom; background: $surface; }
    }
    """

    def __init__(
        self,
        confirming: Confirming,
        texts: Texts,
        show: Callable[[], None],
        label_of: Callable[[str], int | None],
    ) -> None:
        super().__init__()
        self._confirming, self._texts, self._show, self._label_of = confirming, texts, show, label_of

    def compose(self) -> ComposeResult:
        yield Parts()

    def on_mount(self) -> None:
        self._look()

    def on_key(self, event: events.Key) -> None:
        label = self._label_of(event.character or "")
        if label is not None:
            event.stop()
            self._take_as(label)

    def action_take(self) -> None:
        """The part is what it was read as."""
        self._decide(self._confirming.take)

    def action_label(self) -> None:
        """The part is something else."""
        read = self._confirming.part.label
        picker = label_picker(self._texts, LANDSCAPE.id("sky") if read is None else read)
        self.app.push_screen(picker, lambda label: None if label is None else self._take_as(int(label)))

    def action_leave_out(self) -> None:
        """The canvas stays there as it was."""
        self._decide(self._confirming.leave_out)

    def action_rest(self) -> None:
        """All that comes is what it was read as."""
        self._decide(self._confirming.take_the_rest)

    def action_back(self) -> None:
        """The part before once more."""
        self._confirming.back()
        self._look()

    def action_give_up(self) -> None:
        """The canvas stays as it was."""
        self.dismiss(False)

    def _take_as(self, label: int) -> None:
        self._decide(lambda: self._confirming.take(label))

    def _decide(self, decide: Callable[[], None]) -> None:
        if self._confirming.is_over:  # a key that was typed ahead
            return
        decide()
        if not self._confirming.is_over:
            self._look()
            return
        self._show()
        self.dismiss(True)

    def _look(self) -> None:
        part, texts = self._confirming.part, self._texts
        name = texts("reading.small") if part.label is None else LANDSCAPE[part.label].name(texts.language)
        percent = f"{100 * self._confirming.share:.1f}"
        place = {"place": self._confirming.place + 1, "count": len(self._confirming.parts)}
        parts = [Part(" " + texts("reading.part", name=name, percent=percent, **place) + "  ", "strong")]
        for action, key in KEYS.items():
            parts += [Part(f"{key} {texts(f'reading.key.{action}')}", "chosen", action), Part("  ")]
        self.query_one(Parts).put(parts)
        self._show()
