"""The command line's parser: what it doesn't understand it says in two lines."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from studio.cli.talk import answer
from studio.errors import InputError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are InputErrors. Subcommands inherit that, their parsers being of this class."""

    def error(self, message: str) -> NoReturn:
        """Raise InputError with the message and the command that helps."""
        raise InputError(f"{message}\nhelp: {self.prog} --help")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Help goes the way of all data, so that a terminal without our characters gets what it can show."""
        if file is None or file is sys.stdout:
            answer(message.rstrip("\n"))
