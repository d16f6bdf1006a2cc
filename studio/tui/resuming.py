"""From a document's file and its journal to the drawing on the desk, with every step that can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from studio.drawing.region import Region
from studio.sketch.document import Sketch
from studio.sketch.history import History
from studio.sketch.journal import Journal
from studio.sketch.recovery import Found, compare
from studio.sketch.replay import take_settings
from studio.tui.documents import Document

News = tuple[str, Path]


@dataclass(frozen=True)
class Opened:
    """A drawing as it is put on the desk, and what the user should hear about it: a text's key and its path.

    `is_ours` is False for a file that somebody else made: saving must not turn their label map into a picture.
    `other` is what the file holds, where somebody wrote it while there were unsaved strokes here: the user chooses.
    """

    sketch: Sketch
    path: Path | None
    history: History
    is_changed: bool = False
    is_ours: bool = True
    news: News | None = None
    other: Sketch | None = None


def resume(document: Document, journal: Journal | None) -> Opened:
    """Put a document on the desk as its journal tells it, if it can have one; OSError where that can't be written."""
    start = document.new if document.held is None else document.held
    if journal is None:
        nowhere = ("journal.none", document.file.absolute().parent)
        return Opened(start, document.path, History(start), is_ours=document.is_ours, news=nowhere)
    told, digest = journal.told, document.digest
    if told is None:
        news = ("journal.damaged", journal.file.set_aside()) if journal.file.has_rubbish else None
        return replace(_begin(document, journal, start, digest), news=news)
    news = None if told.is_whole else ("journal.cut", journal.file.set_aside())
    opened = Opened(
        told.sketch, document.path, History(told.sketch, journal, told.done, told.undone), is_ours=document.is_ours
    )
    match compare(document.held, digest, told):
        case Found.SAME:
            journal.saved(digest)
            return replace(opened, news=news)
        case Found.LATER:
            is_changed = document.path is not None and (document.held is not None or not journal.is_bare)
            recovered = ("recovered", document.path) if is_changed and document.path else None
            return replace(opened, is_changed=is_changed, news=news or recovered)
        case Found.BOTH:
            return replace(opened, is_changed=True, news=news, other=document.held)
    if start.labels.shape != told.sketch.labels.shape:
        return replace(_begin(document, journal, start, digest), news=("journal.aside", journal.file.set_aside()))
    lay_over(opened.sketch, opened.history, "elsewhere", start)
    journal.keep(opened.sketch)
    journal.saved(digest)
    return replace(opened, news=news)


def lay_over(sketch: Sketch, history: History, step: str, other: Sketch) -> None:
    """Make a drawing the same as another of the same size; undo brings the one before back."""
    take_settings(sketch, other)
    history.begin(step)
    history.touch(Region(0, 0, *sketch.labels.shape))
    sketch.labels[:] = other.labels
    history.commit()


def _begin(document: Document, journal: Journal, start: Sketch, digest: str) -> Opened:
    journal.begin(start)
    if digest:
        journal.saved(digest)
    return Opened(start, document.path, History(start, journal), is_ours=document.is_ours)
