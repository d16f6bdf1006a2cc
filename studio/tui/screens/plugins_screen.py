"""Plugins: the list, and of the chosen one all that it says of itself, its faults, on and off; installing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from studio.errors import StudioError
from studio.generators.installing.doing import Plan
from studio.terminal.safe_text import clean
from studio.tui.background import in_background
from studio.tui.plugin_commands import PluginCommands, PluginLine
from studio.tui.plugin_telling import detail_lines, list_line
from studio.tui.screens.left_once import LeftOnce
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.question import Question
from studio.tui.services import Services
from studio.tui.widgets.parts import Part, Parts

KEYS = (("e", "switch"), ("t", "again"), ("n", "install"), ("Esc", "back"))


class PluginsScreen(LeftOnce[bool], Screen[bool]):
    """Asks and changes in threads, since plugins of others are described by child processes.

    Answers whether anything was changed, so that generators are to be listed anew.
    """

    explains = "explain.plugins"
    CSS_PATH = "plugins_screen.tcss"
    AUTO_FOCUS = "OptionList"
    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "switch", show=False),
        Binding("t", "again", show=False),
        Binding("n", "install", show=False),
        Binding("escape,q,f9", "leave", show=False),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.texts = services.texts
        self.commands: PluginCommands = services.plugins
        self._lines: tuple[PluginLine, ...] = ()
        self._is_changed = False

    def compose(self) -> ComposeResult:
        yield Parts(id="plugins-title")
        with Horizontal(id="plugins-work"):
            yield OptionList(id="plugins-list")
            with VerticalScroll(id="plugin", can_focus=True):
                yield Static(id="plugin-details", markup=False)
        yield Parts(id="plugins-news")
        yield Parts(id="plugins-keys")

    @property
    def chosen(self) -> PluginLine | None:
        """The plugin under the bar."""
        place = self.query_one(OptionList).highlighted
        return self._lines[place] if place is not None and place < len(self._lines) else None

    def on_mount(self) -> None:
        self.query_one("#plugins-title", Parts).put([Part(f" {self.texts('plugins.title')}", "strong")])
        keys = [Part(f" {key} {self.texts(f'plugins.key.{name}')} ", "quiet") for key, name in KEYS]
        self.query_one("#plugins-keys", Parts).put(keys)
        self._do(lambda: None, self.texts("plugins.listing"), "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._show_details()

    def action_leave(self) -> None:
        """Back to the canvas."""
        self.dismiss(self._is_changed)

    def action_switch(self) -> None:
        """On or off, for good."""
        line = self.chosen
        if line is None:
            return
        name, on = line.plugin.name, bool(line.plugin.off)
        if line.plugin.bundled:
            self._say(self.texts("plugins.stays", name=clean(name)))
            return
        self._is_changed = True
        told = self.texts("plugins.now_on" if on else "plugins.now_off", name=clean(name))
        self._do(lambda: self.commands.switch(name, on=on), told, told)

    def action_again(self) -> None:
        """Let one that failed too often draw again."""
        if (line := self.chosen) is not None and line.session:
            self._is_changed = True
            told = self.texts("plugins.forgiven", name=clean(line.plugin.name))
            self._do(lambda: self.commands.try_again(line), told, told)

    def action_install(self) -> None:
        """Ask what, show the command, ask again, install."""

        plans: list[Plan] = []

        def accept(what: str) -> str | None:
            try:
                plans.append(self.commands.plan(what))
            except StudioError as fault:
                return " ".join(str(fault).split())
            return None

        def closed(what: str | None) -> None:
            if what and plans:
                self._ask(plans[-1])

        title = self.texts("plugins.install_title")
        self.app.push_screen(Prompt(title, self.texts("plugins.install_hint"), accept, value=""), closed)

    def _ask(self, plan: Plan) -> None:
        def answered(key: str | None) -> None:
            if key == "y":
                self._is_changed = True
                self.run_worker(self._install(plan), group="plugins")

        self.app.push_screen(Question(self.texts("plugins.run", command=self.commands.command(plan)), "yn"), answered)

    async def _install(self, plan: Plan) -> None:
        self._say(self.texts("plugins.installing"))
        app = self.app  # a thread of its own has none

        def tell(line: str) -> None:
            app.call_from_thread(self._say, clean(line))

        try:
            brought = await in_background(lambda: self.commands.install(plan, tell))
            told = self.texts("plugins.installed", names=clean(brought)) if brought else self.texts("plugins.no_plugin")
        except StudioError as fault:
            told = clean(" ".join(str(fault).split()))
        await self._list(told)

    def _do(self, work: Callable[[], None], before: str, after: str) -> None:
        """Change something in a thread, and list anew."""

        async def change() -> None:
            try:
                await in_background(work)
                await self._list(after)
            except StudioError as fault:
                self._say(clean(" ".join(str(fault).split())))

        self._say(before)
        self.run_worker(change(), group="plugins")

    async def _list(self, news: str) -> None:
        self._lines = await in_background(self.commands.lines)
        listed = self.query_one(OptionList)
        place = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(Text(list_line(line, self.texts))) for line in self._lines])
        listed.highlighted = min(place, len(self._lines) - 1) if self._lines else None
        self._show_details()
        self._say(news)

    def _show_details(self) -> None:
        line = self.chosen
        text = "\n".join(detail_lines(line, self.texts)) if line else ""
        self.query_one("#plugin-details", Static).update(Text(text))

    def _say(self, news: str) -> None:
        if self.is_mounted:
            self.query_one("#plugins-news", Parts).put([Part(f" {news}", "chosen")])
