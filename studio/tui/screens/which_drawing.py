"""Two drawings side by side, of which one is to be gone on with: ours with unsaved strokes, or the file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from studio.locale import Texts
from studio.sketch.document import Sketch
from studio.tui.screens.dialog import Dialog
from studio.tui.widgets.map_view import MapView


class WhichDrawing(Dialog[str]):
    """Answers "ours" or "file"; Esc is ours, which loses nothing either."""

    explains = "explain.which"
    BINDINGS: ClassVar[list[BindingType]] = [("1", "take('ours')", "ours"), ("2", "take('file')", "file")]
    DEFAULT_CSS = """
    WhichDrawing {
        & > #box { width: 94%; max-width: 120; }
        & Horizontal { height: 16; }
        & Vertical.one { width: 1fr; height: 100%; padding: 0 1; }
        & MapView { height: 1fr; }
    }
    """

    def __init__(self, ours: Sketch, file: Sketch, path: Path, texts: Texts) -> None:
        super().__init__(texts("which.title", path=path.name), texts("which.keys"))
        self._drawings = (("1", texts("which.ours"), ours), ("2", texts("which.file"), file))

    def content(self) -> list[Widget]:
        both = [
            Vertical(MapView(sketch.labels), Static(Text(f"{key}  {words}")), classes="one")
            for key, words, sketch in self._drawings
        ]
        return [Horizontal(*both)]

    def action_take(self, choice: str) -> None:
        """Go on with one of them."""
        self.dismiss(choice)
