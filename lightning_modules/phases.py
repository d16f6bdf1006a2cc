"""Training in phases: each with its own batch, learning rate and list of pictures; equal parts of the budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from studio.errors import InputError

Value = TypeVar("Value", int, float, str)


@dataclass(frozen=True)
class Phase:
    """batch: pictures a step. rate: learning rate. listing: a file that names its pictures; empty for all of them."""

    batch: int
    rate: float
    listing: str


def phases_of(batches: str, rates: str, lists: str) -> tuple[Phase, ...]:
    """Phases out of what a recipe says, separated by commas; none where `batches` is empty, else InputError."""
    if not batches.strip():
        if rates.strip() or lists.strip():
            raise InputError("phase_rates and phase_lists need phase_batches: how many pictures a step in each phase")
        return ()
    sizes = _values("phase_batches", batches, int)
    paces = _values("phase_rates", rates, float)
    listings = [part.strip() for part in lists.split(",")] if lists.strip() else [""] * len(sizes)
    if not len(sizes) == len(paces) == len(listings):
        raise InputError(
            f"phase_batches names {len(sizes)} phases, phase_rates {len(paces)} and phase_lists {len(listings)}; they "
            "must be as many (a list may be empty between its commas)"
        )
    return tuple(map(Phase, sizes, paces, listings))


def phase_at(fraction: float, count: int) -> int:
    """Which of `count` phases it is when that part of the budget is spent."""
    return min(int(fraction * count), count - 1)


def _values(name: str, text: str, kind: Callable[[str], Value]) -> list[Value]:
    try:
        values = [kind(part) for part in text.split(",")]
    except ValueError as fault:
        raise InputError(f"{name} is {text}; numbers separated by commas are expected") from fault
    if any(not value > 0 for value in values):  # type: ignore[operator]
        raise InputError(f"{name} is {text}; every number must be above 0")
    return values
