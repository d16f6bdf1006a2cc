"""Contact shadows: standing things smeared over the ground, down and away from the sun."""

from __future__ import annotations

import numpy as np

from .colour import Floats
from .fields import blurred, enlarged, shrunk
from .frame import Frame

_STANDING = ("bush", "tree", "forest", "building", "house", "rock", "bridge")
_DRY = ("snow", "grass", "field", "flower", "sand", "dirt", "road")
_STEPS = 7


def cast_shadows(frame: Frame, picture: Floats) -> None:
    """Darkens the ground of `picture` (height, width, 3) in place under whatever stands; not at night."""
    standing = frame.mask(*_STANDING)
    if frame.style.is_night or not standing.any():
        return
    step = max(1, frame.height // 128)
    small = shrunk(standing.astype(np.float32), step)
    height, width = small.shape
    sideways = -frame.light.direction[0] / max(frame.light.direction[1], 0.25)
    shadow = np.zeros_like(small)
    for k in range(1, _STEPS + 1):
        down = round(k * height * 0.006 + 1)
        across = round(float(sideways * k * height * 0.011))
        if down >= height or abs(across) >= width:
            break
        onto = slice(max(across, 0), width + min(across, 0))
        out_of = slice(max(-across, 0), width + min(-across, 0))
        moved = small[: height - down, out_of] * np.float32(1 - 0.09 * k)
        np.maximum(shadow[down:, onto], moved, out=shadow[down:, onto])
    shadow = enlarged(blurred(shadow, 1.0), step, standing.shape)
    dark = np.where(frame.mask(*_DRY), shadow * np.float32(0.62 - 0.4 * frame.style.overcast), 0)
    picture *= (1 - dark)[..., None]
