"""What the screen of runs says in lines. Values in, parts of a line out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from studio.locale import Texts
from studio.runs.state import ALIVE, CRASHED, DONE, FAILED, INTERRUPTED
from studio.runs.words import duration
from studio.terminal.safe_text import clean
from studio.tui.run_watching import RunLine
from studio.tui.widgets.parts import Part

MARKS = {"starting": "◌", "running": "●", DONE: "✓", INTERRUPTED: "‖", FAILED: "✗", CRASHED: "✗"}
_LOOKS = {"running": "chosen", "starting": "chosen", FAILED: "warning", CRASHED: "warning"}
_BAR = ("█", "░")

RUN_KEYS = (
    ("n", "new"),
    ("s", "stop"),
    ("r", "resume"),
    ("d", "draw"),
    ("k", "sketch"),
    ("p", "panes"),
    ("l", "losses"),
    ("Esc", "leave"),
)
"""Keys of the screen and what they do: `runs.key.…` in the texts, `action_…` on the screen."""


def list_line(run: RunLine, width: int, texts: Texts) -> Text:
    """A run in the list: its name; below, where it stands."""
    name = f"{MARKS.get(run.state.status, '?')} {clean(run.name)}"
    return Text.assemble(
        (_cut(name, width), "bold"), "\n", (_cut(f"  {standing(run, texts)}", width), "dim"), no_wrap=True
    )


def standing(run: RunLine, texts: Texts) -> str:
    """Status, how far, what is left."""
    state = run.state
    words = [texts(f"runs.status.{state.status}")]
    if state.batch:
        words.append(f"{state.fraction:.0%}")
    if state.eta_s is not None:
        words.append(texts("runs.left", time=duration(state.eta_s)))
    return " · ".join(words)


def head_parts(run: RunLine, texts: Texts) -> tuple[list[Part], list[Part]]:
    """The chosen run: its name and kind; where it stands."""
    left = [Part(clean(run.name), "strong"), Part(f"  {clean(run.generator)}", "quiet")]
    return left, [Part(texts(f"runs.status.{run.state.status}"), _LOOKS.get(run.state.status, "quiet"))]


def progress_parts(run: RunLine, width: int, texts: Texts) -> tuple[list[Part], list[Part]]:
    """A bar as wide as there is room, how far it is, and what is left."""
    state = run.state
    words = [f"{state.fraction:.1%}", texts("runs.batch", batch=state.batch)]
    if state.eta_s is not None:
        words.append(texts("runs.left", time=duration(state.eta_s)))
    told = " " + " · ".join(words)
    cells = max(0, width - cell_len(told))
    full = round(cells * state.fraction)
    return [Part(_BAR[0] * full, "chosen"), Part(_BAR[1] * (cells - full), "quiet"), Part(told, "quiet")], []


def note_of(run: RunLine, last_words: Sequence[str], texts: Texts) -> str:
    """Why it ended, what it is doing, or the end of its log, in one line."""
    state = run.state
    said = state.reason or (state.note if state.status in ALIVE else "") or next(iter(last_words[-1:]), "")
    return clean(said)


def key_parts(texts: Texts) -> list[Part]:
    """The keys of the screen; each can be clicked."""
    parts = [Part(" ")]
    for key, name in RUN_KEYS:
        parts += [Part(key, "strong", name), Part(f" {texts(f'runs.key.{name}')}  ", "quiet", name)]
    return parts


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, max(1, width - 1)) + "…"
