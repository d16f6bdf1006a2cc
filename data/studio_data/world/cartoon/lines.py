"""Lines of a pen: outlines that swell and thin, lighter ones between two kinds of ground, finest inside things."""

from __future__ import annotations

import numpy as np

from studio.labels import LANDSCAPE

from .. import noise
from ..colour import Floats, smoothstep
from ..fields import blurred
from ..geometry import GROUND, is_any
from .study import Study
from .tones import Tones

_SOFT = LANDSCAPE.ids("void", "sky", "cloud", "sun", "fog")
_TREE = LANDSCAPE.id("tree")
_FOLDED = LANDSCAPE.ids("mountain", "rock", "hill", "house", "building", "bridge", "tree", "bush", "forest", "snow")
_BUILT = LANDSCAPE.ids("house", "building", "bridge")
_GROUND_WEIGHT = np.float32(0.62)
_TWIG_WEIGHT = np.float32(0.4)  # of bare trees: their branches are lines themselves


def outlines(study: Study, pen: float) -> Floats:
    """Ink (H, W), 0 to 1, where labels meet; pen: thousandths of the picture's height that a full line is wide."""
    labels = study.labels
    soft, ground = is_any(labels, _SOFT), is_any(labels, GROUND)
    weight = np.zeros(labels.shape, np.float32)
    for one, other in _neighbours():
        meets = (labels[one] != labels[other]) & ~(soft[one] & soft[other])
        flat_ground = (ground[one] | soft[one]) & (ground[other] | soft[other])
        _mark(weight, one, other, meets * np.where(flat_ground, _GROUND_WEIGHT, np.float32(1)))
    if study.frame.style.season == "winter":
        bare = blurred((labels == _TREE).astype(np.float32), study.pen(4)) > 0.02
        weight[bare] *= _TWIG_WEIGHT
    return _inked(study, weight, pen)


def folds(study: Study, tone: Tones, pen: float) -> Floats:
    """Ink (H, W) along the darkest shapes inside things, and round the parts of what is built."""
    labels = study.labels
    folded, built = is_any(labels, _FOLDED), is_any(labels, _BUILT)
    dark = (tone == 0) & folded
    weight = np.zeros(labels.shape, np.float32)
    for one, other in _neighbours():
        same = labels[one] == labels[other]
        meets = same & ((dark[one] != dark[other]) | (built[one] & (tone[one] != tone[other])))
        _mark(weight, one, other, meets.astype(np.float32))
    return _inked(study, weight, pen)


def _neighbours() -> tuple[tuple[tuple[slice, ...], tuple[slice, ...]], ...]:
    here, below, all_rows = np.s_[:-1], np.s_[1:], np.s_[:]
    return ((here,), (below,)), ((all_rows, here), (all_rows, below))


def _mark(weight: Floats, one: tuple[slice, ...], other: tuple[slice, ...], value: Floats) -> None:
    np.maximum(weight[one], value, out=weight[one])
    np.maximum(weight[other], value, out=weight[other])


def _inked(study: Study, weight: Floats, pen: float) -> Floats:
    """Lines of varying width along the marked samples: a blur cut at a level that wanders."""
    if not weight.any():
        return weight
    sigma = max(study.pen(pen) * 0.42, 0.5 * study.scale**0.5)
    spread = blurred(weight, sigma) * np.float32(sigma * 1.2533)
    drift = study.frame.offsets("pressure")
    touched = spread > 0.05
    rows, columns = np.nonzero(touched)
    y, x = study.y[rows, 0], study.x[0, columns]
    pressure = noise.value(x * 5 + drift[0], y * 5 + drift[1])
    near = smoothstep(study.frame.horizon - 0.15, 1.0, y)
    level = np.float32(0.50) - np.float32(0.16) * pressure - np.float32(0.14) * near
    soft = 0.16 if study.scale > 1 else 0.24
    ink = np.zeros_like(weight)
    ink[touched] = smoothstep(-soft, soft, spread[touched] - level)
    return ink
