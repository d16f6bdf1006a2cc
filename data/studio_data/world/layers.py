"""The layers of a picture, from the sky forward, and which material draws which label."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .bridge import bridge
from .clouds import draw_clouds
from .colour import Floats, Mask
from .conifers import forest
from .crops import field
from .details.draw import draw_details
from .dirt import dirt
from .falling import draw_falling
from .flowers import flower
from .fog import draw_fog
from .frame import Frame
from .gaps import open_gaps
from .grass import grass
from .hills import hill
from .house import house
from .mountains import mountain
from .patch import Patch
from .plants import bush, tree
from .roads import road
from .rocks import rock
from .sand import sand
from .shadows import cast_shadows
from .sky import sky
from .snow import snow
from .towers import building
from .water import draw_water

Material = Callable[[Patch], Floats]

_MATERIALS: dict[str, Material] = {
    "mountain": mountain,
    "hill": hill,
    "snow": snow,
    "grass": grass,
    "field": field,
    "flower": flower,
    "sand": sand,
    "dirt": dirt,
    "road": road,
    "rock": rock,
    "building": building,
    "house": house,
    "bridge": bridge,
    "forest": forest,
    "tree": tree,
    "bush": bush,
}


def drawn(frame: Frame) -> Floats:
    """Linear light (height, width, 3): the sky first, then things, and water after all that it mirrors."""
    open_gaps(frame)
    picture = np.zeros((frame.height, frame.width, 3), np.float32)
    flat = picture.reshape(-1, 3)
    if frame.open_sky.any():
        behind = Patch(frame, frame.open_sky)
        flat[behind.index] = sky(behind)
    draw_clouds(frame, picture)
    for key, material in _MATERIALS.items():
        mask = _where(frame, key)
        if mask.any():
            patch = Patch(frame, mask)
            flat[patch.index] = material(patch)
    cast_shadows(frame, picture)
    draw_water(frame, picture)
    draw_details(frame, picture)
    draw_fog(frame, picture)
    draw_falling(frame, picture)
    return picture


def _where(frame: Frame, key: str) -> Mask:
    """Where the material of `key` is drawn: snow on a mountain is the mountain's."""
    mask = frame.mask(key)
    if key == "mountain":
        return mask | frame.snow_caps
    if key == "snow":
        return mask & ~frame.snow_caps
    return mask
