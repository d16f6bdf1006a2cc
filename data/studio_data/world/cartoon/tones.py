"""Tones: which of its material's few flat colours each sample takes, and what those colours are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE

from .. import noise
from ..colour import Floats, Mask
from ..fields import blurred
from .study import LUMA, Study

MOST_TONES = 6
_SAMPLES = 1500  # of a label, that its tones are found from
_ROUNDS = 5
_ROWS_READ = 96  # of the photo, at least, for the colours of its parts
_TREE, _BUSH, _FOREST = _LEAVES = LANDSCAPE.ids("tree", "bush", "forest")
_TURF = LANDSCAPE.ids(
    "grass",
)
_BUILT = LANDSCAPE.ids("building", "house", "bridge", "road")
_WATER = LANDSCAPE.ids("river", "lake", "sea")
_HEIGHTS = LANDSCAPE.ids("mountain", "hill", "snow", "rock")

Tones = NDArray[np.uint8]


def tones(study: Study, simplicity: float, levels: int) -> Tones:
    """The tone (H, W) of each sample, 0 the darkest.

    simplicity: how far small marks are merged, about 1; levels: tones of a natural material.
    """
    found = np.zeros(study.labels.shape, np.uint8)
    smooth = {grade: _smoothed(study, grade, simplicity) for grade in _grades_present(study)}
    for label in np.flatnonzero(np.bincount(study.labels.ravel(), minlength=len(LANDSCAPE))):
        mask = study.labels == label
        if label in _LEAVES:
            found[mask] = _foliage(study, mask, int(label), simplicity, levels)
        elif label in _TURF:
            found[mask] = _turf(study, mask, simplicity, levels)
        else:
            count = min(MOST_TONES, levels + 2) if label in _BUILT else levels
            found[mask] = _clustered(study, mask, smooth[_grade(int(label))], count)
    return found


def palette_of(study: Study, tone: Tones) -> Floats:
    """Colours (regions, MOST_TONES, 3) on the screen: every region's dark, middle and light parts as painted.

    Where the hand laid its tones by itself the photo's own brightness orders them; elsewhere the tones' means count.
    """
    step = max(1, study.photo.shape[0] // _ROWS_READ)
    some = np.s_[step // 2 :: step, step // 2 :: step]
    true = (study.coarse_labels == study.shown)[some].ravel()
    regions = study.coarse(study.regions)[some].ravel()[true]
    labels = study.coarse_labels[some].ravel()[true]
    count = int(study.regions.max()) + 1
    photo = study.photo[some].reshape(-1, 3)[true]
    light = photo @ LUMA
    own = study.coarse(tone)[some].ravel()[true].astype(np.int64)
    drawn = np.isin(labels, (*_LEAVES, *_TURF))
    size = np.bincount(regions, minlength=count) + 1e-6
    mean = np.bincount(regions, light, count) / size
    spread = np.sqrt(np.maximum(np.bincount(regions, light * light, count) / size - mean * mean, 0))
    apart = (light - mean[regions]) / (spread[regions] + 1e-4)
    own[drawn] = np.clip(np.searchsorted([-0.35, 0.55], apart[drawn]), 0, 2)
    table, weight = _means(regions * MOST_TONES + own, photo, count * MOST_TONES)
    table, weight = table.reshape(count, MOST_TONES, 3), weight.reshape(count, MOST_TONES, 1)
    whole, _ = _means(regions, photo, count)
    by_label, label_weight = _means(labels.astype(np.int64) * MOST_TONES + own, photo, 256 * MOST_TONES)
    owner = np.zeros(count, np.int64)
    owner[study.regions.ravel()] = study.labels.ravel()
    spare = by_label.reshape(256, MOST_TONES, 3)[owner]
    known = label_weight.reshape(256, MOST_TONES, 1)[owner] > 0
    found = (size > 1)[:, None, None]
    spare = np.where(known, spare, np.where(found, whole[:, None], study.photo.mean((0, 1))))
    table = (table * weight + spare * 2) / (weight + 2)
    return np.asarray(table, np.float32)


def _means(keys: NDArray[np.int64], colours: Floats, count: int) -> tuple[Floats, Floats]:
    weight = np.bincount(keys, minlength=count)
    sums = np.stack([np.bincount(keys, colours[:, k], count) for k in range(3)], -1)
    return sums / np.maximum(weight, 1)[:, None], weight


# --- tones read from the painted world


def _grade(label: int) -> str:
    for grade, labels in (("built", _BUILT), ("water", _WATER), ("heights", _HEIGHTS)):
        if label in labels:
            return grade
    return "ground"


_BLURS = {"built": (0.5, 0.5), "water": (1.5, 9.0), "heights": (5.0, 5.0), "ground": (4.0, 9.0)}  # thousandths


def _grades_present(study: Study) -> set[str]:
    present = np.flatnonzero(np.bincount(study.labels.ravel(), minlength=len(LANDSCAPE)))
    return {_grade(int(label)) for label in present if label not in (*_LEAVES, *_TURF)}


def _smoothed(study: Study, grade: str, simplicity: float) -> Floats:
    """The photo (H, W, 3) as broadly as a material of this grade is seen."""
    down, across = (share * simplicity * study.photo.shape[0] / 1000 for share in _BLURS[grade])
    planes = []
    for k in range(3):
        plane = study.photo[..., k]
        if max(down, across) > 0.3:
            plane = blurred(plane, (max(down, 0.2), max(across, 0.2)), 2.0)
        planes.append(study.fine(plane))
    return np.stack(planes, -1)


def _clustered(study: Study, mask: Mask, smooth: Floats, count: int) -> Tones:
    """Tones by likeness of colour, ordered from dark to light."""
    colours = smooth[mask]
    centres = centres_of(colours, count, samples=_SAMPLES, rounds=_ROUNDS)
    centres = centres[np.argsort(centres @ LUMA, kind="stable")]
    return nearest(colours, centres).astype(np.uint8)


def centres_of(colours: Floats, count: int, *, samples: int, rounds: int) -> Floats:
    """(count, 3) that stand for `colours` (N, 3): k-means of about `samples` of them, from quantiles of brightness."""
    some = colours[:: max(1, len(colours) // samples)]
    order = np.argsort(some @ LUMA, kind="stable")
    places = ((np.arange(count) + 0.5) / count * len(some)).astype(np.int64)
    centres: Floats = some[order[places]].astype(np.float32)
    for _ in range(rounds):
        chosen = nearest(some, centres)
        sums = np.stack([np.bincount(chosen, some[:, k], count) for k in range(3)], -1)
        size = np.bincount(chosen, minlength=count)[:, None]
        centres = np.asarray(np.where(size > 0, sums / np.maximum(size, 1), centres), np.float32)
    return centres


def nearest(colours: Floats, centres: Floats) -> NDArray[np.int64]:
    """Index of the centre nearest to each colour."""
    return np.asarray((colours @ (2 * centres.T) - (centres * centres).sum(1)).argmax(1))


# --- tones laid by the hand itself


def _foliage(study: Study, mask: Mask, label: int, simplicity: float, levels: int) -> Tones:
    """Scalloped clumps, light towards the sun, dark at the foot of the thing."""
    frame = study.frame
    rows, columns = np.nonzero(mask)
    y, x = study.y[rows, 0], study.x[0, columns]
    drift = frame.offsets("scallops")
    right, up, _ = frame.light.direction
    top = np.argmax(mask, 0)
    bottom = study.height - 1 - np.argmax(mask[::-1], 0)
    tall = np.maximum(bottom - top, 1)[columns]
    down = (rows - top[columns]) / tall
    if label == _FOREST:
        ball = noise.cells(x * (32 / simplicity) + drift[0], y * (13 / simplicity) + drift[1])
        spire = (ball.dy + np.float32(0.5)) * np.float32(0.55) - np.abs(ball.dx)  # above 0 within a fir's outline
        lit = np.float32(0.06) + np.float32(1.7) * spire + np.float32(0.7) * right * ball.dx
    else:
        pitch = (17.0 if label == _TREE else 24.0) / simplicity
        ball = noise.cells(x * pitch + drift[0], y * pitch * 1.15 + drift[1])
        reach = np.hypot(ball.dx - np.float32(0.20) * right, ball.dy + np.float32(0.22))
        lit = np.float32(0.55) - np.float32(1.15) * reach + np.float32(0.20) * (ball.key - 0.5)
    body = blurred(mask.astype(np.float32), study.pen(22))
    slope = np.gradient(body)
    round_off = (slope[0] * max(up, 0.4) - slope[1] * right)[rows, columns] * np.float32(study.pen(22) * 1.1)
    shade = lit + np.float32(0.75) * round_off + np.float32(0.34) - np.float32(0.62) * down
    steps = np.array([-0.12, 0.28], np.float32) if levels > 2 else np.array([0.05], np.float32)
    found = np.searchsorted(steps, shade)
    return np.asarray(found if levels > 2 else found + 1, np.uint8)


def _turf(study: Study, mask: Mask, simplicity: float, levels: int) -> Tones:
    """Broad swells of meadow, drawn out sideways the farther they lie."""
    frame = study.frame
    rows, columns = np.nonzero(mask)
    y, x = study.y[rows, 0], study.x[0, columns]
    depth = np.float32(0.25) / np.maximum(y - np.float32(frame.horizon), np.float32(0.02))
    drift = frame.offsets("swells")
    u = (x - np.float32(frame.aspect / 2)) * np.minimum(depth, 3) * np.float32(1.1 / simplicity) + drift[0]
    v = np.log(depth) * np.float32(3.2 / simplicity) + drift[1]
    swell: Floats = noise.value(u, v) + np.float32(0.35) * noise.value(u * 3.1, v * 2.7)
    if levels > 2:
        swell = swell + np.float32(0.10) * noise.value(x * 70, y * 40)
    steps = np.array([-0.42, 0.50], np.float32) if levels > 2 else np.array([0.1], np.float32)
    found = np.searchsorted(steps, swell)
    return np.asarray(found if levels > 2 else found + 1, np.uint8)
