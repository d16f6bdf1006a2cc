"""Stalks standing in rows one behind the other: tufts of grass, ears of wheat, what stands around flowers.

Rows lie at distances of a geometric series, so that a row is as high in the picture as it is near. Each stalk covers
the roots of the row behind it: its tip is lit, and behind the tip it is dark.
"""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, smoothstep
from .ground import Ground

_CRISP = 7.0  # pixels of a row's height, from which on its stalks are seen clearly


class Turf:
    """Stalks at each pixel of a ground.

    rows: so many lie between a pixel and one 2.7 times nearer; stalks: so many stand side by side in a picture height,
    one picture height under the horizon; long: how far they reach over the row behind, in rows.
    height: 0 at the roots to 1 at the tips; stroke: lightness of the single stalk, about [-1, 1]; seen: how well the
    stalks are seen, 1 near to 0 far away.
    """

    def __init__(self, ground: Ground, rows: float = 13.0, stalks: float = 40.0, long: float = 1.6) -> None:
        patch, frame = ground.patch, ground.frame
        drift = frame.offsets("turf")
        waves = noise.value(ground.x * np.float32(6) + drift[4], ground.distance * np.float32(3) + drift[5])
        phase = -np.float32(rows) * np.log(ground.scale) + np.float32(1.3) * ground.bumps + np.float32(0.7) * waves
        behind = np.floor(phase)
        part = phase - behind
        row, place, reach = behind, part, patch.full(1)
        for step in (1, 2):
            front = behind - step
            tip = np.float32(long) * self._tips(patch.x, front, part + step, rows, stalks, drift)
            before = part + (step - 1) < tip
            row = np.where(before, front, row)
            place = np.where(before, part + step, place)
            reach = np.where(before, tip, reach)
        self.height = np.clip(place / (1 + reach), 0, 1)
        pitch = np.exp(row / np.float32(rows)) * np.float32(stalks)
        lean = place * noise.value(patch.x * 3 + drift[2], row * np.float32(0.37))
        u, v = patch.x * pitch + lean, row * np.float32(5.37) + place * np.float32(0.35)
        self.stroke = patch.full(0)
        for finer, weight in ((1.0, 0.7), (2.3, 0.6)):
            clear = np.clip(2.2 - pitch * np.float32(4.0 * finer / frame.height), 0, 1)
            self.stroke += noise.value(u * np.float32(finer), v + np.float32(finer)) * clear * np.float32(weight)
        pixels = ground.scale * np.float32(frame.height / rows)
        self.seen = np.clip((pixels - 1.5) / (_CRISP - 1.5), 0, 1)

    @staticmethod
    def _tips(x: Floats, row: Floats, place: Floats, rows: float, stalks: float, drift: Floats) -> Floats:
        """How far up the stalks of `row` reach, 0 to 1."""
        u = x * np.exp(row / np.float32(rows)) * np.float32(stalks)
        v = row * np.float32(7.13) + place * np.float32(0.25)
        tufts = noise.value(u * np.float32(0.16) + drift[0], v)
        bent = u + place * np.float32(0.6) * tufts
        blades = np.abs(noise.value(bent * np.float32(0.62) + drift[1], v))
        return np.asarray(np.clip(0.78 + 0.45 * tufts - 1.05 * blades, 0, 1))

    def shade(self, roots: float = 0.45, tips: float = 1.30, strokes: float = 0.30) -> Floats:
        """Lightness as a factor: dark roots, lit tips; its mean far away."""
        near = (roots + (tips - roots) * smoothstep(0.05, 0.95, self.height)) * (1 + strokes * self.stroke)
        return np.asarray(near * self.seen + np.float32(0.5 * (roots + tips)) * (1 - self.seen))
