"""Pairs for a training in phases: batch size and choice of pictures change where the next phase begins."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lightning_modules.batches import Batch, PairStream
from lightning_modules.budget import Budget
from lightning_modules.label_folder import listed
from lightning_modules.phases import Phase, phase_at
from lightning_modules.ranks import world
from studio.errors import InputError

_PASSES_APART = 1_000_000
"""Keeps the chances of two phases' passes apart."""


class PhasedStream(PairStream):
    """The pairs of a stream, phase by phase; what comes when is a pure function of (seed, phase, pictures taken).

    chosen: the indices of each phase. An epoch has as many batches as a pass over a phase's pictures on average.
    """

    def __init__(self, stream: PairStream, phases: Sequence[Phase], chosen: Sequence[NDArray[np.intp]]) -> None:
        super().__init__(stream.source, stream.indices, stream.serving, workers=stream.workers)
        for phase, indices in zip(phases, chosen, strict=True):
            if len(indices) < phase.batch:
                where = phase.listing or "the whole set"
                raise InputError(f"{where}: {len(indices)} pictures to learn from, fewer than a batch of {phase.batch}")
        self._phases = phases
        self._chosen = chosen
        self._budget: Budget | None = None
        self._phase = self._told = -1
        self._taken = 0

    def follow(self, budget: Budget) -> None:
        """Let this budget say when the next phase begins."""
        self._budget = budget

    def __len__(self) -> int:
        passes = [len(indices) // phase.batch for phase, indices in zip(self._phases, self._chosen, strict=True)]
        return max(1, round(sum(passes) / len(passes)))

    def __iter__(self) -> Iterator[Batch]:
        if self.position >= len(self):
            self.epoch += 1
            self.position = 0
        while self.position < len(self):
            if self._now() != self._phase:
                self._phase, self._taken = self._now(), 0
            self._tell()
            for batch in self._served(self._rest_of_pass()):
                self.position += 1
                self._taken += len(batch.labels) * world()
                yield batch
                if self.position >= len(self) or self._now() != self._phase:
                    break

    def _now(self) -> int:
        return phase_at(self._budget.fraction if self._budget else 0.0, len(self._phases))

    def _rest_of_pass(self) -> list[list[tuple[int, int]]]:
        """The turns that are left of a pass over the phase's pictures, batch by batch."""
        size, indices = self._phases[self._phase].batch, self._chosen[self._phase]
        whole = len(indices) // size * size
        number = self._phase * _PASSES_APART + self._taken // whole
        order = self.serving.order(number, indices)
        starts = range(self._taken % whole, whole, size)
        return [[(number, int(index)) for index in order[start : start + size]] for start in starts]

    def _tell(self) -> None:
        """Say once which phase it is, and what it learns from."""
        if self._told == self._phase:
            return
        self._told = self._phase
        phase, count = self._phases[self._phase], len(self._chosen[self._phase])
        pictures = f"{count} pictures of {phase.listing}" if phase.listing else f"no list, so the whole set of {count}"
        place = f"phase {self._phase + 1} of {len(self._phases)}"
        print(f"{place}: batches of {phase.batch}, rate {phase.rate:g}, {pictures}", file=sys.stderr, flush=True)

    def state_dict(self) -> dict[str, int]:
        """Where the stream stands."""
        return {**super().state_dict(), "phase": self._phase, "taken": self._taken}

    def load_state_dict(self, state: dict[str, int]) -> None:
        """Go on from `state`."""
        super().load_state_dict(state)
        self._phase, self._taken = state["phase"], state["taken"]


def choices(
    phases: Sequence[Phase], names: Sequence[str], trained: NDArray[np.intp], folder: Path
) -> list[NDArray[np.intp]]:
    """What each phase learns from, out of the pairs `trained`: those that its list names, or all.

    A list is a file in `folder` or a path; InputError where it names what isn't there.
    """
    places = {name: index for index, name in enumerate(names)}
    chosen = []
    for phase in phases:
        if not phase.listing:
            chosen.append(trained)
            continue
        path = folder / phase.listing
        if not places:
            raise InputError(f"phase_lists: {folder} has no names that {phase.listing} could list")
        found = np.array([places[name] for name in listed(path, places)], np.intp)
        chosen.append(found[np.isin(found, trained)])
    return chosen
