"""Saving, opening, leaving; nothing that was drawn gets lost on the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from textual.message import Message

from studio.errors import StudioError
from studio.sketch.document import Sketch
from studio.sketch.formats.export import Export
from studio.sketch.formats.exporting import ending_of, export, losses
from studio.sketch.formats.film import MOST_FRAMES as MOST_FILM_FRAMES
from studio.sketch.formats.strokes import maps_of
from studio.sketch.one_writer import InUse
from studio.sketch.photographs import PhotographError
from studio.sketch.places import journal_beside
from studio.tui.photo_reading import PhotoReading
from studio.tui.resuming import Opened
from studio.tui.screens.desk_screen import DeskScreen
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.question import Question
from studio.tui.screens.which_drawing import WhichDrawing

LONGEST_READING_S = 120.0


class PhotographRead(Message):
    """A photograph's sketch, or what went wrong, brought from its thread to the screen.

    `path` is None where it is the one under the drawing on the desk.
    """

    def __init__(self, path: Path | None, found: Sketch | str) -> None:
        super().__init__()
        self.path = path
        self.found = found


class FileActions(DeskScreen):
    """The keys of the drawing's file, and of the studio itself."""

    def on_mount(self) -> None:
        self._reading = PhotoReading(self.services.start_worker, self._bring_map)
        if self.services.photograph:
            self._read(self.services.photograph)
        if self.services.in_use:
            self._offer_copy(self.services.in_use)
        if self.services.opened:
            self._ask_which(self.services.opened)

    def on_unmount(self) -> None:
        self._reading.close()

    def action_save(self) -> None:
        """Save where the drawing was saved before, or ask where."""
        if self.desk.path is None or not self._may_replace(self.desk.path):
            self.action_save_as()
        elif fault := self._save(self.desk.path):
            self.say("autosave_failed", message=fault)

    def action_save_as(self) -> None:
        """Ask where to save."""
        confirmed: list[Path] = []

        def accept(line: str) -> str | None:
            path = _named(Path(os.path.expanduser(line)))
            if ending_of(path) != ".png":
                return self._export(path, confirmed)
            if os.path.exists(path) and not self._may_replace(path) and path not in confirmed:
                confirmed.append(path)
                was_here = path == self.desk.path and self.desk.is_ours
                return self.texts("save.changed" if was_here else "save.exists", path=path)
            return self._save(path)

        proposed = self.desk.path or Path.cwd() / "sketch.png"
        if not self.desk.is_ours:
            proposed = proposed.with_name(f"{proposed.stem}-sketch.png")
        prompt = Prompt(
            self.texts("save.title"), self.texts("dialog.keys"), accept, value=str(proposed), explains="explain.save"
        )
        self.app.push_screen(prompt)

    def action_open(self) -> None:
        """Ask which drawing to open, after the changes to this one are safe."""
        placeholder = self.texts("open.placeholder")
        prompt = Prompt(
            self.texts("open.title"),
            self.texts("dialog.keys"),
            self._open,
            placeholder=placeholder,
            explains="explain.open",
        )
        self._when_safe(lambda: self.app.push_screen(prompt))

    def action_untitled(self) -> None:
        """Leave the file for the untitled drawing."""
        if self.desk.path is None:
            self.say("already_untitled")
        else:
            self._when_safe(lambda: self._lay_on_desk(self.services.keeper.open_untitled()))

    def action_quit_studio(self) -> None:
        """Leave; changes to a named file are asked about, an untitled drawing is kept."""
        self.canvas.lift_pen()
        self.call_later(self._when_safe, self.app.exit)

    def action_suspend(self) -> None:
        """Back to the shell for a while."""
        self.picture.sharpness.hide()
        self.app.action_suspend_process()

    def action_commands(self) -> None:
        """Search all actions."""
        self.app.action_command_palette()

    def _when_safe(self, go_on: Callable[[], object]) -> None:
        path = self.desk.path
        if path is None or not self.desk.is_changed:
            go_on()
            return

        def answered(key: str | None) -> None:
            if key == "y" and not self._may_replace(path):
                self.action_save_as()
            elif key == "y" and (fault := self._save(path)):
                self.say("autosave_failed", message=fault)
            elif key == "n":
                self.services.keeper.leave(path, self.desk.sketch, self.desk.history, self.desk.version)
                self.desk.saved(self.desk.version)
                self.canvas.show(self.desk.labels)
                go_on()
            elif key == "y":
                go_on()

        self.app.push_screen(Question(self.texts("unsaved.question", path=path.name), "yn"), answered)

    def _may_replace(self, path: Path) -> bool:
        """Whether saving there takes nothing from anybody: it is this drawing's file, as it was left here."""
        return path == self.desk.path and self.desk.is_ours and not self.desk.is_changed_elsewhere

    def _save(self, path: Path) -> str | None:
        """Save the drawing with its picture; what went wrong, or None."""
        version = self.desk.version
        try:
            self.services.keeper.save(
                path, self.desk.sketch, self.live.fresh_picture, self.desk.history, self.desk.path
            )
        except (OSError, StudioError) as error:
            return _words(error)
        self.desk.saved(version, path)
        self.say("saved", path=path)
        return None

    def _export(self, path: Path, confirmed: list[Path]) -> str | None:
        """Write the drawing in another format; what is wrong with that, or what it leaves out, the first time."""
        here = self.desk.path or self.services.keeper.untitled
        what = Export(
            self.desk.sketch, self.live.fresh_picture, lambda: maps_of(journal_beside(here), MOST_FILM_FRAMES)
        )
        lost = losses(path, what)
        if path not in confirmed and (lost or os.path.exists(path)):
            confirmed.append(path)
            if lost:
                return self.texts("export.losses", path=path.name, losses="; ".join(lost))
            return self.texts("save.exists", path=path)
        try:
            export(path, what)
        except (OSError, StudioError) as error:
            return _words(error)
        name = self.desk.path.name if self.desk.path else self.texts("untitled")
        self.say("exported", path=path, name=name)
        return None

    def _open(self, line: str) -> str | None:
        path = Path(os.path.expanduser(line))
        try:
            self.keep_now()
            opened = self.services.keeper.open(path)
        except PhotographError:
            self._read(path)
            return None
        except InUse:
            self._offer_copy(path)
            return None
        except (OSError, StudioError) as error:
            return _words(error)
        self._lay_on_desk(opened)
        self._ask_which(opened)
        return None

    def _offer_copy(self, path: Path) -> None:
        """Another studio draws on a file: a copy of it can be drawn on."""

        def answered(key: str | None) -> None:
            if key != "y":
                return
            try:
                self.keep_now()
                self._lay_on_desk(self.services.keeper.open_copy(path))
            except (OSError, StudioError) as error:
                self.say("autosave_failed", message=_words(error))

        self.call_later(self.app.push_screen, Question(self.texts("in_use.question", path=path.name), "yn"), answered)

    def _ask_which(self, opened: Opened) -> None:
        """Somebody wrote the file while there were unsaved strokes here: show both, and ask."""
        path = opened.path
        if opened.other is None or path is None:
            return

        def answered(choice: str | None) -> None:
            if choice == "file":
                self._lay_on_desk(self.services.keeper.take_file(opened))

        self.call_later(self.app.push_screen, WhichDrawing(opened.sketch, opened.other, path, self.texts), answered)

    def _read(self, photograph: Path) -> None:
        self.say("photo.reading", seconds=LONGEST_READING_S, path=photograph.name)
        self._reading.begin(photograph)

    def _bring_map(self, path: Path | None, found: Sketch | str) -> None:
        """From the reading's thread to the screen's."""
        self.post_message(PhotographRead(path, found))

    def _lay_on_desk(self, opened: Opened) -> None:
        self._reading.close()
        self.desk.load(
            opened.sketch, opened.path, history=opened.history, is_changed=opened.is_changed, is_ours=opened.is_ours
        )
        self.reloaded()
        name = opened.path.name if opened.path else self.texts("untitled")
        key, path = opened.news or ("opened", name)
        self.say(key, path=path)


def _words(error: OSError | StudioError) -> str:
    """What went wrong, without the system's number for it."""
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _named(path: Path) -> Path:
    """The path as it is where its ending says a format, else with the ending of a drawing."""
    return path if ending_of(path) else path.with_name(f"{path.name}.png")
