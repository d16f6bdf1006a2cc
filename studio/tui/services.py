"""What the screen works with, handed in from outside, so that tests can hand in others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio.generators.specs import Generator
from studio.locale import Texts
from studio.sketch.stamps import Stamps
from studio.tui.desk import Desk
from studio.tui.keeping import Keeper
from studio.tui.live import StartWorker
from studio.tui.plugin_commands import PluginCommands
from studio.tui.preferences import Preferences
from studio.tui.resuming import Opened
from studio.tui.run_commands import RunCommands
from studio.tui.terminal_line import TerminalLine
from studio.weights.store import Store


@dataclass
class Services:
    """The desk, where drawings are kept, the words, and how generators are listed and started.

    `news` is what the user should hear first: a text's key, and the path that it is about; `photograph` is a file to
    read into a new drawing, and `in_use` one that another studio draws on, of which a copy is offered; `opened` is how
    the drawing was found.
    `list_generators` may take a while (plugins of others are described by a child process) and is called in a thread.
    """

    desk: Desk
    keeper: Keeper
    texts: Texts
    start_worker: StartWorker
    list_generators: Callable[[], Mapping[str, Generator]]
    news: tuple[str, Path] | None = None
    photograph: Path | None = None
    in_use: Path | None = None
    opened: Opened | None = None
    weights: Store = field(default_factory=Store)
    runs: RunCommands = field(default_factory=RunCommands)
    plugins: PluginCommands = field(default_factory=PluginCommands)
    line: TerminalLine = field(default_factory=TerminalLine)
    preferences: Preferences = field(default_factory=Preferences)
    stamps: Stamps = field(default_factory=Stamps)
