"""`studio plugins`: which plugins there are, installing, switching, writing and checking them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

EXAMPLES = """examples:
  studio plugins list                      every plugin, with what is wrong with it
  studio plugins install studio-contour    from PyPI; or a wheel, a folder, a git URL
  studio plugins disable contour           it stays installed and is not even imported
  studio plugins restore                   bring back what an upgrade of the studio has lost
  studio plugins new ink                   begin a generator of your own, with tests that pass
  studio plugins check ink                 does it keep the contract?

`studio --safe …` uses the bundled generators alone, STUDIO_PLUGINS=a,b only those two beside them.
"""


def add_parser(subparsers: Any) -> None:
    """Add the command `plugins` with all that it can do."""
    parser = subparsers.add_parser(
        "plugins",
        help="list, install, switch off, write and check generators",
        description="Generators are plugins; these are yours to choose.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="plugins_command", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], told: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(name, help=told, description=told)
        command.add_argument("--json", action="store_true", help="as JSON on stdout")
        command.set_defaults(run=run)
        return command

    add("list", _list, "every plugin there is, with what is wrong with it")
    info = add("info", _info, "one plugin: generators, options, hooks, faults with their tracebacks")
    info.add_argument("name", metavar="NAME", help="a plugin's name, or a generator's id")
    _add_installing(add)
    for name, told in {
        "enable": "use a plugin again",
        "disable": "leave a plugin out; it is not even imported",
    }.items():
        add(name, _switch, told).add_argument("name", metavar="NAME", help="a plugin's name")
    new = add("new", _new, "begin a plugin of your own: a generator, options, a trainer, weights, tests, docs")
    new.add_argument("name", metavar="NAME", help="what to call the generator: a-z, 0-9 and -")
    new.add_argument("--in", type=Path, default=Path(), dest="parent", metavar="DIR", help="where the folder goes")
    check = add("check", _check, "does a generator keep the contract? Exit code 1 where it doesn't")
    check.add_argument("name", metavar="NAME", help="a plugin's name, or a generator's id")
    check.add_argument("--quick", action="store_true", help="without training")
    add("doctor", _doctor, "the environment, every fault with its traceback, what is lost or changed, and the mend")


def _add_installing(add: Callable[..., argparse.ArgumentParser]) -> None:
    install = add("install", _install, "install a plugin into the studio's environment, after showing the command")
    install.add_argument("what", metavar="WHAT", help="a name on PyPI, a wheel, a folder or a git URL")
    install.add_argument("-e", "--editable", action="store_true", help="a folder that you are working on")
    remove = add("remove", _remove, "remove a plugin; nothing of it is imported")
    remove.add_argument("name", metavar="NAME", help="a plugin's name, or its distribution's")
    restore = add(
        "restore", _restore, "bring back plugins that an upgrade of the studio has lost, each from its source"
    )
    for command in (install, remove, restore):
        command.add_argument("-y", "--yes", action="store_true", help="do it without asking")


def _list(args: argparse.Namespace) -> int:
    from studio.cli.plugins_telling import list_plugins

    return list_plugins(as_json=args.json)


def _info(args: argparse.Namespace) -> int:
    from studio.cli.plugins_telling import tell_plugin

    return tell_plugin(args.name, as_json=args.json)


def _install(args: argparse.Namespace) -> int:
    from studio.cli.plugins_installing import install_plugin

    return install_plugin(args.what, editable=args.editable, yes=args.yes, as_json=args.json)


def _remove(args: argparse.Namespace) -> int:
    from studio.cli.plugins_installing import remove_plugin

    return remove_plugin(args.name, yes=args.yes, as_json=args.json)


def _restore(args: argparse.Namespace) -> int:
    from studio.cli.plugins_installing import restore_plugins

    return restore_plugins(yes=args.yes, as_json=args.json)


def _switch(args: argparse.Namespace) -> int:
    from studio.cli.plugins_switching import switch_plugin

    return switch_plugin(args.name, on=args.plugins_command == "enable", as_json=args.json)


def _new(args: argparse.Namespace) -> int:
    from studio.cli.plugins_new import new_plugin

    return new_plugin(args.name, args.parent, as_json=args.json)


def _check(args: argparse.Namespace) -> int:
    from studio.cli.plugins_check import check_plugin

    return check_plugin(args.name, quick=args.quick, as_json=args.json)


def _doctor(args: argparse.Namespace) -> int:
    from studio.cli.plugins_doctor import examine

    return examine(as_json=args.json)
