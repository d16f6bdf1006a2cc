"""Programs in a pseudo-terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "benchmarks"))

from terminal import ANSWERS, Terminal  # noqa: E402

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts studios in terminals: `start(columns=…, lines=…, file=…, environment=…, answers=…, answers_after_s=…)`."""
    running: list[Terminal] = []

    def started(
        *,
        columns: int = 80,
        lines: int = 24,
        file: Path | None = None,
        environment: dict[str, str] | None = None,
        answers: Mapping[bytes, bytes] = ANSWERS,
        answers_after_s: float = 0.0,
    ) -> Terminal:
        command = [sys.executable, str(HERE / "quiet_studio.py"), str(tmp_path / "state"), str(file or "")]
        running.append(
            Terminal(
                command,
                columns=columns,
                lines=lines,
                environment=environment,
                answers=answers,
                answers_after_s=answers_after_s,
            )
        )
        return running[-1]

    yield started
    for terminal in running:
        terminal.close()
