"""Cast shadows: the silhouette of what stands, laid on the ground away from the sun, and a dark foot under it."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from .colour import LUMA, Floats, Mask
from .fields import blurred, column_runs, enlarged, shrunk
from .frame import Frame

_STANDING = ("bush", "tree", "forest", "building", "house", "rock", "bridge", "hill", "mountain")
_DRY = ("snow", "grass", "field", "flower", "sand", "dirt", "road")
_LONGEST = 3.0  # shadow lengths, in heights of the thing
_WIDE = 0.45  # of the picture's height: a wider front stands on its own lower border instead of on one foot


def cast_shadows(frame: Frame, picture: Floats) -> None:
    """Darkens the ground of `picture` (height, width, 3) in place where the light of sun or moon is kept off it."""
    standing = frame.mask(*_STANDING)
    dry = frame.mask(*_DRY) & ~frame.snow_caps
    if not standing.any() or not dry.any():
        return
    step = max(1, frame.height // 128)
    small = shrunk(standing.astype(np.float32), step)
    thrown = _projected(frame, small > 0.5)
    contact = np.zeros_like(small)
    contact[1:] = small[:-1]
    contact = blurred(contact, (1.2, 0.8))
    direct, sky = 0.5 * float(frame.light.sun @ LUMA), float(frame.light.ambient @ LUMA)
    share = np.float32(0.95 * direct / (direct + sky + 1e-6))
    dark = 1 - (1 - share * thrown) * (1 - np.float32(0.3) * contact)
    picture *= (1 - np.where(dry, enlarged(dark, step, standing.shape), 0))[..., None]


def _projected(frame: Frame, standing: Mask) -> Floats:
    """How much of the sun is hidden from the ground at each cell, 0 to 1, softer the further from the foot.

    On level ground seen from a constant height, a point `rise` above a foot `below` the horizon throws its shadow to
    below / (1 + away * rise): the distance itself cancels out.
    """
    height, width = standing.shape
    right, up, forward = (float(part) for part in frame.light.direction)
    aside = np.float32(np.clip(-right / up, -_LONGEST, _LONGEST))
    away = np.float32(np.clip(forward / up, -_LONGEST, _LONGEST))
    rows, columns = np.nonzero(standing)
    base = _feet(standing)
    below = base / np.float32(height) - np.float32(frame.horizon)
    grounded = below > 0.01
    rows, columns, base, below = rows[grounded], columns[grounded], base[grounded], below[grounded]
    shadow = np.zeros((height, width), np.float32)
    middle = np.float32(frame.aspect / 2)
    # Four samples a cell leave no gaps where a shadow is longer than its thing.
    for part in range(4):
        rise = np.maximum(base - rows - np.float32(0.5 * (part // 2)), 0) / np.float32(height)
        squeeze = np.maximum(1 + away * rise, np.float32(0.3))
        x = (columns + np.float32(0.25 + 0.5 * (part % 2))) / np.float32(height)
        x = middle + (x - middle + aside * rise) / squeeze
        row = ((frame.horizon + below / squeeze) * height).astype(np.int32)
        column = np.floor(x * height).astype(np.int32)
        seen = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        shadow[row[seen], column[seen]] = (1 - 0.5 * np.minimum(rise * 2.5, 1))[seen]
    return np.asarray(np.minimum(blurred(shadow, (0.7, 0.9)) * np.float32(1.2), 1))


def _feet(standing: Mask) -> Floats:
    """The row on which each standing cell's thing meets the ground (n,); a wide front meets it column by column."""
    numbered, count = ndimage.label(standing)
    number = numbered[standing] - 1
    boxes = ndimage.find_objects(numbered, count)
    lowest = np.array([box[0].stop for box in boxes], np.float32)
    narrow = np.array([box[1].stop - box[1].start for box in boxes], np.float32) < _WIDE * len(standing)
    if not count:
        return np.zeros(0, np.float32)
    own = np.minimum(column_runs(standing)[1], len(standing) - 1) + np.float32(1)
    return np.asarray(np.where(narrow[number], lowest[number], own), np.float32)
