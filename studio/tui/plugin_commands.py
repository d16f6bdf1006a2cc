"""What the plugin screen asks for: the list, on and off, trying again, installing; all from threads."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass

from studio.generators import host
from studio.generators.host import Plugin
from studio.generators.installing.doing import Plan, install, plan_installation
from studio.generators.installing.requirement import parse_requirement
from studio.generators.settings import read_settings, write_settings
from studio.render.session_faults import SESSION, hooks_of


@dataclass(frozen=True, slots=True)
class PluginLine:
    """A plugin as the screen shows it; `session` are its faults since the studio was opened, by whose they are."""

    plugin: Plugin
    session: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_left_alone(self) -> bool:
        """Something of it failed so often that it is off for this session."""
        return any(SESSION.is_off(who) for who, _ in self.session)


class PluginCommands:
    """The plugins of this machine."""

    def lines(self) -> tuple[PluginLine, ...]:
        """Every plugin, with what went wrong in this session."""
        found = []
        for plugin in host.plugins():
            whose = [*(spec.id for spec in plugin.generators), hooks_of(plugin.name)]
            found.append(PluginLine(plugin, tuple((who, SESSION.of(who)) for who in whose if SESSION.of(who))))
        return tuple(found)

    def switch(self, name: str, *, on: bool) -> None:
        """Put a plugin in or out of use, from now on."""
        write_settings(read_settings().switched(name, on=on))

    def try_again(self, line: PluginLine) -> None:
        """Forget its faults of this session."""
        for who, _ in line.session:
            SESSION.forgive(who)

    def plan(self, what: str) -> Plan:
        """How something would be installed; StudioError where it can't be."""
        return plan_installation(parse_requirement(what))

    def command(self, plan: Plan) -> str:
        """The command of a plan, as it would be typed."""
        return shlex.join(plan.command)

    def install(self, plan: Plan, tell: Callable[[str], None]) -> str:
        """Install; the names of what came, "" where that is no plugin."""
        return ", ".join(f"{one.distribution} {one.version}" for one in install(plan, tell))
