"""Nothing drawn is lost: the journal of the drawing on the desk, where drawings are kept, what a start finds there."""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from studio.errors import InputError, StudioError
from studio.labels import Picture
from studio.sketch.atomic import check_writable, sweep, write_atomically
from studio.sketch.backups import Backup, back_up, backups_in
from studio.sketch.document import Sketch
from studio.sketch.files import encoded_sketch
from studio.sketch.history import History
from studio.sketch.journal import Journal
from studio.sketch.one_writer import InUse
from studio.sketch.places import file_of, journal_beside
from studio.sketch.replay import read_journal
from studio.tui.documents import Document, digest_of, document_at, untitled_document
from studio.tui.new_drawing import new_drawing
from studio.tui.resuming import Opened, lay_over, resume
from studio.tui.state_folder import StateFolder

MOST_DRAWINGS = 100


class Keeper:
    """Keeps the drawing: its journal lies beside its file, and an untitled one is untitled.png in `folder`.

    A second studio on the same machine takes untitled-2.png, so that two untitled drawings never meet; a named file is
    drawn on by one studio at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.state = StateFolder(folder)
        self._writing = threading.Lock()
        self._kept_version = -1
        self._untitled = folder / "untitled.png"
        self._journal: Journal | None = None
        self._unwanted_size = -1

    @property
    def journal(self) -> Journal | None:
        """The journal of the drawing on the desk."""
        return self._journal

    def open_last(self) -> Opened:
        """The drawing that was open last; the untitled one where that is gone, is in use, or can't be read any more."""
        path = self.state.last
        try:
            if path is not None and (path.exists() or journal_beside(path).exists()):
                return self.open(path)
        except InUse:
            return replace(self.open_untitled(), news=None if path is None else ("in_use", path))
        except (OSError, InputError):
            pass
        return self.open_untitled()

    def open(self, path: Path) -> Opened:
        """The drawing of a file, with every stroke that was ever drawn on it here.

        A `.png` that isn't there yet is where a new drawing will be saved. InputError says what can't be used, InUse
        that another studio draws on it.
        """
        document = document_at(path)
        with self._changing_to(self._journals_of(document)) as journal:
            opened = resume(document, journal)
        self.state.last = path
        return opened

    def open_copy(self, path: Path) -> Opened:
        """A drawing of its own with what another studio has drawn on a file by now, named like it with a number."""
        shown = document_at(path).held or new_drawing()
        with contextlib.suppress(OSError, InputError):
            told = read_journal(journal_beside(path))
            shown = told.sketch if told else shown
        for number in range(2, MOST_DRAWINGS):
            copy = path.with_name(f"{path.stem}-{number}.png")
            if copy.exists() or journal_beside(copy).exists():
                continue
            check_writable(copy)
            with self._changing_to([journal_beside(copy)]) as journal:
                opened = resume(Document(copy, copy, None, shown), journal)
            self.state.last = copy
            return replace(opened, is_changed=True, news=("copied", copy))
        raise InputError(f"{path.parent} holds a hundred copies of {path.name}; delete some")

    def open_untitled(self) -> Opened:
        """The untitled drawing, as it was left; the first scene where there is none."""
        self.state.last = None
        names = ("untitled", *(f"untitled-{number}" for number in range(2, MOST_DRAWINGS)))
        files = [self.state.path / f"{name}.png" for name in names]
        with self._changing_to(map(journal_beside, files), past_used=True) as journal:
            if journal is None:
                raise InputError(f"drawings can't be kept in {self.state.path}, or there are a hundred open ones")
            document = untitled_document(file_of(journal.path))
            opened = resume(document, journal)
        self._untitled = document.file
        return replace(opened, news=("broken", document.broken)) if document.broken else opened

    def begin_untitled(self, sketch: Sketch) -> tuple[Opened, Path | None]:
        """Make `sketch` the untitled drawing, and where the one before is now, None if there was none."""
        if self._journal is None or self._journal.path != journal_beside(self._untitled):
            self.open_untitled()
        kept, aside, before = self._untitled, None, self._journal
        if kept.exists() or (before and not before.is_bare):
            aside = kept.with_name(f"{kept.stem}-{time.strftime('%Y%m%d-%H%M%S')}.png")
            if kept.exists():
                kept.rename(aside)
            if before:
                before.file.move(journal_beside(aside))
        data = encoded_sketch(sketch, None)
        with self._changing_to([journal_beside(kept)]) as journal:
            write_atomically(kept, data)
            if journal:
                journal.begin(sketch)
                journal.saved(hashlib.sha256(data).hexdigest())
        return Opened(sketch, None, History(sketch, journal)), aside

    def keep(self, sketch: Sketch, path: Path | None, picture: Picture | None, version: int) -> None:
        """Let the disk confirm the journal; an untitled drawing is saved as well.

        StudioError or OSError says why something is in memory only.
        """
        with self._writing:
            if version <= self._kept_version:
                return
            if self._journal:
                self._journal.keep(sketch)
            if path is None:
                self._untitled.parent.mkdir(parents=True, exist_ok=True)
                self._write(self._untitled, encoded_sketch(sketch, picture), sketch)
            self._kept_version = version

    def save(self, path: Path, sketch: Sketch, picture: Picture | None, history: History, before: Path | None) -> None:
        """Save the drawing of the file `before` as the file `path`, which it is the drawing of from now on.

        What the file held is backed up. InUse where another studio draws on it, InputError or StudioError where it
        can't be written: the drawing is then still that of `before`.
        """
        if path.suffix.lower() != ".png":
            raise InputError(f"{path}: a sketch is saved as PNG; give it a name that ends in .png")
        check_writable(path)
        place = journal_beside(path)
        journal = self._journal
        moved = None if journal and journal.path == place else _opened_journal(place, path)
        try:
            with contextlib.suppress(OSError, StudioError):  # a backup that fails must not keep anybody from saving
                is_foreign = journal is None or journal.document != digest_of(path)
                back_up(path, self.state.backups_of(path), always=is_foreign)
            data = encoded_sketch(sketch, picture)
            with self._writing:
                if moved is None:
                    self._write(path, data, sketch)
                else:
                    write_atomically(path, data)
                    self._move(moved, sketch, history, before)
                    moved.saved(hashlib.sha256(data).hexdigest())
                if self._journal:
                    self._journal.keep(sketch)
        except BaseException:
            if moved is not None and moved is not self._journal:
                moved.close()
            raise
        self.state.last = path

    def leave(self, path: Path, sketch: Sketch, history: History, version: int) -> None:
        """The strokes since the file was saved aren't wanted: the drawing is what the file holds, and undo goes back.

        What was never saved is forgotten, unless something more is drawn.
        """
        with contextlib.suppress(OSError, StudioError):
            held = document_at(path).held
            with self._writing:
                self._kept_version = max(version, self._kept_version)
                if self._journal is None:
                    return
                if held is None or held.labels.shape != sketch.labels.shape:
                    self._unwanted_size = self._journal.file.size
                    return
                lay_over(sketch, history, "leave", held)
                self._journal.keep(sketch)
                self._journal.saved(digest_of(path))

    def take_file(self, opened: Opened) -> Opened:
        """Go on with what the file holds instead of the drawing here; undo, or a copy of the journal, has that one."""
        other, journal = opened.other, self._journal
        if other is None or journal is None or opened.path is None:
            return opened
        if other.labels.shape == opened.sketch.labels.shape:
            lay_over(opened.sketch, opened.history, "elsewhere", other)
            journal.keep(opened.sketch)
            taken = replace(opened, is_changed=False, other=None, news=None)
        else:
            aside = journal.file.set_aside()
            journal.begin(other)
            history = History(other, journal)
            taken = Opened(other, opened.path, history, is_ours=opened.is_ours, news=("journal.aside", aside))
        journal.saved(digest_of(opened.path))
        return taken

    def backups(self, path: Path | None) -> list[Backup]:
        """What a file held before it was saved over, the newest first."""
        return backups_in(self.state.backups_of(path)) if path else []

    @property
    def untitled(self) -> Path:
        """The file of the untitled drawing."""
        return self._untitled

    def close(self) -> None:
        """Let another studio have the drawing; happens by itself when the process ends."""
        journal, self._journal = self._journal, None
        if journal is not None:
            self._let_go(journal)

    def _journals_of(self, document: Document) -> Iterator[Path]:
        """Where a document's journal may lie: beside it, unless nothing of ours belongs there."""
        if document.is_ours:
            yield journal_beside(document.file)
        yield self.state.journal_of(document.file)

    @contextlib.contextmanager
    def _changing_to(self, places: Iterable[Path], *, past_used: bool = False) -> Iterator[Journal | None]:
        """The journal at the first place where one can be, None where there is no such place.

        It takes the place of the one that is open when nothing goes wrong in between.
        """
        journal = None
        for place in places:
            if self._journal and self._journal.path == place:
                self._journal.close()  # its lock is ours
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                journal = Journal(place)
                for file in (place, file_of(place)):
                    sweep(file)
                break
            except InUse:
                if not past_used:
                    raise
            except OSError:
                continue
        try:
            yield journal
        except BaseException:
            if journal:
                journal.close()
            raise
        before, self._journal = self._journal, journal
        self._unwanted_size = -1
        if before is not None:
            self._let_go(before)

    def _let_go(self, journal: Journal) -> None:
        if journal.is_bare or journal.file.size == self._unwanted_size:
            journal.file.remove()
        else:
            journal.close()

    def _write(self, file: Path, data: bytes, sketch: Sketch) -> None:
        """Write the document of the journal that is open, which knows of it before and after."""
        digest = hashlib.sha256(data).hexdigest()
        if self._journal:
            self._journal.saving(sketch, digest)
        write_atomically(file, data)
        if self._journal:
            self._journal.saved(digest)

    def _move(self, journal: Journal, sketch: Sketch, history: History, before: Path | None) -> None:
        """Go on in another journal; the one before is that of a file which is as it was saved."""
        history.move_to(journal)
        old, self._journal = self._journal, journal
        if old is None:
            return
        if before is None:
            old.file.remove()
            with contextlib.suppress(OSError):
                self._untitled.unlink()
            return
        with contextlib.suppress(OSError, StudioError):
            held = document_at(before).held
            if held is not None and held.labels.shape == sketch.labels.shape:
                copy = sketch.copy()
                lay_over(copy, History(copy, old), "leave", held)
                old.keep(copy)
                old.saved(digest_of(before))
        old.close()


def _opened_journal(place: Path, path: Path) -> Journal:
    try:
        return Journal(place)
    except InUse:
        raise InUse(f"another studio draws on {path}; save under another name") from None
