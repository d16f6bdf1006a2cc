"""One plugin, imported in this process: its hooks, its specs, and whatever went wrong, contained.

Every plugin gets a pluggy manager of its own, so a broken hook never reaches the hooks of another plugin.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

import pluggy

from studio.generators import hookspecs
from studio.generators.specs import Generator
from studio.generators.validation import faults_of


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a plugin, or a part of it, can't be used: one line for the list, and the traceback where there is one."""

    line: str
    traceback: str = ""

    @classmethod
    def from_exception(cls, doing: str, error: BaseException) -> Fault:
        """What `error`, raised while `doing` something, says, in one line."""
        said = " ".join(str(error).split())
        kind = type(error).__name__
        return cls(f"{doing}: {kind}: {said}" if said else f"{doing}: {kind}", traceback.format_exc())


class PluginModule:
    """An imported plugin. Nothing in here lets an exception of the plugin's out, KeyboardInterrupt apart."""

    def __init__(self, name: str, module: object) -> None:
        self.name = name
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._manager.register(module, name)
        self._manager.check_pending()

    @classmethod
    def load(cls, entry_point: EntryPoint) -> PluginModule | Fault:
        """Import what `entry_point` names; a Fault where that fails, SystemExit included."""
        try:
            return cls(entry_point.name, entry_point.load())
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return Fault.from_exception("import failed", error)

    @property
    def hooks(self) -> tuple[str, ...]:
        """Names of the hooks that it implements, sorted."""
        callers = self._manager.get_hookcallers(self._manager.get_plugin(self.name)) or []
        return tuple(sorted(caller.name for caller in callers))

    def call(self, hook: str, **arguments: Any) -> list[Any] | Fault:
        """What the hook returns (nothing where it isn't implemented or says None), or the Fault that it raised."""
        try:
            answers: Callable[..., list[Any]] = getattr(self._manager.hook, hook)
            return answers(**arguments)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return Fault.from_exception(f"{hook} failed", error)

    def generators(self) -> tuple[tuple[Generator, ...], tuple[Fault, ...]]:
        """The sound specs that it brings, and what is wrong with the others."""
        answer = self.call("studio_generators")
        if isinstance(answer, Fault):
            return (), (answer,)
        try:
            specs = [spec for given in answer for spec in given]
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return (), (Fault.from_exception("studio_generators returned no list of generators", error),)
        sound: list[Generator] = []
        faults: list[Fault] = []
        for spec in specs:
            wrong = faults_of(spec)
            if wrong:
                faults.append(Fault(wrong))
            else:
                sound.append(spec)
        return tuple(sound), tuple(faults)
