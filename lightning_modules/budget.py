"""How much of a training run is spent: by epochs or by the clock, whichever ends first."""

from __future__ import annotations

import time


class Budget:
    """The part of the run that is done, 0 … 1, from batches and seconds; the seconds of earlier sittings count too."""

    def __init__(self, *, batches: int, minutes: float) -> None:
        self._batches = batches
        self._seconds = minutes * 60
        self.batches_done = 0
        self.seconds_done = 0.0
        self._since = time.monotonic()

    def start(self) -> None:
        """The clock runs from here."""
        self._since = time.monotonic()

    def tick(self) -> None:
        """One more batch is done."""
        now = time.monotonic()
        self.seconds_done += now - self._since
        self._since = now
        self.batches_done += 1

    @property
    def fraction(self) -> float:
        """The part that is spent."""
        by_batches = self.batches_done / self._batches if self._batches else 0.0
        by_clock = self.seconds_done / self._seconds if self._seconds else 0.0
        return min(1.0, max(by_batches, by_clock))

    def state(self) -> dict[str, float]:
        """What a checkpoint keeps."""
        return {"batches": self.batches_done, "seconds": self.seconds_done}

    def restore(self, state: dict[str, float]) -> None:
        """Go on from `state`."""
        self.batches_done, self.seconds_done = int(state["batches"]), float(state["seconds"])


def rate_factor(fraction: float, batches_done: int, *, warm_up: int, decay_from: float, final: float) -> float:
    """What learning rates are multiplied by: linear warm-up, constant, then linear to `final` at the end."""
    warm = min(1.0, (batches_done + 1) / warm_up) if warm_up else 1.0
    if fraction <= decay_from or decay_from >= 1:
        return warm
    return warm * max(final, 1 - (1 - final) * (fraction - decay_from) / (1 - decay_from))
