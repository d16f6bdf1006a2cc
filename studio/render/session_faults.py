"""What went wrong with generators and hooks since the studio was opened; three times, and one is left out."""

from __future__ import annotations

import threading

MOST = 3


class SessionFaults:
    """Faults by whose they are: a generator's id, or `hooks_of(plugin)`. Thread-safe."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._lock = threading.Lock()

    def add(self, who: str, line: str) -> None:
        """Keep one more fault."""
        with self._lock:
            self._lines.setdefault(who, []).append(line)

    def of(self, who: str) -> tuple[str, ...]:
        """The faults of one, the newest last."""
        with self._lock:
            return tuple(self._lines.get(who, ()))

    def is_off(self, who: str) -> bool:
        """Whether it failed so often that it is left alone."""
        return len(self.of(who)) >= MOST

    def forgive(self, who: str) -> None:
        """Let it try again from a clean slate."""
        with self._lock:
            self._lines.pop(who, None)


def hooks_of(plugin: str) -> str:
    """Under what the render hooks of a plugin are known."""
    return f"hooks of {plugin}"


SESSION = SessionFaults()
"""Of this process: a studio's session, or one command."""
