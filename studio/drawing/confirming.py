"""A label map on its way onto a canvas, part by part: each is taken, taken as something else, or left out."""

from __future__ import annotations

from collections.abc import Sequence

from studio.drawing.parts import MapPart
from studio.labels import LabelMap

AS_READ, LEFT_OUT = -1, -2


class Confirming:
    """Which parts of a map `read`, uint8 (H, W), come onto the map `base` of the same size.

    One part after another is looked at; `labels` shows what was decided, and the part that is looked at as if it were
    taken.
    """

    def __init__(self, base: LabelMap, read: LabelMap, parts: Sequence[MapPart]) -> None:
        self._base, self._read, self.parts = base, read, parts
        self._decided: list[int] = []

    @property
    def place(self) -> int:
        """How many parts are decided on."""
        return len(self._decided)

    @property
    def is_over(self) -> bool:
        """Whether all of them are."""
        return self.place >= len(self.parts)

    @property
    def part(self) -> MapPart:
        """The part that is looked at."""
        return self.parts[self.place]

    @property
    def share(self) -> float:
        """How much of the map the part that is looked at covers, 0 to 1."""
        return self.part.area.pixels / self._base.size

    @property
    def taken(self) -> int:
        """How many parts are taken, as what they were read or as something else."""
        return sum(decision != LEFT_OUT for decision in self._decided)

    def take(self, label: int = AS_READ) -> None:
        """The part is what it was read as, or the label given."""
        self._decided.append(label)

    def leave_out(self) -> None:
        """The canvas stays there as it was."""
        self._decided.append(LEFT_OUT)

    def take_the_rest(self) -> None:
        """This part and all after it are what they were read as."""
        self._decided += [AS_READ] * (len(self.parts) - self.place)

    def back(self) -> None:
        """The part before is looked at again; nothing happens at the first one."""
        del self._decided[-1:]

    @property
    def labels(self) -> LabelMap:
        """The map as it would be, uint8 (H, W)."""
        labels = self._base.copy()
        looked_at = [] if self.is_over else [AS_READ]
        for part, decision in zip(self.parts, [*self._decided, *looked_at], strict=False):
            place, inside = part.area.region.slices, part.area.inside
            if decision == AS_READ:
                labels[place][inside] = self._read[place][inside]
            elif decision != LEFT_OUT:
                labels[place][inside] = decision
        return labels
