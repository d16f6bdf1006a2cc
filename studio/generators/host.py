"""Which generators are there: the plugins found through entry points and in folders, each one on its own.

Names come from installed metadata; plugins of our own distribution are imported (they are cheap), all others are only
described by a child process. One broken plugin never stops another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from studio.errors import InputError
from studio.generators.describe import describe
from studio.generators.description import Description
from studio.generators.foreign import describe_foreign
from studio.generators.one_file import plugin_files, why_untrusted
from studio.generators.plugin_module import Fault
from studio.generators.selection import Selection
from studio.generators.sources import Source, installed_sources
from studio.generators.specs import Generator


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin and what it brings; `faults` says what of it can't be used, `off` why it is not used ("" if it is)."""

    source: Source
    description: Description
    off: str = ""

    @property
    def name(self) -> str:
        """The name by which the plugin is listed."""
        return self.source.name

    @property
    def bundled(self) -> bool:
        """It is one of the studio's own."""
        return self.source.is_ours

    @property
    def generators(self) -> tuple[Generator, ...]:
        """The generators that it brings and that may be used."""
        return self.description.generators

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it; empty where all is well."""
        return self.description.faults


def sources() -> tuple[Source, ...]:
    """Every plugin there is, the bundled ones first, then installed ones by name, then files. Imports none of them."""
    files = [
        Source(file.stem, file.stem, version="", file=file, refused=why_untrusted(file)) for file in plugin_files()
    ]
    return tuple(_with_one_owner_per_name([*installed_sources(), *files]))


def plugins(*, retry_faults: bool = False) -> tuple[Plugin, ...]:
    """Every plugin, described; one that is off is not even asked. An id claimed before is refused and shown."""
    found = sources()
    selection = Selection()
    off = [selection.why_off(source) for source in found]

    asked = [source for source, why in zip(found, off, strict=True) if not (why or source.is_ours)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        foreign = dict(
            zip(asked, pool.map(lambda one: describe_foreign(one, retry_faults=retry_faults), asked), strict=True)
        )
    known = []
    for source, why in zip(found, off, strict=True):
        says = describe(source) if source.is_ours else foreign.get(source, Description())
        known.append(Plugin(source, says, why))
    return tuple(_with_one_owner_per_id(known))


def generators() -> dict[str, Generator]:
    """Every usable generator by its id, the bundled ones first. Imports no torch and no foreign plugin."""
    return {spec.id: spec for plugin in plugins() for spec in plugin.generators}


def find(generator_id: str) -> Generator:
    """The generator with this id; InputError that lists those there are."""
    return next(spec for spec in owner_of(generator_id).generators if spec.id == generator_id)


def owner_of(generator_id: str) -> Plugin:
    """The plugin that brings a generator; InputError that lists the generators there are."""
    # Ours come first anyway: no foreign plugin is asked for a bundled id.
    ours = (Plugin(source, describe(source)) for source in installed_sources() if source.is_ours)
    if (found := _bringing(generator_id, ours)) is not None:
        return found
    installed = plugins()
    if (found := _bringing(generator_id, installed)) is not None:
        return found
    known = ", ".join(spec.id for plugin in installed for spec in plugin.generators) or "none"
    raise InputError(f"there is no generator {generator_id}; there are: {known}{_hint(installed)}")


def _bringing(generator_id: str, among: Iterable[Plugin]) -> Plugin | None:
    return next((plugin for plugin in among if generator_id in (spec.id for spec in plugin.generators)), None)


def _hint(installed: tuple[Plugin, ...]) -> str:
    broken = [plugin.name for plugin in installed if plugin.faults]
    off = [plugin.name for plugin in installed if plugin.off]
    told = [f"broken plugins: {', '.join(broken)} (studio plugins list says why)"] if broken else []
    told += [f"plugins that are off: {', '.join(off)}"] if off else []
    return "\n" + "; ".join(told) if told else ""


def _with_one_owner_per_name(found: list[Source]) -> Iterator[Source]:
    """The same sources; one whose name was taken before is refused, so that every name means one plugin."""
    owners: dict[str, Source] = {}
    for source in found:
        owner = owners.setdefault(source.name, source)
        if owner is source:
            yield source
        else:
            yield replace(source, refused=f"the name {source.name} is that of another plugin ({owner.origin})")


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
