"""Single blossoms on their stems, each in a cell of its own, as near as they stand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import noise
from .colour import Floats, mix, smoothstep
from .ground import Ground

_SMALLEST = 0.75  # radius in pixels of a head that is seen


class Flower(NamedTuple):
    """How a kind of flower looks: two colours of petals (2, 3), its eye's and stem's colour (3,), and its shape."""

    petals: Floats
    eye: Floats
    stem: Floats
    slim: float = 1.0  # width of a head
    tall: float = 0.56  # height of a head


def strewn(ground: Ground, albedo: Floats, flower: Flower, name: str, many: float, share: Floats) -> Floats:
    """`albedo` (n, 3) with blossoms, `many` side by side in a picture height, one picture height under the horizon.

    share: the share of places (n,) that bloom. name: of the place in the noise, different for every layer.
    """
    frame = ground.frame
    seen = np.flatnonzero(ground.scale > many * _SMALLEST / (0.39 * frame.height))
    if not len(seen):
        return albedo
    blossoms = _Blossoms(ground, seen, flower, name, many, share[seen])
    result = albedo.copy()
    stems = np.flatnonzero(blossoms.stem > 0)
    result[seen[stems]] = mix(result[seen[stems]], flower.stem, blossoms.stem[stems] * np.float32(0.75))
    heads = np.flatnonzero(blossoms.head > 0)
    result[seen[heads]] = mix(result[seen[heads]], blossoms.colour(heads, flower), blossoms.head[heads])
    return result


class _Blossoms:
    """Blossoms at some pixels.

    head, stem: the share of the pixel under a head, under a stem; up, aside: place on the head, -1 to 1; key: a
    number in [0, 1) of each blossom; pixels: a head's radius in pixels.
    """

    def __init__(
        self, ground: Ground, seen: NDArray[np.intp], flower: Flower, name: str, many: float, share: Floats
    ) -> None:
        frame = ground.frame
        drift = frame.offsets(name)
        rows = np.float32(many * 0.62)
        x = ground.patch.x[seen]
        away = -np.log(ground.scale[seen])
        waves = noise.value(x * np.float32(many * 0.12), away * np.float32(0.35) + drift[1])
        phase = rows * away + drift[0] + waves
        row = np.floor(phase)
        part = phase - row
        pitch = np.exp((row - drift[0]) / rows) * np.float32(many)
        column = x * pitch + noise.hashed(row) * np.float32(9)
        cell = np.floor(column)
        self.key = noise.hashed(cell, row)
        other = self.key * np.float32(37.3) % 1
        size = np.float32(0.22) + np.float32(0.14) * other
        beside = column - cell - (np.float32(0.36) + np.float32(0.28) * (self.key * np.float32(91.7) % 1))
        middle = np.float32(0.68) - np.float32(0.2) * (self.key * np.float32(53.1) % 1)
        self.up = (part - middle) / (size * np.float32(flower.tall))
        self.aside = beside / (size * np.float32(flower.slim))
        self.near = self.aside * self.aside + self.up * self.up
        self.pixels = size * np.float32(frame.height) / pitch
        soft = np.clip(1 / np.maximum(self.pixels, 0.3), 0.12, 1.2)
        blooms = (self.key * np.float32(171.3) % 1 < share) * np.clip((self.pixels - _SMALLEST) / 0.8, 0, 1)
        self.head = np.clip((1 - self.near) / (2 * soft) + 0.5, 0, 1) * blooms
        below = (part < middle) * np.clip(self.pixels * 0.4 - 0.2, 0, 1)
        self.stem = np.clip(1.6 - np.abs(beside) / np.float32(0.03), 0, 1) * below * blooms

    def colour(self, at: NDArray[np.intp], flower: Flower) -> Floats:
        """The colour of some pixels' heads: lit from above, folded petals, dark or bright at the eye."""
        up, key = self.up[at], self.key[at]
        light = 0.84 + 0.2 * np.clip(up, -1.5, 1) + 0.4 * (key * np.float32(11.9) % 1 - 0.5)
        large = np.clip(self.pixels[at] - 2, 0, 1)
        fold = np.cos(np.arctan2(up, self.aside[at]) * 5 + key * 40)
        light = light * (1 + 0.16 * large * fold * np.clip(self.near[at] * 3, 0, 1))
        petals = flower.petals[(key * np.float32(9.7) % 1 > 0.5).astype(np.int32)]
        petals = petals * np.clip(light, 0.3, 1.4)[:, None]
        return mix(petals, flower.eye, smoothstep(0.16, 0.04, self.near[at]) * large * np.float32(0.85))
