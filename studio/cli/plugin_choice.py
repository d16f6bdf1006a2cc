"""`--safe` and `--plugins-dir`, before any command or file: which plugins this studio and its processes may use."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from studio.errors import InputError

SAFE, FOLDER = "--safe", "--plugins-dir"
# As studio.generators.selection and .one_file read them; importing those here would cost `--help` a pluggy.
NAMES_VARIABLE, FOLDERS_VARIABLE = "STUDIO_PLUGINS", "STUDIO_PLUGINS_DIR"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let help tell of them; `choose_plugins` takes them away before the parser sees any."""
    parser.add_argument(SAFE, action="store_true", help="use no plugins but the bundled ones")
    parser.add_argument(FOLDER, action="append", metavar="DIR", help="use the one-file plugins in DIR too; repeatable")


def choose_plugins(arguments: Sequence[str]) -> list[str]:
    """The arguments after these options; the choice goes into the environment, where child processes find it too."""
    rest = list(arguments)
    while rest and rest[0].partition("=")[0] in (SAFE, FOLDER):
        option, equals, value = rest.pop(0).partition("=")
        if option == SAFE:
            os.environ[NAMES_VARIABLE] = ""
            continue
        if not equals and not rest:
            raise InputError(f"{FOLDER} takes a folder of one-file plugins\nhelp: studio --help")
        _add_folder(Path(value if equals else rest.pop(0)))
    return rest


def _add_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise InputError(f"{FOLDER} {folder}: there is no such folder")
    known = [text for text in os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep) if text]
    os.environ[FOLDERS_VARIABLE] = os.pathsep.join([*known, str(folder.absolute())])
