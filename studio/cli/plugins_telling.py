"""What `studio plugins list` and `info` tell, in a table, at length, and as JSON."""

from __future__ import annotations

import json
from typing import Any

from studio.cli.talk import answer, say
from studio.errors import InputError
from studio.generators.host import Plugin, plugins
from studio.generators.installing.doing import missing
from studio.generators.spec_json import to_json
from studio.generators.specs import Generator, Option
from studio.weights.store import Store


def list_plugins(*, as_json: bool) -> int:
    """Every plugin; below the table what is wrong, and what an upgrade has lost."""
    found = plugins(retry_faults=True)
    if as_json:
        answer(in_json([facts_of(plugin) for plugin in found]))
        return 0
    answer("\n".join(_table(found)))
    if lost := missing():
        say(f"lost since they were installed: {', '.join(one.distribution for one in lost)} (studio plugins restore)")
    return 0


def tell_plugin(name: str, *, as_json: bool) -> int:
    """All about one."""
    plugin = called(name, plugins(retry_faults=True))
    answer(in_json(facts_of(plugin)) if as_json else "\n".join(_details(plugin)))
    return 0


def called(name: str, installed: tuple[Plugin, ...]) -> Plugin:
    """The plugin of that name, or that brings the generator of that id; InputError lists those there are."""
    for plugin in installed:
        if name == plugin.name or name in (spec.id for spec in plugin.generators):
            return plugin
    raise InputError(f"there is no plugin {name}; there are: {', '.join(plugin.name for plugin in installed)}")


def in_json(facts: object) -> str:
    """Facts as `--json` shows them."""
    return json.dumps(facts, ensure_ascii=False, indent=2)


def facts_of(plugin: Plugin) -> dict[str, Any]:
    """What programs want to know of a plugin."""
    store = Store()
    return {
        "name": plugin.name,
        "distribution": plugin.source.distribution,
        "version": plugin.source.version,
        "file": str(plugin.source.file) if plugin.source.file else None,
        "bundled": plugin.bundled,
        "off": plugin.off,
        "hooks": list(plugin.description.hooks),
        "generators": [{**to_json(spec), "trained": store.is_trained(spec)} for spec in plugin.generators],
        "faults": [fault.line for fault in plugin.faults],
    }


def _table(installed: tuple[Plugin, ...]) -> list[str]:
    rows = [_row(plugin) for plugin in installed]
    heads = ("PLUGIN", "GENERATORS", "FROM", "STATE")
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (heads, *rows)
    ]
    faults = [f"{plugin.name}: {fault.line}" for plugin in installed for fault in plugin.faults]
    return lines + (["", *faults] if faults else [])


def _row(plugin: Plugin) -> tuple[str, str, str, str]:
    ids = ", ".join(spec.id for spec in plugin.generators) or "-"
    if plugin.off:
        return plugin.name, "-", plugin.source.origin, plugin.off
    state = "ok" if not plugin.faults else "partly broken" if plugin.generators else "broken"
    if state == "ok" and plugin.generators and not any(Store().is_trained(spec) for spec in plugin.generators):
        state = "untrained"
    return plugin.name, ids, plugin.source.origin, state


def _details(plugin: Plugin) -> list[str]:
    lines = [f"{plugin.name} ({plugin.source.origin})"]
    if plugin.off:
        return [*lines, f"off: {plugin.off}; what it brings is not asked"]
    lines.append(f"hooks: {', '.join(plugin.description.hooks) or 'none'}")
    if plugin.description.vocabularies:
        lines.append(f"label sets: {', '.join(str(one['name']) for one in plugin.description.vocabularies)}")
    for spec in plugin.generators:
        lines += ["", *_generator(spec)]
    for fault in plugin.faults:
        lines += ["", f"fault: {fault.line}", *fault.traceback.splitlines()]
    return lines


def _generator(spec: Generator) -> list[str]:
    untrained = "" if Store().is_trained(spec) else "  (untrained: studio weights import FILE)"
    lines = [f"generator {spec.id}: {spec.en} / {spec.zh}{untrained}"]
    if spec.summary:
        lines.append(f"  {spec.summary}")
    lines.append(f"  draws {spec.input} into {spec.output}; sizes {', '.join(map(str, spec.sizes))}")
    lines.append(f"  uses {', '.join(sorted(spec.needs)) or 'the image alone'}")
    if spec.domains:
        lines.append(f"  domains: {', '.join(spec.domains)}  (join several with +)")
    if spec.trainer:
        lines.append(f"  trained by: studio train {spec.id}")
    lines += [f"  --option {_option(option)}" for option in spec.options]
    return lines + [f"  --set {_option(option)}" for option in spec.settings]


def _option(option: Option) -> str:
    values = "|".join(option.choices) if option.kind == "choice" else option.kind
    bounds = "" if option.low is None and option.high is None else f" {option.low}..{option.high}"
    return f"{option.name}={values}{bounds}  (default {option.default})"
