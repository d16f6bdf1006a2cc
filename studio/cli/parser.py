"""The command line's parser: what it doesn't understand it says in two lines."""

from __future__ import annotations

import argparse
from typing import NoReturn

from studio.errors import InputError


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are InputErrors. Subcommands inherit that, their parsers being of this class."""

    def error(self, message: str) -> NoReturn:
        """Raise InputError with the message and the command that helps."""
        raise InputError(f"{message}\nhelp: {self.prog} --help")
