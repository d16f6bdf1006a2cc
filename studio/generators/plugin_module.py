"""One plugin, imported in this process: its hooks, its specs, and whatever went wrong, contained.

Every plugin gets a pluggy manager of its own, so a broken hook never reaches the hooks of another plugin.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pluggy

from studio.generators import hookspecs
from studio.generators.label_set_json import fault_of
from studio.generators.sources import Source
from studio.generators.specs import Generator
from studio.generators.validation import faults_of
from studio.label_sets import LabelSet


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
    def load(cls, source: Source) -> PluginModule | Fault:
        """Import what `source` names; a Fault where that fails, SystemExit included."""
        try:
            return cls(source.name, source.load())
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
        return self._sound("studio_generators", "generators", faults_of)

    def vocabularies(self) -> tuple[tuple[LabelSet, ...], tuple[Fault, ...]]:
        """The sound label sets that it brings, and what is wrong with the others."""
        return self._sound("studio_vocabularies", "label sets", fault_of)

    def _sound(self, hook: str, what: str, fault_in: Callable[[Any], str]) -> tuple[tuple[Any, ...], tuple[Fault, ...]]:
        """What a hook returned, as far as `fault_in` finds nothing wrong, and what it found in the rest."""
        answer = self.call(hook)
        if isinstance(answer, Fault):
            return (), (answer,)
        try:
            given = [(one, fault_in(one)) for several in answer for one in several]
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return (), (Fault.from_exception(f"{hook} returned no list of {what}", error),)
        return tuple(one for one, wrong in given if not wrong), tuple(Fault(wrong) for _, wrong in given if wrong)
