"""Latest wins: one job in flight, the newest request next, everything in between forgotten."""

from __future__ import annotations

from typing import Generic, TypeVar

Wanted = TypeVar("Wanted")


class LatestWins(Generic[Wanted]):
    """Decides what to send; a pure object that knows neither clock nor process. Requests need equality only."""

    def __init__(self) -> None:
        self._last_ticket = 0
        self._in_flight: tuple[int, Wanted] | None = None
        self._waiting: Wanted | None = None
        self._answered: Wanted | None = None

    @property
    def is_idle(self) -> bool:
        """Nothing is in flight, and so nothing waits."""
        return self._in_flight is None

    @property
    def outdated(self) -> int | None:
        """The ticket in flight where something newer waits for its end, else None."""
        return self._in_flight[0] if self._in_flight is not None and self._waiting is not None else None

    def offer(self, request: Wanted) -> tuple[int, Wanted] | None:
        """Ask for `request`: what to send now, or None where it waits or where its answer is here or on its way."""
        if self._in_flight is None:
            return None if request == self._answered else self._send(request)
        self._waiting = None if request == self._in_flight[1] else request
        return None

    def finished(self, ticket: int) -> tuple[int, Wanted] | None:
        """The answer to `ticket` came: what to send next, if anything."""
        if self._in_flight is None or self._in_flight[0] != ticket:
            return None
        self._answered = self._in_flight[1]
        return self._next()

    def failed(self, ticket: int | None) -> tuple[int, Wanted] | None:
        """`ticket` got no answer (None: whatever was in flight): what to send next, if anything.

        The same request may be offered again: nothing counts as answered.
        """
        if self._in_flight is None or ticket not in (None, self._in_flight[0]):
            return None
        self._answered = None
        return self._next()

    def _next(self) -> tuple[int, Wanted] | None:
        waiting, self._waiting, self._in_flight = self._waiting, None, None
        return None if waiting is None or waiting == self._answered else self._send(waiting)

    def _send(self, request: Wanted) -> tuple[int, Wanted]:
        self._last_ticket += 1
        self._in_flight = (self._last_ticket, request)
        return self._in_flight
