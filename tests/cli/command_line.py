"""How a command ended, as a user sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def is_a_refusal(self) -> bool:
        """Exit code 2, one to three lines of talk, no data, no traceback."""
        return self.code == 2 and 1 <= len(self.err.splitlines()) <= 3 and not self.out and "Traceback" not in self.err


Studio = Callable[..., Ended]
