"""What lint found, one line each; the canvas shows where, and what can be mended is mended on trial."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studio.drawing.area import Area
from studio.drawing.lint import Finding
from studio.labels import LANDSCAPE
from studio.locale import Texts
from studio.tui.screens.dialog import Dialog


class LintDialog(Dialog[int]):
    """Answers with the place of the finding that should be mended; `show` hears which area is looked at."""

    explains = "explain.lint"
    DEFAULT_CSS = """
    LintDialog {
        align: center bottom;
        & > #box { width: 78; max-width: 100%; padding: 0 1; }
        & #title, & #hint, & OptionList { margin: 0; }
        & OptionList { max-height: 6; }
    }
    """

    def __init__(self, findings: Sequence[Finding], texts: Texts, show: Callable[[Area], None]) -> None:
        super().__init__(texts("lint.title", count=len(findings)), texts("lint.keys"))
        self._findings, self._texts, self._show = findings, texts, show

    def content(self) -> list[Widget]:
        lines = [Option(self._line(finding), id=str(place)) for place, finding in enumerate(self._findings)]
        return [OptionList(*lines)]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._show(self._findings[event.option_index].area)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index if self._findings[event.option_index].mend else None)

    def _line(self, finding: Finding) -> Text:
        label = LANDSCAPE.by_key(finding.label).name(self._texts.language) if finding.label else ""
        told = self._texts(
            f"lint.{finding.kind}", label=label, percent=round(100 * finding.amount), pixels=int(finding.amount)
        )
        mend = self._texts("lint.by_hand" if finding.mend is None else "lint.mend")
        return Text.assemble(told, ("   " + mend, "italic"))
