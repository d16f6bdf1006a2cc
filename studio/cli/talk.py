"""What the command line says: stdout is data, stderr is talk, and nothing unsafe goes to either."""

from __future__ import annotations

import contextlib
import sys
from typing import TextIO

from studio.terminal.safe_text import clean

LINES_OF_AN_ERROR = 3


def say(text: str) -> None:
    """Write lines of talk to stderr; lost without harm where there is no stderr, or no room behind it."""
    with contextlib.suppress(OSError):
        _print(text, sys.stderr)


def answer(text: str) -> None:
    """Write lines of data to stdout."""
    _print(text, sys.stdout)


def complain(text: str) -> None:
    """Say what went wrong, in at most three lines."""
    lines = [line for line in text.splitlines() if line.strip()] or ["failed without a word"]
    say("\n".join([f"studio: {lines[0]}", *lines[1:LINES_OF_AN_ERROR]]))


def _print(text: str, stream: TextIO | None) -> None:
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"  # a StringIO has none
    safe = "\n".join(clean(line) for line in text.split("\n"))
    print(safe.encode(encoding, "replace").decode(encoding), file=stream, flush=True)
