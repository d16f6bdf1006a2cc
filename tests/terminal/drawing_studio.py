"""The studio as a program whose worker answers at once: a picture that repeats the map's colours, darkened by rows.

Argument: the folder where drawings are kept.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from studio.generators.specs import Request, Result
from studio.labels import LANDSCAPE
from studio.render.messages import Done, Ready, Reply
from studio.tui import app


class QuickWorker:
    """Answers every request."""

    def __init__(self, generator: str, on_reply: Callable[[Reply], None]) -> None:
        self.generator = generator
        self._on_reply = on_reply
        threading.Timer(0.01, lambda: on_reply(Ready(generator))).start()

    def submit(self, ticket: int, request: Request) -> None:
        """The map's colours, lighter above than below."""
        picture = LANDSCAPE.palette()[request.image].astype(np.float32)
        picture *= np.linspace(1, 0.7, len(picture))[:, None, None]
        result = Result(picture.astype(np.uint8), 1.0, self.generator)
        threading.Timer(0.02, lambda: self._on_reply(Done(ticket, result))).start()

    def cancel(self, ticket: int) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """Nothing runs."""


if __name__ == "__main__":
    app.state_folder = lambda: Path(sys.argv[1])  # type: ignore[assignment]
    app.RenderWorker = QuickWorker  # type: ignore[assignment,misc]
    app.host.generators = dict  # type: ignore[assignment]
    sys.exit(app.run_studio(None))
