"""Water: what stands behind it mirrored and broken by waves, its own colour, the sun's path, and foam.

Reflection is looked up in the picture drawn so far: about the shore where something stands there, else about the
horizon.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from studio.labels import LANDSCAPE

from . import noise
from .colour import Floats, floats, lerp, mix, smoothstep, srgb
from .falls import falling_water
from .frame import Frame
from .geometry import WATER, is_any
from .patch import Patch

_SEA, _RIVER = LANDSCAPE.ids("sea", "river")
_STANDING = LANDSCAPE.ids("mountain", "hill", "bush", "tree", "forest", "building", "house", "rock", "bridge")
_DEEP_SEA, _LIGHT_SEA = srgb(8, 58, 84), srgb(22, 104, 116)
_DEEP_LAKE, _LIGHT_LAKE = srgb(20, 52, 54), srgb(34, 72, 60)
_SHALLOW = floats(2.0, 1.9, 1.5)
_SHALLOW_BED = srgb(80, 72, 50)
_FOAM = floats(0.95, 0.97, 1.0)
_MOON_PATH = floats(0.20, 0.24, 0.32)


class Waves:
    """The water's surface over a patch: heights and slopes, and how strong they are."""

    def __init__(self, patch: Patch) -> None:
        frame = patch.frame
        drift = frame.offsets("waves")
        label = frame.labels.reshape(-1)[patch.index]
        self.sea = label == _SEA
        calm = np.where(self.sea, 0.9, np.where(label == _RIVER, 0.45, 0.22)).astype(np.float32)
        self.strength = calm * np.float32(0.3 + frame.style.wave)
        scale = np.where(self.sea, np.float32(1.4), np.float32(2.2))
        self.height, self.across, self.away = frame.fbm_slopes(
            patch.ground_x * scale * 2.4 + drift[0],
            patch.distance * scale * 2.2 + drift[1],
            5,
            0.6,
            patch.footprint * 2,
        )
        self.nearness = np.clip(patch.below_horizon, 0, 1)
        stretched = 5 / (self.nearness + 0.03)
        glitter = frame.fbm(patch.x * 26 + drift[2], stretched + drift[3], 2)
        self.glitter = glitter * np.clip(self.nearness * 14, 0, 1)


def draw_water(frame: Frame, picture: Floats) -> None:
    """Draws rivers, lakes and seas into `picture` (height, width, 3), in place, after everything that they mirror."""
    mask = is_any(frame.labels, WATER)
    if not mask.any():
        return
    patch = Patch(frame, mask)
    # Water not yet drawn must not darken what is mirrored beside it.
    picture.reshape(-1, 3)[patch.index] = frame.haze_columns[patch.column]
    waves = Waves(patch)
    mirrored, sky = _reflection(patch, waves, picture)
    mirrored = mix(mirrored, sky, np.where(waves.sea, 0.35, 0.08) * np.clip(waves.strength, 0, 1))
    grazing = np.clip(waves.nearness * 2 + 0.10 * waves.away * waves.strength, 0.015, 1)
    fresnel = np.clip(0.05 + 0.95 * (1 - grazing) ** 4, 0.18, 0.93)
    fresnel = fresnel * np.clip(1 - 0.25 * waves.strength * np.maximum(waves.height, 0), 0, 1)
    colour = mix(_body(patch, waves), mirrored, fresnel)
    swell = 0.13 * waves.strength * waves.away * np.clip(waves.nearness * 5, 0.2, 1)
    colour = colour * np.clip(1 + swell, 0.5, 1.6)[:, None]
    colour = _sun_path(patch, waves, colour)
    colour = _foam(patch, waves, colour)
    distance = np.minimum(patch.distance * 0.12, 1.6) - 0.1
    picture.reshape(-1, 3)[patch.index] = falling_water(patch, frame.hazed(colour, patch.column, distance))


def _reflection(patch: Patch, waves: Waves, picture: Floats) -> tuple[Floats, Floats]:
    """The mirrored picture and, for water that mirrors nothing but air, the sky (n, 3)."""
    frame = patch.frame
    height, width = frame.height, frame.width
    blur = (max(3, height // 64), max(3, height // 128), 1)
    soft = ndimage.uniform_filter(picture, blur, mode="nearest")
    standing = is_any(frame.labels, _STANDING)

    strength, away = waves.strength, waves.away
    stretch = (0.02 + 0.09 * strength * waves.nearness**0.7) * np.abs(away) * 0.6
    rough = -0.004 - stretch + 0.012 * waves.glitter * strength
    x = patch.x + waves.across * 0.020 * strength * np.clip(waves.nearness * 3, 0.1, 1)
    column = np.clip((x * height).astype(np.int32), 0, width - 1)

    about_shore = np.clip(2 * patch.top - patch.y + rough, 0, 1)
    row = np.clip((about_shore * height).astype(np.int32), 0, height - 1)
    # Only what stands at the shore is mirrored about it; a wood beyond the meadow is mirrored about the horizon.
    reach = ndimage.maximum_filter1d(standing, 2 * max(2, height // 40) + 1, axis=0)
    shore = np.clip((patch.top * height).astype(np.int32) - 1, 0, height - 1)
    at_shore = standing[row, column] & reach[shore, column]
    about_horizon = np.clip(2 * np.minimum(np.float32(frame.horizon + 0.004), patch.y) - patch.y + rough, 0, 1)
    far_row = np.clip((about_horizon * height).astype(np.int32), 0, height - 1)
    row = np.where(at_shore, row, far_row)
    source_y = np.where(at_shore, about_shore, about_horizon)

    elevation = np.clip(frame.horizon - source_y, 0.03, 1) * 1.15 + 0.05
    sky = frame.light.radiance(patch.x, elevation)
    water_behind = patch.mask[row, column] & ~at_shore
    return np.where(water_behind[:, None], sky, soft[row, column]), sky


def _body(patch: Patch, waves: Waves) -> Floats:
    """The colour of the water itself, lighter over a shallow bed."""
    frame, light = patch.frame, patch.frame.light
    sea = mix(_DEEP_SEA, _LIGHT_SEA, np.clip(waves.nearness * 1.6 + 0.15 * waves.height, 0, 1))
    lake = mix(_DEEP_LAKE, _LIGHT_LAKE, smoothstep(-0.5, 0.5, waves.height))
    entering = light.ambient * np.float32(0.85) + light.sun * np.float32(0.16 * max(light.direction[1], 0.2))
    body = np.where(waves.sea[:, None], sea, lake) * entering
    shallow = patch.of(frame.near(("sand", "rock", "dirt", "grass"), 0.05)) * 0.6
    return mix(body, body * _SHALLOW + _SHALLOW_BED * light.ambient * np.float32(0.1), shallow)


def _sun_path(patch: Patch, waves: Waves, colour: Floats) -> Floats:
    """The glitter below a low sun or the moon ahead."""
    frame, style = patch.frame, patch.frame.style
    if not frame.sun.front or style.overcast or not (style.elevation < 0.45 or style.is_night):
        return colour
    width = 0.05 + 0.35 * waves.nearness + 0.05 * waves.strength
    aside = (patch.x - np.float32(frame.sun.x)) / width
    facets = 0.55 * waves.glitter + 0.5 * waves.height + 0.14 * np.abs(waves.away) + 0.25
    glint = np.exp(-aside * aside * 2.2) * smoothstep(0.15, 0.75, facets) * 0.8
    light = _MOON_PATH if style.is_night else frame.light.disc * np.float32(0.16 * (1 - 0.9 * frame.light.twilight))
    return np.asarray(colour + np.multiply.outer(glint, light))


def _foam(patch: Patch, waves: Waves, colour: Floats) -> Floats:
    """Surf along the shore and crests of a rough sea."""
    frame, light = patch.frame, patch.frame.light
    if not waves.sea.any():
        return colour
    drift = frame.offsets("foam")
    x, away = patch.ground_x, patch.distance
    shore = patch.of(frame.near(("sand", "rock", "dirt"), 0.022))
    lace = frame.fbm(x * 7 + drift[0], away * 6 + drift[1], 4, 0.6, patch.footprint * 3)
    surf = smoothstep(0.35, 0.75, shore + 0.35 * lace) * 0.85
    ridge = noise.value(x * 3.3 + drift[2] + 0.5 * waves.height, away * 9 + drift[3]) + 0.45 * waves.height
    rough = np.clip(frame.style.wave * 1.4 - 0.5, 0, 1) * np.clip(waves.nearness * 5, 0, 1)
    crests = smoothstep(0.75, 1.1, ridge) * rough * 0.5
    white = (light.ambient * 0.8 + light.sun * np.float32(0.45 * max(light.direction[1], 0.3))) * _FOAM
    return mix(colour, white, lerp(0.0, np.clip(np.maximum(surf, crests), 0, 1), waves.sea.astype(np.float32)))
