"""The application: terminal, theme, signals, and the way in."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ScreenStackError, SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from studio.errors import InputError, Interrupted, StudioError
from studio.generators import host
from studio.locale import Texts
from studio.render.client import RenderWorker
from studio.render.log_files import log_file
from studio.sketch.one_writer import InUse
from studio.sketch.photographs import PhotographError
from studio.terminal.native_messages import native_messages_to
from studio.terminal.safe_lines import SafeApp
from studio.terminal.streams import settle_streams
from studio.tui.ascii_only import AsciiOnly
from studio.tui.desk import Desk
from studio.tui.keeping import Keeper
from studio.tui.keymap import bindings
from studio.tui.preferences import Preferences
from studio.tui.screens.command_search import CommandSearch
from studio.tui.screens.desk_screen import SMALLEST
from studio.tui.screens.explaining import explanation
from studio.tui.screens.page import Page
from studio.tui.screens.studio_screen import StudioScreen
from studio.tui.services import Services
from studio.tui.settings import config_folder
from studio.tui.terminal_line import is_in_browser, meet_terminal
from studio.tui.theme import THEMES
from studio.tui.widgets.canvas import Canvas

MOUSE_PIXELS_OFF = b"\x1b[?1016l"
"""Textual turns reports in pixels on where the terminal has them, and leaves them on."""

MOUSE_GOES_FIRST_S = 0.5
"""How long a key waits at most for what the mouse did before it."""


def _comes_of_leaving(error: BaseException) -> bool:
    """Whether a screen that was just opening was taken away under its own hands, as happens when the line drops."""
    return isinstance(error.error if isinstance(error, WorkerFailed) else error, NoMatches | ScreenStackError)


class StudioApp(SafeApp):
    """Shows one `StudioScreen`; keeps the drawing when the line drops."""

    TITLE = "studio"
    CSS = """
    CommandSearch SearchIcon { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.studio = StudioScreen(services)
        services.preferences.limit_colours(self.console)
        keys = services.preferences.keys
        self._actions = {binding.key: binding.action for binding in Binding.make_bindings(bindings(keys))}
        self._mouse_is_ahead = False
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = services.preferences.settings.theme

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self._paint_again())
        loop = asyncio.get_running_loop()
        for leave in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(leave, self._leave)
        self.push_screen(self.studio)
        self.studio.call_after_refresh(gc.freeze)  # or every search for garbage goes through all of it: 50 ms
        self.send_to_terminal(self.services.line.listen(lambda _: self.studio.show_sharply()))

    async def on_event(self, event: events.Event) -> None:
        """Keys of the studio act at once and in order, so that what is typed ahead reaches the dialog it is meant for.

        On the usual way round, by the screen and back, a dialog opens one key too late.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and self._asks_for_help(event):
            self.action_explain()
            return
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen is self.studio:
            if await self.studio.takes_key(event.key):
                return
            action = self._actions.get(event.key)
            if action is not None:
                await self._let_the_mouse_go_first()
                await self.studio.run_action(action)
                return
        self._mouse_is_ahead |= isinstance(event, events.MouseEvent)
        hand = self.mouse_captured
        if isinstance(event, events.MouseMove) and not event.is_forwarded and isinstance(hand, Canvas):
            hand.follow(event)  # it draws: nobody else needs to know where the pointer is
        else:
            await super().on_event(event)

    def _update_mouse_over(self, screen: Screen[object]) -> None:
        """Textual looks behind every frame what lies under the pointer now; nothing new does while the hand draws."""
        if self.mouse_captured is None:
            super()._update_mouse_over(screen)

    async def _let_the_mouse_go_first(self) -> None:
        """What the mouse did before a key was pressed takes effect before the key: a stroke, and then its undo."""
        if not self._mouse_is_ahead:
            return
        self._mouse_is_ahead = False
        for pump in (self.studio, self.studio.canvas, self.studio):  # to the canvas, and what it says of it back
            done = asyncio.Event()
            pump.call_later(done.set)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), MOUSE_GOES_FIRST_S)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Table colours go to the terminal as they are: labels have exact entries at 256 and at 16 colours."""
        filters = [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]
        is_plain = self.services.preferences.settings.is_ascii_only
        return [*filters, AsciiOnly(has_colours=not self.no_color)] if is_plain else filters

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the keymap, in the user's language, with its key."""
        for key in self.services.preferences.keys:
            if key.is_command and key.action != "commands":
                title = f"{self.services.texts(key.text)}  ({key.shown})"
                yield SystemCommand(title, "", partial(self._do, key.action))

    def action_command_palette(self) -> None:
        """Search all actions."""
        if self.screen is self.studio:
            self.push_screen(CommandSearch(placeholder=self.services.texts("commands.placeholder")))

    def action_explain(self) -> None:
        """Tell what the dialog on the screen is for; a page to read needs no telling."""
        page = explanation(self.screen, self.services.texts)
        if page is not None:
            self.push_screen(page)

    async def action_quit(self) -> None:
        """Leave the way `q` does."""
        if self.screen is self.studio:
            self.studio.action_quit_studio()

    def send_to_terminal(self, sequence: str) -> None:
        """Say something to the terminal that is no frame; nothing happens where there is none."""
        if sequence and self._driver is not None and not self.is_headless:
            self._driver.write(sequence)

    def _asks_for_help(self, event: events.Key) -> bool:
        """Whether a key that types nothing asks for help, and in a dialog: elsewhere it is one key of many."""
        is_help = event.character is None and self._actions.get(event.key) == "help"
        return is_help and self.screen is not self.studio and not isinstance(self.screen, Page)

    def _do(self, action: str) -> None:
        self.call_later(self.studio.run_action, action)

    def _paint_again(self) -> None:
        """Back from the shell: the terminal shows nothing of ours any more."""
        self.services.line.shown.forget()
        self.screen.refresh(layout=True)
        self.studio.show_sharply()

    def _leave(self) -> None:
        """The line dropped, or the machine goes down: keep the drawing first, then go."""
        with contextlib.suppress(OSError, StudioError):  # `run_studio` tries once more, and tells why it can't be done
            self.studio.keep_now()
        self._give_terminal_back()
        self.exit(return_code=Interrupted.exit_code)

    def _handle_exception(self, error: Exception) -> None:
        if not (self._exit and _comes_of_leaving(error)):
            super()._handle_exception(error)

    def _give_terminal_back(self) -> None:
        """At once: the end of an app takes its time, and whoever ends it may not wait."""
        driver = self._driver
        if driver is None or self.is_headless:
            return
        self.studio.hide_sharp_picture()
        with contextlib.suppress(OSError):
            driver.stop_application_mode()
        setattr(driver, "write", lambda _: None)  # noqa: B010 (what comes now would land in the shell)


def run_studio(path: Path | None) -> int:
    """Draw, on the file `path` or on what was open last, until the user leaves; returns the exit code.

    InputError, before anything is drawn, where there is no terminal, too small a one, or nothing to open.
    """
    preferences = Preferences.of(config_folder(), os.environ)
    texts = preferences.texts
    require_terminal(texts)
    if preferences.settings.colours == "none":
        os.environ["NO_COLOR"] = "1"
    keeper = Keeper(state_folder())
    photograph = in_use = None
    try:
        opened = keeper.open(path) if path else keeper.open_last()
    except PhotographError:
        opened, photograph = keeper.open_untitled(), path
    except InUse:
        opened, in_use = keeper.open_untitled(), path
    line = meet_terminal(state_folder(), os.environ)
    if line.facts.has_truecolor:
        os.environ.setdefault("COLORTERM", "truecolor")  # sshd hands on what the terminal is, not what it can
    desk = Desk(
        opened.sketch, opened.path, history=opened.history, is_changed=opened.is_changed, is_ours=opened.is_ours
    )
    services = Services(desk, keeper, texts, RenderWorker, host.generators, opened.news, photograph, line=line)
    services.opened, services.in_use, services.preferences = opened, in_use, preferences
    app = StudioApp(services)
    gc.freeze()
    try:
        with native_messages_to(log_file("screen")):
            app.run()
    finally:
        app.studio.keep_now()
        keeper.close()
        if app.return_code != Interrupted.exit_code:
            line.end()
        with contextlib.suppress(OSError):  # the terminal may be gone
            os.write(2, MOUSE_PIXELS_OFF)
        settle_streams()
    return app.return_code or 0


def require_terminal(texts: Texts) -> None:
    """InputError unless there is a terminal, and one that is large enough."""
    if is_in_browser(os.environ):
        return
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if os.environ.get("TERM", "dumb") == "dumb" or not all(stream and stream.isatty() for stream in streams):
        raise InputError(texts("no_terminal"))
    for left_over in ("COLUMNS", "LINES"):  # of another window; only the terminal itself knows its size
        os.environ.pop(left_over, None)
    columns, lines = shutil.get_terminal_size()
    if columns < SMALLEST[0] or lines < SMALLEST[1]:
        need = {"need_columns": SMALLEST[0], "need_lines": SMALLEST[1]}
        raise InputError(texts("small.start", columns=columns, lines=lines, **need))


def state_folder() -> Path:
    """Where drawings are kept between sessions."""
    import platformdirs

    return Path(platformdirs.user_state_dir("sketch-studio", appauthor=False))
