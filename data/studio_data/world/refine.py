"""Borders as nature draws them: crowns ragged, ridges craggy, houses straight, a coarse sketch's stairs smoothed.

Every label's mask is blurred into a score, noise of the label's own grain is added along its border, and the highest
score takes the pixel.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import LANDSCAPE

from .colour import Floats
from .fields import enlarged
from .noise import fbm


class Border(NamedTuple):
    """How a label ends: smoothing in 1/160 picture heights, strength and grain (cells per height) of its raggedness.

    crag: how far its slopes are pushed in and out, in picture heights; level borders stay where they are.
    """

    smoothing: float
    strength: float
    grain: float
    crag: float = 0.0


_DEFAULT = Border(1.4, 0.0, 1)
_BORDERS = {
    LANDSCAPE.id(key): border
    for key, border in {
        "cloud": Border(3.0, 0.5, 14),
        "sun": Border(0.35, 0.0, 1),
        "mountain": Border(1.6, 0.40, 34, 0.034),
        "hill": Border(1.6, 0.30, 36, 0.012),
        "snow": Border(1.4, 0.25, 20),
        "rock": Border(1.4, 0.45, 30),
        "grass": Border(1.4, 0.5, 52),
        "field": Border(1.4, 0.45, 52),
        "flower": Border(1.4, 0.55, 48),
        "bush": Border(2.0, 0.6, 60),
        "tree": Border(1.8, 0.45, 40),
        "forest": Border(1.6, 0.5, 44),
        "sand": Border(1.6, 0.16, 16),
        "dirt": Border(1.4, 0.4, 40),
        "road": Border(1.6, 0.05, 30),
        "river": Border(1.4, 0.12, 14),
        "lake": Border(1.4, 0.10, 12),
        "sea": Border(1.4, 0.05, 10),
        "building": Border(0.35, 0.0, 1),
        "house": Border(0.35, 0.0, 1),
        "bridge": Border(0.35, 0.0, 1),
        "fog": Border(3.0, 0.3, 10),
    }.items()
}
_LEVEL = LANDSCAPE.ids("river", "lake", "sea", "sand")  # borders that run flat: their noise is stretched sideways
_UPRIGHT = LANDSCAPE.ids("grass", "field", "flower")  # borders of stalks: their noise is stretched upwards
_LYING = LANDSCAPE.ids("grass", "field", "flower", "dirt", "road")  # ragged near the viewer, smooth far away
_BUILDING = LANDSCAPE.id("building")


def cell_size(labels: NDArray[np.uint8]) -> int:
    """The pixels one cell of a coarse sketch takes (1 when borders fall anywhere)."""
    rows = np.flatnonzero((labels[1:] != labels[:-1]).any(1)) + 1
    columns = np.flatnonzero((labels[:, 1:] != labels[:, :-1]).any(0)) + 1
    steps = [int(np.gcd.reduce(places)) if len(places) > 3 else 1 for places in (rows, columns)]
    size = max(1, *steps)
    return size if size < labels.shape[0] // 12 else 1


def refined(
    labels: NDArray[np.uint8], supersample: int, drift: Floats, horizon: float | None = None
) -> NDArray[np.uint8]:
    """Labels at `supersample` times the resolution, with natural borders.

    labels: uint8 (H, W); drift: two offsets of the border noise. horizon: its y; borders of what lies on the
    ground are the calmer the nearer to it. Returns uint8 (H*supersample, W*supersample).
    """
    height, width = labels.shape
    shape = (height * supersample, width * supersample)
    unit = height / 160
    cell = cell_size(labels)
    stairs = 0.62 * cell if cell > 1 else 0.0
    chosen = np.zeros(shape, np.uint8)
    best = np.full(shape, -np.inf, np.float32)
    for label in np.flatnonzero(np.bincount(labels.ravel(), minlength=256)):
        border = _BORDERS.get(int(label), _DEFAULT)
        sigma = max(border.smoothing * unit, stairs * (0.15 if label == _BUILDING else 1.0))
        member = (labels == label).astype(np.float32)
        if border.crag:
            member = _pushed(member, border.crag, drift)
        score = ndimage.gaussian_filter(member, sigma, truncate=2.5, mode="nearest")
        if supersample > 1:
            score = enlarged(score, supersample, shape)
        if border.strength:
            calm = horizon if label in _LYING else None
            _roughen(score, border, drift + np.float32(1.7 * label), _stretch(int(label)), calm)
        wins = score > best
        chosen[wins] = label
        np.maximum(best, score, out=best)
    return chosen


def _pushed(member: Floats, crag: float, drift: Floats) -> Floats:
    """A mask whose rows are read a little to the left or right of where they lie."""
    height, width = member.shape
    step = max(1, height // 64)
    rows, columns = -(-height // step), -(-width // step)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * np.float32(step / height)
    push = fbm(x * 7 + drift[0], y * 15 + drift[1], 3, 0.55)
    push = enlarged(push, step, member.shape) * np.float32(crag * height)
    source = np.arange(width, dtype=np.float32) + push
    return np.asarray(np.take_along_axis(member, np.clip(np.rint(source), 0, width - 1).astype(np.intp), 1))


def _stretch(label: int) -> float:
    """Cells of a label's border noise down the picture for one across it."""
    return 2.5 if label in _LEVEL else 0.5 if label in _UPRIGHT else 1.0


def _roughen(score: Floats, border: Border, drift: Floats, stretch: float, horizon: float | None) -> None:
    flat = score.reshape(-1)  # a view: `score` is contiguous
    edge = np.flatnonzero((flat > 0.03) & (flat < 0.97))
    height, width = score.shape
    y = (edge // width + np.float32(0.5)) / np.float32(height)
    x = (edge % width + np.float32(0.5)) / np.float32(height)
    down = border.grain * stretch
    grain = fbm(x * np.float32(border.grain) + drift[0], y * np.float32(down) + drift[1], 3, 0.6)
    if horizon is not None:
        grain = grain * np.clip((y - np.float32(horizon)) * 3 + np.float32(0.1), 0.1, 1)
    here = flat[edge]
    flat[edge] = here + np.float32(0.8 * border.strength) * grain * np.sqrt(4 * here * (1 - here))
