"""`studio data`: write data sets to train on, and read label maps out of photographs."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from studio.cli import data_cartoon, data_labels, data_looks, data_portraits, data_smooth, data_world

_COMMANDS = {
    "world": data_world,
    "looks": data_looks,
    "cartoon": data_cartoon,
    "portraits": data_portraits,
    "smooth": data_smooth,
    "labels": data_labels,
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `data` with its own subcommands."""
    parser = subparsers.add_parser("data", help="write data sets to train on; read label maps out of photographs")
    parser.set_defaults(run=run)
    commands = parser.add_subparsers(dest="data_command", metavar="COMMAND", required=True)
    for command in _COMMANDS.values():
        command.add_parser(commands)


def run(args: argparse.Namespace) -> int:
    """Do what `studio data` was asked for; the exit code. Raises StudioError with what the user should read."""
    run_command: Callable[[argparse.Namespace], int] = _COMMANDS[args.data_command].run
    return run_command(args)
