"""`--graphics MODE`, before the file: how still pictures are shown, whatever the terminal says of itself."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from studio.errors import InputError

OPTION = "--graphics"
# As studio.terminal.facts has them; importing that here would cost `--help` more than it tells.
MODES = ("auto", "kitty", "iterm2", "sixel", "cells")
VARIABLE = "STUDIO_GRAPHICS"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Let help tell of it; `choose_graphics` takes it away before the parser sees it."""
    parser.add_argument(OPTION, metavar="MODE", help=f"how still pictures are shown: {', '.join(MODES)}; remembered")


def choose_graphics(arguments: Sequence[str]) -> list[str]:
    """The arguments without this option; the choice goes into the environment."""
    rest, wish = list(arguments), os.environ.get(VARIABLE, "auto")
    if rest and rest[0].partition("=")[0] == OPTION:
        _, equals, wish = rest.pop(0).partition("=")
        if not equals and rest:
            wish = rest.pop(0)
    if wish not in MODES:
        raise InputError(f"{OPTION} takes one of {', '.join(MODES)}, not {wish}\nhelp: studio --help")
    if len(rest) < len(arguments):
        os.environ[VARIABLE] = wish
    return rest
