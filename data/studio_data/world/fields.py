"""Whole-picture fields: blurs at the resolution they need, runs of a mask along its columns and rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .colour import Floats, Mask


def blurred(field: Floats, sigma: float | tuple[float, float], reach: float = 2.5) -> Floats:
    """Gaussian blur of a float32 (H, W) field, cut at `reach` sigmas; wide ones are made on a smaller copy.

    sigma: in pixels, one number or (down, across).
    """
    down, across = (sigma, sigma) if isinstance(sigma, (int, float)) else sigma
    step = 1
    while min(down, across) / (2 * step) >= 1.6 and min(field.shape) >= 8 * step:
        step *= 2
    if step == 1:
        return np.asarray(ndimage.gaussian_filter(field, (down, across), truncate=reach, mode="nearest"))
    small = shrunk(field, step)
    small = ndimage.gaussian_filter(small, (down / step, across / step), truncate=reach, mode="nearest")
    return enlarged(small, step, field.shape)


def shrunk(field: Floats, step: int) -> Floats:
    """Means of step x step blocks; the last row and column are repeated to fill the last blocks."""
    height, width = field.shape
    padded = field
    if height % step or width % step:
        padded = np.pad(field, ((0, -height % step), (0, -width % step)), mode="edge")
    total = padded[:, ::step].copy()
    for k in range(1, step):
        total += padded[:, k::step]
    rows = total[::step].copy()
    for k in range(1, step):
        rows += total[k::step]
    return rows * np.float32(1 / (step * step))


def enlarged(small: Floats, step: int, shape: tuple[int, ...]) -> Floats:
    """A field shrunk by `step`, brought back to `shape` by linear interpolation between block centres."""
    return np.ascontiguousarray(_stretched(_stretched(small, step, shape[0]).T, step, shape[1]).T)


def fitted(plane: Floats, shape: tuple[int, ...]) -> Floats:
    """A plane brought to `shape` by linear interpolation, up or a little down."""
    tall = _stretched(plane, shape[0] / plane.shape[0], shape[0])
    return np.ascontiguousarray(_stretched(tall.T, shape[1] / plane.shape[1], shape[1]).T)


def _stretched(rows: Floats, step: float, length: int) -> Floats:
    place = (np.arange(length, dtype=np.float32) + np.float32(0.5)) / np.float32(step) - np.float32(0.5)
    place = np.clip(place, 0, len(rows) - 1)
    first = place.astype(np.int32)
    second = np.minimum(first + 1, len(rows) - 1)
    share = (place - first)[:, None]
    return np.asarray(rows[first] * (1 - share) + rows[second] * share)


def row_runs(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For every pixel of `mask`, in row-major order: the first and last column of its unbroken stretch in its row."""
    edge = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int8)
    edge[:, :-1] = mask
    edge[:, 1:] -= mask
    rows_start, first = np.nonzero(edge == 1)
    last = np.nonzero(edge == -1)[1] - 1
    del rows_start
    lengths = last - first + 1
    return np.repeat(first, lengths).astype(np.int32), np.repeat(last, lengths).astype(np.int32)


def column_runs(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For every pixel of `mask`, in row-major order: the first and last row of its unbroken stretch in its column."""
    turned = np.ascontiguousarray(mask.T)
    first, last = row_runs(turned)
    plane = np.zeros((2, *mask.shape), np.int32)
    plane.transpose(0, 2, 1)[:, turned] = first, last
    return plane[0][mask], plane[1][mask]


def near(mask: Mask, across: float, down: float | None = None) -> Floats:
    """How near the pixels of `mask` are: 1 on it, fading to 0 at about twice `across` pixels sideways."""
    down = across * 0.5 if down is None else down
    return np.asarray(np.clip(blurred(mask.astype(np.float32), (down, across), 2.0) * 2, 0, 1))


def one_dimensional_blur(values: NDArray[Any], sigma: float) -> Floats:
    """Gaussian blur of a line of values."""
    return np.asarray(ndimage.gaussian_filter1d(values.astype(np.float32), sigma, mode="nearest"))
