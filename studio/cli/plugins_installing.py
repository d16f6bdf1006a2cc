"""`studio plugins install`, `remove` and `restore`: the exact command is shown and asked about, then run."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from studio.cli.asking import agrees
from studio.cli.plugins_telling import in_json
from studio.cli.talk import answer, complain, say
from studio.errors import InputError, StudioError
from studio.generators import host
from studio.generators.installing import doing
from studio.generators.installing.records import normal, plugin_records
from studio.generators.installing.requirement import parse_requirement
from studio.generators.settings import Recorded, read_settings

WARNING = "a plugin is code that runs with your rights, and nobody vouches for it: install what you trust"


def install_plugin(what: str, *, editable: bool, yes: bool, as_json: bool) -> int:
    """Install, record where it came from, and say what it brought; exit code 1 where that is no plugin."""
    wanted = parse_requirement(what, editable=editable)
    plan = doing.plan_installation(wanted)
    say(WARNING)
    if wanted.by_name:
        say(f"{wanted.text} is looked up by its name alone: make sure that its author is who you think")
    if not _is_wanted(plan.command, yes):
        return 1
    brought = doing.install(plan, say)
    if not brought:
        raise StudioError(
            f"nothing new came of {what}: it is installed already (remove it first, to renew it), or brings no plugin "
            "(nothing in its entry-point group studio)"
        )
    return _tell_brought(brought, as_json)


def remove_plugin(name: str, *, yes: bool, as_json: bool) -> int:
    """Remove the distribution of a plugin, or a one-file plugin's file. Nothing is imported."""
    source = next((one for one in host.sources() if one.name == name and not one.is_ours), None)
    if source is not None and source.file is not None:
        if not _is_wanted(("rm", str(source.file)), yes):
            return 1
        source.file.unlink()
        return _tell_removed(name, str(source.file), as_json)
    distribution = source.distribution if source else _distribution_called(name)
    if normal(distribution) in plugin_records():
        if not _is_wanted(doing.plan_removal(distribution).command, yes):
            return 1
    else:
        say(f"{distribution} is not installed; what is recorded of it will be forgotten")
    doing.remove(distribution, say)
    return _tell_removed(name, distribution, as_json)


def restore_plugins(*, yes: bool, as_json: bool) -> int:
    """Bring back every recorded plugin that is not there; exit code 1 where one of them can't be."""
    lost = doing.missing()
    if not lost:
        say("nothing is missing" if read_settings().installed else "nothing was ever recorded: studio plugins install")
    restored: list[Recorded] = []
    failed: dict[str, str] = {}
    for record in lost:
        try:
            plan = doing.plan_restoration(record)
            if not _is_wanted(plan.command, yes):
                return 1
            doing.restore(record, plan, say)
            restored.append(record)
            say(f"{record.distribution} {record.version} is back")
        except StudioError as fault:  # one that is gone for good keeps no other away
            failed[record.distribution] = str(fault)
            complain(str(fault))
    if as_json:
        answer(in_json({"restored": [asdict(one) for one in restored], "failed": failed}))
    return 1 if failed else 0


def _distribution_called(name: str) -> str:
    known = {**{normal(one.distribution): one.distribution for one in read_settings().installed}}
    known |= {key: one.distribution for key, one in plugin_records().items()}
    if normal(name) in known:
        return known[normal(name)]
    if any(one.name == name for one in host.sources()):
        raise InputError(f"{name} is bundled with the studio and stays")
    there = [one.name for one in host.sources() if not one.is_ours]
    raise InputError(
        f"there is no plugin {name} to remove; there are: {', '.join(there) or 'none but the bundled ones'}"
    )


def _is_wanted(command: Sequence[str], yes: bool) -> bool:
    say(shlex.join(command))
    if agrees("Run this?", yes=yes):
        return True
    say("nothing was done")
    return False


def _tell_brought(brought: tuple[Recorded, ...], as_json: bool) -> int:
    names = {normal(one.distribution) for one in brought}
    found = [plugin for plugin in host.plugins() if normal(plugin.source.distribution) in names]
    if as_json:
        plugins = [{"name": one.name, "faults": [fault.line for fault in one.faults], "off": one.off} for one in found]
        answer(in_json({"installed": [asdict(one) for one in brought], "plugins": plugins}))
    for plugin in found:
        ids = ", ".join(spec.id for spec in plugin.generators)
        state = plugin.off or (plugin.faults[0].line if plugin.faults else f"generators: {ids or 'none'}")
        say(f"installed {plugin.source.origin}; plugin {plugin.name}: {state}")
    working = [plugin for plugin in found if not plugin.faults and not plugin.off]
    for plugin in working:
        say(f"does it keep the contract? studio plugins check {plugin.name}")
    return 0 if any(not plugin.faults for plugin in found) else 1


def _tell_removed(name: str, what: str, as_json: bool) -> int:
    if as_json:
        answer(in_json({"plugin": name, "removed": what if Path(what).is_absolute() else normal(what)}))
    say(f"{name} is removed")
    return 0
