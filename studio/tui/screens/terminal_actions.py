"""The terminal at the other end: sharp pictures while the hand rests, and the way home for a picture."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App

from studio.errors import StudioError
from studio.sketch.files import save_sketch
from studio.terminal.facts import Graphics
from studio.terminal.way_home import copy_line, shelf, to_clipboard
from studio.tui.screens.desk_screen import DeskScreen
from studio.tui.widgets.picture import PictureView

SHARP_AGAIN_AFTER_S = 0.3
LONG_NEWS_S = 12.0


class TerminalActions(DeskScreen):
    """The keys of the terminal."""

    def on_mount(self) -> None:
        app = self.app
        if not app.is_headless:
            self.picture.sharpness.write = lambda sequence: _write(app, sequence)

    def on_screen_suspend(self) -> None:
        """Something opens over the desk: a picture would lie over it."""
        self.hide_sharp_picture()

    def hide_sharp_picture(self) -> None:
        """Only half-cells stay on the terminal."""
        for view in self.query(PictureView):
            view.sharpness.hide()

    def on_screen_resume(self) -> None:
        self.show_sharply()

    def show_sharply(self) -> None:
        """The terminal shows half-cells again, or turned out to be another: lay the sharp picture over them."""
        for view in self.query(PictureView):  # none, as long as the screen is being put together
            view.sharpness.hide()
            view.set_timer(SHARP_AGAIN_AFTER_S, view.sharpen)

    def action_graphics(self) -> None:
        """The next way of showing a resting picture."""
        line = self.services.line
        modes = list(dict.fromkeys([*line.modes, line.graphics]))
        if modes == [Graphics.CELLS]:
            self.say("graphics.only_cells")
            return
        self.picture.sharpness.hide()
        line.choose(modes[(modes.index(line.graphics) + 1) % len(modes)])
        self.picture.forget_lines()
        self.show_sharply()
        self.say(f"graphics.{line.graphics.value}")

    def action_bring_home(self) -> None:
        """Put the line that copies the picture to the person's own machine on their clipboard."""
        try:
            file = self._file_to_copy()
        except (OSError, StudioError) as error:
            self.say("home.failed", message=getattr(error, "strerror", None) or error)
            return
        if file is None:
            self.say("home.not_yet")
            return
        line = copy_line(file, self._file_name(), os.environ)
        _write(self.app, to_clipboard(line, os.environ).encode())
        self.say("home.copied", line=line, seconds=LONG_NEWS_S)

    def _file_name(self) -> str:
        return self.desk.path.name if self.desk.path else "sketch.png"

    def _file_to_copy(self) -> Path | None:
        """A file that holds the drawing with its picture as they are now; None while there is no such picture."""
        picture = self.live.fresh_picture
        if picture is None:
            return None
        if self.desk.path is not None and self.desk.is_ours and not self.desk.is_changed:
            return self.desk.path
        file = shelf() / self._file_name()
        file.parent.mkdir(parents=True, exist_ok=True)
        save_sketch(file, self.desk.sketch, picture)
        return file


def _write(app: App[object], sequence: bytes) -> None:
    driver = app._driver
    if driver is not None and not app.is_headless:
        driver.write(sequence.decode("latin-1"))
