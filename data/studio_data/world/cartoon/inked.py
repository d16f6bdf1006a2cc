"""The cartoon's last touch: flattened areas, and ink along the borders of things and the folds inside them."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from ..colour import LUMA, Floats, Mask, floats, smoothstep
from ..fields import blurred
from ..frame import Frame
from ..geometry import GROUND, is_any

_SOFT = ("void", "sky", "cloud", "sun", "fog")  # between these there is no ink
_PLAIN = (*_SOFT, "sea", "lake", "river", "grass", "field", "flower")  # inside these there is none
_INK = floats(0.10, 0.08, 0.14)


def inked(frame: Frame, picture: Floats) -> Floats:
    """`picture` (height, width, 3) in flat areas with dark, clear edges."""
    pen = max(1, frame.height // 256)
    flat = np.stack([ndimage.median_filter(picture[..., k], 2 * pen + 1) for k in range(3)], -1)
    outline = ndimage.grey_dilation(_borders(frame), size=(pen + 1, pen + 1))
    outline = np.clip(ndimage.gaussian_filter(outline, pen * 0.5) * 1.25, 0, 1)
    tone = np.log(flat @ LUMA + 0.02)
    folds = smoothstep(-0.035, -0.14, blurred(tone, pen * 0.8) - blurred(tone, pen * 2.0)) * ~frame.mask(*_PLAIN)
    ink = np.maximum(outline, 0.55 * folds)[..., None]
    return np.asarray(flat * (1 - ink) + ink * flat.mean((0, 1)) * _INK)


def _borders(frame: Frame) -> Floats:
    """Ink where labels meet, lighter between two kinds of ground."""
    labels, soft, ground = frame.labels, frame.mask(*_SOFT), is_any(frame.labels, GROUND)
    ink = np.zeros(labels.shape, np.float32)
    here, below = np.s_[:-1], np.s_[1:]
    for one, other in (((here,), (below,)), ((np.s_[:], here), (np.s_[:], below))):
        meets: Mask = (labels[one] != labels[other]) & ~(soft[one] & soft[other])
        weight = meets * np.where(ground[one] & ground[other], np.float32(0.55), np.float32(1))
        ink[one] = np.maximum(ink[one], weight)
    return ink
