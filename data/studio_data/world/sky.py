"""The open sky: air, thin high clouds, stars, and the disc of the sun or moon with its glow."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import Floats, floats, mix, smoothstep
from .cumulus import cumulus
from .light import Light
from .patch import Patch

_MOON = floats(0.85, 0.90, 0.95)
_MOONGLOW = floats(0.10, 0.12, 0.16)
_LOW_SUN = floats(6.0, 2.7, 0.7)
_SINKING_SUN = floats(1.7, 0.36, 0.14)
_STARLIGHT = floats(0.90, 0.95, 1.10)
_STARS = 55.0  # cells of the star field per picture height


def sky(patch: Patch) -> Floats:
    """The sky's colour at every pixel of the patch."""
    frame = patch.frame
    elevation = np.maximum(frame.horizon - patch.y, 0) * np.float32(1.15)
    air = frame.light.radiance(patch.x, elevation)
    if frame.style.weather == "clouds":
        air = cumulus(patch, air, elevation)
    colour, veil = _high_clouds(patch, air, elevation)
    if frame.style.is_night and frame.details:
        seen = (1 - veil) * smoothstep(0, 0.2, elevation) * (1 - frame.style.overcast)
        colour = colour + _stars(patch) * seen[:, None]
    if frame.sun.front:
        colour = _disc(patch, colour, veil)
    return colour


def _high_clouds(patch: Patch, air: Floats, elevation: Floats) -> tuple[Floats, Floats]:
    """Air behind thin clouds on a plane high above, and how much of it they hide (n,)."""
    frame = patch.frame
    light, overcast, cover = frame.light, frame.style.overcast, frame.style.cover
    drift = frame.offsets("high clouds")
    v = 1 / (elevation + np.float32(0.10))
    u = (patch.x - np.float32(frame.aspect / 2)) * v * np.float32(0.9)
    wisps = frame.fbm(u * 0.55 + drift[0] + 0.25 * frame.fbm(u * 0.4, v * 0.8, 2), v + drift[1], 5, 0.55)
    low = 0.62 - 1.15 * cover
    strength = 0.8 if overcast else 0.35 + 0.5 * cover
    veil = smoothstep(low, low + 1.0, wisps) * strength * smoothstep(0, 0.12, elevation)
    if overcast:
        billows = smoothstep(-0.6, 0.9, frame.fbm(u * 0.9 + drift[2], v * 1.6 + drift[3], 4, 0.6))
        return mix(air, air * (0.72 + 0.5 * billows)[:, None], veil), veil
    sunlight = 0.0 if frame.style.is_night else 0.10
    cloud = light.disc * np.float32(sunlight) + light.ambient * np.float32(0.85) + air * np.float32(0.35)
    return mix(air, cloud, veil), veil


def _stars(patch: Patch) -> Floats:
    drift = patch.frame.offsets("stars")
    spots = noise.cells(patch.x * _STARS + drift[0], patch.y * _STARS + drift[1])
    brightness = np.exp(-((spots.near * 16) ** 2)) * (spots.key > 0.55) * spots.key**6 * 2.2
    return np.asarray(np.multiply.outer(brightness, _STARLIGHT))


def _disc(patch: Patch, sky_colour: Floats, veil: Floats) -> Floats:
    frame = patch.frame
    sun, overcast, night = frame.sun, frame.style.overcast, frame.style.is_night
    distance = np.hypot(patch.x - np.float32(sun.x), patch.y - np.float32(sun.y))
    soft = max(0.12 * sun.radius, 1.0 / frame.height)
    inside = smoothstep(sun.radius + soft, sun.radius - soft, distance) * (1 - 0.85 * overcast) * (1 - 0.8 * veil)
    if night:
        maria = noise.value(patch.x * 1.1 / np.float32(sun.radius), patch.y * 1.1 / np.float32(sun.radius))
        face = np.multiply.outer(0.9 + 0.25 * maria, _MOON)
        glow = _MOONGLOW
    else:
        face = np.broadcast_to(_face(frame.light), sky_colour.shape)
        glow = frame.light.disc * np.float32(0.10)
    halo = np.exp(-((distance / np.float32(sun.radius * 2.2)) ** 1.3)) * (1 - overcast) * (1 - 0.5 * veil)
    return np.asarray(mix(sky_colour, face, inside) + np.multiply.outer(halo, glow))


def _face(light: Light) -> Floats:
    """The sun's own colour (3,): white by day; low down an orange that can be looked into, and red once it sinks."""
    low = smoothstep(0.32, 0.02, floats(light.style.elevation))[0]
    ember = _LOW_SUN + (_SINKING_SUN - _LOW_SUN) * np.float32(light.twilight)
    white = light.disc * np.float32(0.9) + np.float32(1.2)
    return np.asarray(white + (ember - white) * np.float32(0.9 * low))
