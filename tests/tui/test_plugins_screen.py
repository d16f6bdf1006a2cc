"""The screen of plugins: what it shows, on and off, trying again, installing after the command was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from studio_room import OpenRoom, Room
from textual.widgets import Input, OptionList, Static

from studio.errors import InputError
from studio.generators.description import Description
from studio.generators.host import Plugin
from studio.generators.installing.doing import Plan
from studio.generators.plugin_module import Fault
from studio.generators.sources import Source
from studio.generators.specs import Generator
from studio.tui.plugin_commands import PluginCommands, PluginLine
from studio.tui.screens.plugins_screen import PluginsScreen
from studio.tui.widgets.parts import Parts

INK = Generator("ink", "Ink", "墨", "labels", "ink:load", summary="Ink on paper.")


class Asked(PluginCommands):
    """Three plugins, and a note of what was asked of them."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.off = ""

    def lines(self) -> tuple[PluginLine, ...]:
        ours = Plugin(Source("world", "w", "sketch-studio", "1"), Description())
        ink = Plugin(Source("ink", "ink", "studio-ink", "1.0"), Description(generators=(INK,)), self.off)
        fault = Fault("import failed: ValueError: \x1b[2Jgone", "Traceback\n  in line 7")
        broken = Plugin(Source("broken", "b", "studio-broken", "2.0"), Description(faults=(fault,)))
        return PluginLine(ours), PluginLine(ink, (("ink", ("Ink failed: 1", "Ink failed: 2")),)), PluginLine(broken)

    def switch(self, name: str, *, on: bool) -> None:
        self.off = "" if on else "disabled"
        self.asked.append(f"{name} {on}")

    def try_again(self, line: PluginLine) -> None:
        self.asked.append(f"forgive {line.plugin.name}")

    def plan(self, what: str) -> Plan:
        if what == "nonsense":
            raise InputError("nonsense is no name")
        return Plan(("pip", "install", what))

    def install(self, plan: Plan, tell: Callable[[str], None]) -> str:
        tell("Collecting")
        self.asked.append(" ".join(plan.command))
        return "studio-new 1.0"


async def until(studio: Room, true: Callable[[], object]) -> None:
    """Let the screen's threads do their work until `true()`."""
    for _ in range(100):
        if true():
            return
        await asyncio.sleep(0.05)
        await studio.pilot.pause()
    pytest.fail("it took too long")


async def open_plugins(studio: Room, place: int) -> Asked:
    """Open the screen with the plugin at that place chosen."""
    commands = Asked()
    studio.app.services.plugins = commands
    await studio.press("f9")
    await until(studio, lambda: isinstance(studio.app.screen, PluginsScreen))
    await until(studio, lambda: studio.app.screen.query_one(OptionList).option_count == 3)
    studio.app.screen.query_one(OptionList).highlighted = place
    await studio.pilot.pause()
    return commands


def details(studio: Room) -> str:
    return str(studio.app.screen.query_one("#plugin-details", Static).content)


def news(studio: Room) -> str:
    return "".join(part.text for part in studio.app.screen.query_one("#plugins-news", Parts)._left)


async def test_a_fault_is_shown_with_its_traceback_and_no_escape_codes(room: OpenRoom) -> None:
    async with room() as studio:
        await open_plugins(studio, 2)
        assert "broken — studio-broken 2.0" in details(studio)
        assert "in line 7" in details(studio)
        assert "\x1b" not in details(studio)
        await studio.press("escape")
        await until(studio, lambda: not isinstance(studio.app.screen, PluginsScreen))


async def test_a_plugin_is_switched_off_and_on_and_may_try_again(room: OpenRoom) -> None:
    async with room() as studio:
        commands = await open_plugins(studio, 1)
        assert "ink: 2 faults in this session" in details(studio)
        await studio.press("e")
        await until(studio, lambda: "disabled" in details(studio))
        assert "ink is off" in news(studio)
        await studio.press("e")
        await until(studio, lambda: commands.asked == ["ink False", "ink True"])
        await studio.press("t")
        await until(studio, lambda: commands.asked[-1] == "forgive ink")


async def test_a_bundled_plugin_stays(room: OpenRoom) -> None:
    async with room() as studio:
        commands = await open_plugins(studio, 0)
        await studio.press("e")
        await until(studio, lambda: "stays" in news(studio))
        assert commands.asked == []


async def test_installing_shows_the_command_first(room: OpenRoom) -> None:
    async with room() as studio:
        commands = await open_plugins(studio, 0)
        await studio.press("n")
        await until(studio, lambda: bool(studio.app.screen.query(Input)))
        studio.app.screen.query_one(Input).value = "nonsense"
        await studio.press("enter")
        assert "no name" in str(studio.app.screen.query_one("#fault", Static).content)
        studio.app.screen.query_one(Input).value = "studio-new"
        await studio.press("enter")
        await until(studio, lambda: type(studio.app.screen).__name__ == "Question")
        assert "pip install studio-new" in str(studio.app.screen.query_one(Static).content)
        assert commands.asked == []
        await studio.press("y")
        await until(studio, lambda: commands.asked == ["pip install studio-new"])
        await until(studio, lambda: "installed studio-new 1.0" in news(studio))
