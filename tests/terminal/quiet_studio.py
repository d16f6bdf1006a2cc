"""The studio as a program whose worker never answers: what it sends is what the hand alone costs.

Arguments: the folder where drawings are kept, and the file to open ("" for the untitled drawing).
"""

from __future__ import annotations

import sys
from pathlib import Path

from studio.generators.specs import Request
from studio.tui import app


class SilentWorker:
    """Takes requests and never answers."""

    def __init__(self, generator: str, on_reply: object) -> None:
        self.generator = generator

    def submit(self, ticket: int, request: Request) -> None:
        """Nothing comes of it."""

    def cancel(self, ticket: int) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """Nothing runs."""


if __name__ == "__main__":
    folder, file = Path(sys.argv[1]), sys.argv[2]
    app.state_folder = lambda: folder  # type: ignore[assignment]
    app.RenderWorker = SilentWorker  # type: ignore[assignment,misc]
    app.host.generators = dict  # type: ignore[assignment]
    sys.exit(app.run_studio(Path(file) if file else None))
