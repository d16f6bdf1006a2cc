"""Noise along a line: ridges, shores and tree lines."""

from __future__ import annotations

import numpy as np

from studio_data.world.scenes.canvas import Floats


def outline(x: Floats, rng: np.random.Generator, frequency: float, octaves: int = 4, gain: float = 0.5) -> Floats:
    """Value noise summed over octaves, about -1..1: smooth swings first, straight crags in the finer octaves.

    `frequency` counts swings per unit of x in the first octave; each further one has twice as many, `gain` times as
    high. How much randomness it takes depends on the extent of x, not on how finely it is sampled.
    """
    total = np.zeros(x.shape, np.float64)
    weight, weights = 1.0, 0.0
    extent = float(np.ceil(x[-1] * 8) / 8)
    for octave in range(octaves):
        values = rng.normal(0.0, 0.5, int(np.ceil(frequency * extent)) + 3)
        position = x.astype(np.float64) * frequency
        if octave < 2:
            whole = np.floor(position)
            position = whole + _ease(position - whole)
        total += weight * np.interp(position, np.arange(len(values)), values)
        weights += weight
        weight *= gain
        frequency *= 2
    return (total * (1.6 / weights)).astype(np.float32)


def crags(x: Floats, rng: np.random.Generator, frequency: float) -> Floats:
    """A mountain ridge, about 0..1: noise folded at zero, so that its crests are sharp."""
    folded = 1 - np.abs(outline(x, rng, frequency, 7, 0.48)) * np.float32(1.6)
    ridge: Floats = np.float32(0.7) * folded + np.float32(0.3) * outline(x, rng, frequency * 0.6, 2)
    return ridge


def teeth(x: Floats, rng: np.random.Generator, count: float) -> Floats:
    """The tips of a line of conifers, 0..1: `count` spires per unit of x, each of its own height and place."""
    places = np.arange(-1.0, float(np.ceil(x[-1] * 8) / 8) * count + 2)
    places = (places + rng.uniform(-0.3, 0.3, len(places))) / count
    heights = rng.uniform(0.35, 1.0, len(places))
    nearest = np.clip(np.searchsorted(places, x), 1, len(places) - 1)
    left, right = nearest - 1, nearest
    fall = 1.3 * count
    spires = np.maximum(
        heights[left] - np.abs(x - places[left]) * fall, heights[right] - np.abs(x - places[right]) * fall
    )
    return np.maximum(spires, 0.0).astype(np.float32)


def _ease(t: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return t * t * (3 - 2 * t)
