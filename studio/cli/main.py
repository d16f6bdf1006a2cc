"""`studio`: opens the studio, or runs one of its commands. The parser knows all commands and imports nothing heavy."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from studio.cli import convert, data, doctor, evaluate, plugins, render, runs, serve, sheet, train, watch, weights
from studio.cli.endings import exit_code_of
from studio.cli.graphics_choice import add_option, choose_graphics
from studio.cli.parser import Parser
from studio.cli.plugin_choice import add_options, choose_plugins
from studio.cli.talk import answer
from studio.errors import InputError

COMMANDS = {
    "render": render,
    "convert": convert,
    "sheet": sheet,
    "plugins": plugins,
    "weights": weights,
    "data": data,
    "train": train,
    "runs": runs,
    "evaluate": evaluate,
    "watch": watch,
    "serve": serve,
    "doctor": doctor,
}

EXAMPLES = """examples:
  studio                                   draw; a first scene stands on the canvas
  studio coast.png                         go on with a drawing, or begin one of that name
  studio render coast.png -o picture.png   a picture without a screen
  studio plugins list                      which generators there are

`studio COMMAND --help` tells more. Exit codes: 0 done, 1 failed, 2 wrong input, 75 stopped and can go on, 130 Ctrl-C.
"""


def main() -> int:
    """Run what the command line asks for; the exit code."""
    return exit_code_of(lambda: _run(choose_plugins(choose_graphics(choose_plugins(sys.argv[1:])))))


def _run(arguments: list[str]) -> int:
    if not arguments:
        return _open_studio(None)
    if arguments[0] in COMMANDS or arguments[0].startswith("-"):
        chosen = _parser().parse_args(arguments)
        if chosen.version:
            return _tell_version()
        return int(chosen.run(chosen)) if hasattr(chosen, "run") else _open_studio(None)
    if len(arguments) > 1:
        raise InputError(f"{arguments[0]} is no command, and only one file can be opened\nhelp: studio --help")
    return _open_studio(_file(arguments[0]))


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="studio",
        usage="studio [OPTION …] [FILE]\n       studio [--safe] [--plugins-dir DIR] COMMAND …",
        description="Paint a scene out of labels in a terminal and watch a network turn it into a picture.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    add_option(parser)
    parser.add_argument("--version", action="store_true", help="say the version and stop")
    subparsers = parser.add_subparsers(metavar="COMMAND", title="commands", prog="studio")
    for command in COMMANDS.values():
        command.add_parser(subparsers)
    return parser


def _tell_version() -> int:
    from importlib.metadata import version

    answer(f"sketch-studio {version('sketch-studio')}")
    return 0


def _file(name: str) -> Path:
    """The file to open; a bare word that names neither file nor command is more likely a mistyped command."""
    path = Path(name)
    if not path.suffix and path.name == name and not path.exists():
        raise InputError(
            f"{name} is neither a file nor a command; commands: {', '.join(COMMANDS)}\nhelp: studio --help"
        )
    return path


def _open_studio(path: Path | None) -> int:
    _need_a_terminal()
    from studio.tui.app import run_studio

    return run_studio(path)


def _need_a_terminal() -> None:
    if os.environ.get("TEXTUAL_DRIVER", "").endswith("WebDriver"):
        return  # a browser shows the screen: studio serve
    without = "without one: studio render SKETCH -o OUT.png"
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise InputError(f"the studio draws on a terminal, and its input or output is none; {without}")
    terminal = os.environ.get("TERM", "")
    if terminal in ("", "dumb", "unknown"):
        found = f"TERM={terminal}" if terminal else "TERM is not set"
        raise InputError(f"the studio needs a terminal that can move the cursor, and {found}; {without}")


if __name__ == "__main__":
    sys.exit(main())
