"""Which generators are there: the plugins found through entry points, each one on its own.

Names come from installed metadata; plugins of our own distribution are imported (they are cheap), all others are only
described by a child process. One broken plugin never stops another.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points

from studio.errors import InputError
from studio.generators.describe import describe
from studio.generators.description import Description
from studio.generators.foreign import describe_foreign
from studio.generators.hookspecs import ENTRY_POINT_GROUP
from studio.generators.plugin_module import Fault
from studio.generators.specs import Generator

OUR_DISTRIBUTION = "sketch-studio"


@dataclass(frozen=True, slots=True)
class Plugin:
    """An installed plugin and what it brings; `faults` says what of it can't be used."""

    entry_point: EntryPoint
    distribution: str
    version: str
    bundled: bool
    description: Description

    @property
    def name(self) -> str:
        """The entry point's name, by which the plugin is listed."""
        return self.entry_point.name

    @property
    def generators(self) -> tuple[Generator, ...]:
        """The generators that it brings and that may be used."""
        return self.description.generators

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it; empty where all is well."""
        return self.description.faults


def plugins(*, retry_faults: bool = False) -> tuple[Plugin, ...]:
    """Every installed plugin, the bundled ones first, then by name; an id claimed before is refused and shown."""
    bundled, foreign = _found()
    with ThreadPoolExecutor(max_workers=4) as pool:
        described = list(pool.map(lambda found: describe_foreign(found, retry_faults=retry_faults), foreign))
    known = [_plugin(found, describe(found), bundled=True) for found in bundled]
    known += [_plugin(found, says, bundled=False) for found, says in zip(foreign, described, strict=True)]
    return tuple(_with_one_owner_per_id(known))


def generators() -> dict[str, Generator]:
    """Every usable generator by its id, the bundled ones first. Imports no torch and no foreign plugin."""
    return {spec.id: spec for plugin in plugins() for spec in plugin.generators}


def find(generator_id: str) -> Generator:
    """The generator with this id; InputError that lists those there are."""
    bundled, _ = _found()
    for entry_point in bundled:  # theirs come first anyway: no foreign plugin is asked for a bundled id
        for spec in describe(entry_point).generators:
            if spec.id == generator_id:
                return spec
    installed = plugins()
    known = {spec.id: spec for plugin in installed for spec in plugin.generators}
    if generator_id in known:
        return known[generator_id]
    broken = [plugin.name for plugin in installed if plugin.faults]
    hint = f"\nbroken plugins: {', '.join(broken)} (studio plugins list says why)" if broken else ""
    raise InputError(f"there is no generator {generator_id}; there are: {', '.join(known) or 'none'}{hint}")


def _found() -> tuple[list[EntryPoint], list[EntryPoint]]:
    found = sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda one: (one.name, one.value))
    return [one for one in found if _is_ours(one)], [one for one in found if not _is_ours(one)]


def _is_ours(entry_point: EntryPoint) -> bool:
    return entry_point.dist is not None and entry_point.dist.name == OUR_DISTRIBUTION


def _plugin(entry_point: EntryPoint, description: Description, *, bundled: bool) -> Plugin:
    distribution = entry_point.dist
    name, version = (distribution.name, distribution.version) if distribution else ("", "")
    return Plugin(entry_point, name, version, bundled, description)


def _with_one_owner_per_id(plugins_in_order: list[Plugin]) -> Iterator[Plugin]:
    owners: dict[str, str] = {}
    for plugin in plugins_in_order:
        kept: list[Generator] = []
        faults = list(plugin.faults)
        for spec in plugin.generators:
            if spec.id in owners:
                faults.append(Fault(f"generator {spec.id} is refused: plugin {owners[spec.id]} brought that id first"))
            else:
                owners[spec.id] = plugin.name
                kept.append(spec)
        changed = replace(plugin.description, generators=tuple(kept), faults=tuple(faults))
        yield replace(plugin, description=changed)
