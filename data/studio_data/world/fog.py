"""Painted fog: a bank of haze laid softly over whatever lies behind."""

from __future__ import annotations

import numpy as np

from .colour import Floats, mix
from .fields import blurred
from .frame import Frame


def draw_fog(frame: Frame, picture: Floats) -> None:
    """Lays painted fog over `picture` (height, width, 3), in place."""
    mask = frame.mask("fog")
    if not mask.any():
        return
    body = blurred(mask.astype(np.float32), frame.height * 0.02)
    index = np.flatnonzero(body > 0.01)
    x = (index % frame.width) / np.float32(frame.height)
    y = (index // frame.width) / np.float32(frame.height)
    drift = frame.offsets("fog")
    billows = frame.fbm(x * 4 + drift[0], y * 9 + drift[1], 4)
    thick = np.clip(body.reshape(-1)[index] * (1.15 + 0.5 * billows), 0, 1) * np.float32(0.93)
    flat = picture.reshape(-1, 3)
    flat[index] = mix(flat[index], frame.haze_columns[index % frame.width] * np.float32(1.05), thick)
