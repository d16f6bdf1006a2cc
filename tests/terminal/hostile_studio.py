"""The studio with text of bad intentions wherever text comes from outside: plugins, their faults, runs.

Arguments: a folder with the file `texts`, and the file to open; "native" for words on file descriptor 2.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from studio.generators.specs import Generator, Option, Request
from studio.render.messages import Failed, Reply
from studio.tui import app

FOLDER, FILE = Path(sys.argv[1]), Path(sys.argv[2])
TEXTS = (FOLDER / "texts").read_text(encoding="utf-8", errors="surrogatepass")


class HostileWorker:
    """Fails with a message that talks to the terminal."""

    def __init__(self, generator: str, on_reply: Callable[[Reply], None]) -> None:
        self._on_reply = on_reply

    def submit(self, ticket: int, request: Request) -> None:
        """Fail, and talk past Python as a library in C does."""
        if "native" in sys.argv:
            os.write(2, b"native \x1b[31;7;7m")
        self._on_reply(Failed(None, TEXTS))

    def cancel(self, ticket: int) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """Nothing runs."""


def generators() -> dict[str, Generator]:
    """Two generators whose every text is hostile."""
    option = Option("mood", "choice", TEXTS, TEXTS, TEXTS, choices=(TEXTS, "calm"))
    return {
        name: Generator(name, TEXTS, TEXTS, "labels", "nowhere:nothing", options=(option,)) for name in ("spade", "b")
    }


if __name__ == "__main__":
    app.state_folder = lambda: FOLDER / "state"  # type: ignore[assignment]
    app.RenderWorker = HostileWorker  # type: ignore[assignment,misc]
    app.host.generators = generators  # type: ignore[assignment]
    sys.exit(app.run_studio(FILE))
