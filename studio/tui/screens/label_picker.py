"""A picker of labels: by name, in either language."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from studio.labels import LANDSCAPE, Label
from studio.locale import Texts
from studio.tui.bars import pages
from studio.tui.screens.picker import Choice, Picker


def label_picker(texts: Texts, chosen: int) -> Picker:
    """A picker that answers with the id of a label, as text."""
    choices = [_choice(label, texts.language) for page in pages(LANDSCAPE) for label in page]
    return Picker(
        texts("find.title"),
        texts("dialog.keys"),
        choices,
        chosen=str(chosen),
        placeholder=texts("find.placeholder"),
    )


def _choice(label: Label, language: str) -> Choice:
    swatch = Style(bgcolor="#{:02x}{:02x}{:02x}".format(*label.rgb))
    line = Text.assemble(("   ", swatch), f" {label.name(language)}")
    return Choice(str(label.id), line, f"{label.key} {label.en} {label.zh}".lower())
