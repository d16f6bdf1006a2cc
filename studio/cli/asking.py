"""A question on the terminal before something is done that can't be undone by a key."""

from __future__ import annotations

import sys

from studio.cli.talk import say
from studio.errors import InputError


def agrees(question: str, *, yes: bool) -> bool:
    """Whether the user says yes; `yes` answers for them. InputError where there is nobody to ask."""
    if yes:
        return True
    if not (sys.stdin and sys.stdin.isatty()):
        raise InputError(f"{question} There is no terminal to answer on: --yes goes ahead")
    say(f"{question} [y/N]")
    return sys.stdin.readline().strip().lower() in ("y", "yes", "j", "ja", "是", "好")
