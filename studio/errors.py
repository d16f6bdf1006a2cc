"""What goes wrong, by whose hand: each kind of user-visible failure is one exception type with its exit code.

The text of every exception is what the user reads: one or two lines that say what is wrong, where, and what to do.
"""

from __future__ import annotations

from typing import ClassVar


class StudioError(Exception):
    """Something failed that is not the user's input (exit code 1)."""

    exit_code: ClassVar[int] = 1


class InputError(StudioError):
    """What the user gave can't be used as it is (exit code 2)."""

    exit_code: ClassVar[int] = 2


class Interrupted(StudioError):
    """Stopped on request; the same command goes on where it stopped (exit code 75, EX_TEMPFAIL)."""

    exit_code: ClassVar[int] = 75
