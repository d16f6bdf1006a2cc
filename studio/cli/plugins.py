"""`studio plugins`: which generators are installed, what they can do, and what is wrong with those that can't."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.generators.host import Plugin
    from studio.generators.specs import Generator, Option


def add_parser(subparsers: Any) -> None:
    """Add the command `plugins` with `list` and `info`."""
    parser = subparsers.add_parser("plugins", help="list generators, or say what one can do")
    parser.set_defaults(run=run)
    commands = parser.add_subparsers(dest="plugins_command", metavar="COMMAND", required=True)
    listing = commands.add_parser("list", help="every installed plugin, with what is wrong with it")
    info = commands.add_parser("info", help="one plugin: generators, options, hooks, faults with their tracebacks")
    info.add_argument("name", metavar="NAME", help="a plugin's name, or a generator's id")
    for command in (listing, info):
        command.add_argument("--json", action="store_true", help="as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Do what `studio plugins` was asked for; the exit code."""
    from studio.generators.host import plugins

    installed = plugins(retry_faults=True)
    if args.plugins_command == "list":
        answer(_json([_facts(plugin) for plugin in installed]) if args.json else "\n".join(_table(installed)))
        return 0
    plugin = _called(args.name, installed)
    answer(_json(_facts(plugin)) if args.json else "\n".join(_details(plugin)))
    return 0


def _called(name: str, installed: tuple[Plugin, ...]) -> Plugin:
    for plugin in installed:
        if name == plugin.name or name in (spec.id for spec in plugin.generators):
            return plugin
    raise InputError(f"there is no plugin {name}; there are: {', '.join(plugin.name for plugin in installed)}")


def _json(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2)


def _facts(plugin: Plugin) -> dict[str, Any]:
    from studio.generators.spec_json import to_json
    from studio.weights.store import Store

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
    from studio.weights.store import Store

    ids = ", ".join(spec.id for spec in plugin.generators) or "-"
    if plugin.off:
        return plugin.name, "-", plugin.source.origin, plugin.off
    state = "ok" if not plugin.faults else "partly broken" if plugin.generators else "broken"
    if state == "ok" and plugin.generators and not any(Store().is_trained(spec) for spec in plugin.generators):
        state = "untrained"
    return plugin.name, ids, plugin.source.origin, state


def _details(plugin: Plugin) -> list[str]:
    lines = [f"{plugin.name} ({plugin.source.origin})", f"hooks: {', '.join(plugin.description.hooks) or 'none'}"]
    for spec in plugin.generators:
        lines += ["", *_generator(spec)]
    for fault in plugin.faults:
        lines += ["", f"fault: {fault.line}", *fault.traceback.splitlines()]
    return lines


def _generator(spec: Generator) -> list[str]:
    from studio.weights.store import Store

    untrained = "" if Store().is_trained(spec) else "  (untrained: studio weights import FILE)"
    lines = [f"generator {spec.id}: {spec.en} / {spec.zh}{untrained}"]
    if spec.summary:
        lines.append(f"  {spec.summary}")
    lines.append(f"  draws {spec.input} into {spec.output}; sizes {', '.join(map(str, spec.sizes))}")
    lines.append(f"  uses {', '.join(sorted(spec.needs)) or 'the image alone'}")
    return lines + [f"  --option {_option(option)}" for option in spec.options]


def _option(option: Option) -> str:
    values = "|".join(option.choices) if option.kind == "choice" else option.kind
    bounds = "" if option.low is None and option.high is None else f" {option.low}..{option.high}"
    return f"{option.name}={values}{bounds}  (default {option.default})"
