"""What a render worker answers: ready, done, or failed."""

from __future__ import annotations

from dataclasses import dataclass

from studio.generators.specs import Result


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded its generator and waits for requests."""

    generator: str


@dataclass(frozen=True, slots=True)
class Done:
    """The request submitted under `ticket` is drawn; `complaints`: faults of plugins' hooks, whose and a line."""

    ticket: int
    result: Result
    complaints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A request, or the worker itself, failed; `message` is what the user reads, one or two lines.

    `ticket` is None when the worker is gone: whatever was in flight is lost, and the next request starts a new one.
    `bad_input` says that the request is to blame (exit code 2), not the generator (exit code 1); `is_fault` that the
    generator is: it raised, crashed, took too long or too much, or answered with something else than a picture.
    """

    ticket: int | None
    message: str
    bad_input: bool = False
    is_fault: bool = False


@dataclass(frozen=True, slots=True)
class Stopped:
    """The request under `ticket` was cancelled before it was drawn."""

    ticket: int


Reply = Ready | Done | Failed | Stopped
