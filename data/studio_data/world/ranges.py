"""Ranges one behind the other inside one painted height: its outline, and crests that cross it farther down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import noise
from .colour import Floats, smoothstep
from .fields import one_dimensional_blur
from .patch import Patch


@dataclass(frozen=True)
class Ranges:
    """The ranges of a patch, from the farthest (0) forward, and where its n pixels lie in them.

    crests: y of each range's crest per column (count, width), the first the outline itself; number: each pixel's range
    (n,); depth: how far below that range's crest it lies, in picture heights (n,).
    """

    crests: Floats
    number: NDArray[np.intp]
    depth: Floats

    @property
    def nearness(self) -> Floats:
        """0 for the farthest range, 1 for the nearest (n,)."""
        return np.asarray(self.number / np.float32(max(1, len(self.crests) - 1)), np.float32)


def ranges(patch: Patch, shares: list[float], swing: float, grain: float, drift: Floats, rough: float) -> Ranges:
    """Crests at `shares` of the tallest column above the foot, where the outline is no lower.

    swing: how much a crest rises and sinks, in the same share; grain: its swells per picture height; rough: how much
    each finer octave of them keeps of the one before.
    """
    x = (np.arange(patch.frame.width, dtype=np.float32) + np.float32(0.5)) / np.float32(patch.frame.height)
    outline, base = patch.outline, patch.underside
    span = np.maximum(base - outline, 0)
    tall = np.float32(np.percentile(span[patch.mask.any(0)], 85))
    crests = [outline]
    for index, share in enumerate(shares):
        swell = noise.fbm(
            x * np.float32(grain) + drift[0] + 3.7 * index, np.full_like(x, drift[1] + 1.9 * index), 3, 0.45
        )
        height = tall * (share + swing * swell)
        # A lower crest keeps inside a tapering outline without copying its shape.
        height = np.minimum(height, span * np.float32(0.94 - 0.10 * index))
        crests.append(np.maximum(base - height, crests[-1]))
    lines = np.stack(crests)
    number = np.zeros(len(patch), np.intp)
    for line in lines[1:]:
        number += patch.y > line[patch.column]
    return Ranges(lines, number, np.maximum(patch.y - lines[number, patch.column], 0))


def ridge_distance(crest: Floats, height: int, drift: Floats) -> tuple[Floats, Floats]:
    """Columns and values of a line that is 0 under every peak of a crest and rises to the saddles between them.

    crest: y per column (width,). Returns places x (k,), rising, and distances (k,), both in picture heights: for
    `numpy.interp`, at places that may lie outside the picture.
    """
    width = len(crest)
    margin = height // 2
    x = (np.arange(-margin, width + margin, dtype=np.float32) + np.float32(0.5)) / np.float32(height)
    line = one_dimensional_blur(np.pad(crest, margin, mode="edge"), max(1.0, height * 0.025))
    # Where a crest runs level or straight, a swell of the ground decides where spurs begin.
    line = line + np.float32(0.022) * noise.value(x * np.float32(3.1) + drift[0], np.full_like(x, drift[1]))
    slope = np.sign(np.diff(line))
    turns = np.flatnonzero(slope[1:] * slope[:-1] <= 0) + 1
    places = np.concatenate([x[:1] - 1, x[turns], x[-1:] + 1])
    peaks = np.concatenate([[False], line[turns] <= line[turns - 1], [False]])
    left = np.diff(places, prepend=places[0] - 0.3)
    right = np.diff(places, append=places[-1] + 0.3)
    return places, np.where(peaks, 0, np.minimum((left + right) / 2, 0.45)).astype(np.float32)


def standing_apart(patch: Patch) -> Floats:
    """1 where a height lies wholly below the horizon or has the sky under it (n,): an islet, or a rock in the air."""
    frame = patch.frame
    afloat = smoothstep(0.02, 0.05, patch.outline - np.float32(frame.horizon))
    under = np.clip(frame.height - np.argmax(patch.mask[::-1], 0) + 2, 0, frame.height - 1)
    over_sky = frame.open_sky[under, np.arange(frame.width)] & patch.mask.any(0)
    aloft = one_dimensional_blur(over_sky, frame.height * 0.02)
    return np.asarray(np.maximum(afloat, aloft)[patch.column], np.float32)
