"""Where the light comes from: a sky of single scattering, the sun seen through it, and what both do to a surface.

Rayleigh and Mie scattering with ozone in red, green and blue along one path through the air (Nishita 1993, with one
sample), path lengths after Kasten and Young (1989). Day, golden hour, sunset and dusk come out of the sun's elevation
alone, without a step: once it has set, its sky fades into the earth's shadow and its afterglow (`twilight.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .colour import LUMA, Floats, floats, mix, smoothstep
from .style import Style
from .twilight import afterglow

_RAYLEIGH = floats(0.046, 0.108, 0.265)
_OZONE = floats(0.016, 0.030, 0.003)
_SKYLIGHT = floats(0.10, 0.17, 0.32)  # what has been scattered more than once
_MOONLIGHT = floats(0.20, 0.26, 0.38)
_DAWN_OZONE = 2.4  # the air of a night's end is clear of dust, and its ozone turns the low light rose


@dataclass(frozen=True)
class Sun:
    """The sun's (moon's) disc: place and radius in picture heights from the top left corner."""

    x: float
    y: float
    radius: float
    elevation: float
    front: bool


def air_mass(elevation: Floats | float) -> Floats:
    """Length of the path through the air, in units of the path straight up; elevation in radians."""
    elevation = np.maximum(elevation, 0)
    return np.asarray(1 / (np.sin(elevation) + 0.50572 * (np.degrees(elevation) + 6.08) ** -1.6364))


class Light:
    """The light of one picture.

    sun, ambient: linear RGB (3,) of the direct light on a surface that faces it, and of the sky's;
    disc: the sun itself as the camera sees it; direction: unit vector to it (right, up, towards the viewer);
    twilight: 0 until the sun sets, 1 once it is deep below; lamplight: how brightly lamps and windows shine, 0 to 1.
    """

    def __init__(self, style: Style, sun: Sun, horizon: float, aspect: float) -> None:
        self.style = style
        self.place = sun
        self.horizon = horizon
        self.aspect = aspect
        self.twilight = 0.0 if style.is_night else float(smoothstep(0.01, -0.08, floats(style.elevation))[0])
        self.lamplight = 1.0 if style.is_night else float(smoothstep(0.13, -0.07, floats(style.elevation))[0])
        self._ozone = _OZONE * np.float32(_DAWN_OZONE if style.hour == "dawn" else 1.0)
        self._mie = np.float32(0.035 * style.turbidity)
        self.disc = np.exp(-(_RAYLEIGH + self._mie + self._ozone) * air_mass(sun.elevation) * 0.9) * np.float32(18)
        self.direction = _direction(sun, style.sun_x, aspect)
        self._grey = self._clouded_sky()
        overhead = self.radiance(floats(0.1, 0.5, 0.9) * np.float32(aspect), floats(0.5, 0.9, 0.5))
        low = self.radiance(floats(0.1, 0.9) * np.float32(aspect), floats(0.06, 0.06))
        self.ambient = (overhead.mean(0) * 0.72 + low.mean(0) * 0.28) * np.float32(1.15)
        self.sun = self._direct()

    def _direct(self) -> Floats:
        """What a surface that faces the sun (moon) gets; a low sun's red is paler on things than in its own face."""
        hidden = np.float32(1 - 0.93 * self.style.overcast)
        if self.style.is_night:
            return _MOONLIGHT * hidden
        pale = self.disc + (self.disc @ LUMA - self.disc) * np.float32(0.22)
        risen = smoothstep(-0.045, 0.02, floats(self.style.elevation))[0]
        return np.asarray(pale * self._gold() * hidden * np.float32(0.62 * risen))

    def _gold(self) -> Floats:
        """What the last hour of sun does to its light: warmer than its disc alone would tell."""
        strength = np.exp(-(((self.style.elevation - 0.17) / 0.09) ** 2))
        return np.asarray(1 + floats(0.20, -0.02, -0.38) * np.float32(strength))

    def _clouded_sky(self) -> Floats:
        """The colour of a closed cover of clouds (3,): grey, with a breath of the hour's own colour."""
        across = floats(0.1, 0.5, 0.9) * np.float32(self.aspect)
        x, elevation = np.meshgrid(across, np.linspace(0.05, 0.6, 6, dtype=np.float32))
        clear = self._unclouded(x.ravel(), elevation.ravel()).mean(0)
        grey = floats(0.93, 0.99, 1.07) * clear.mean()
        return np.asarray(grey + (clear - grey) * np.float32(0.3 + 0.35 * self.lamplight))

    def radiance(self, x: Floats, elevation: Floats) -> Floats:
        """The cloudless (or evenly grey) sky's colour (n, 3) at picture x and at a height above the horizon."""
        elevation = np.maximum(elevation, 0.004)
        clear = self._unclouded(x, elevation)
        if not self.style.overcast:
            return clear
        grey = np.multiply.outer(0.62 + 0.30 * np.exp(-elevation * 2.5), self._grey)
        return clear + (grey - clear) * np.float32(0.92 * self.style.overcast)

    def _unclouded(self, x: Floats, elevation: Floats) -> Floats:
        if self.style.is_night:
            return self._night(x, elevation)
        clear = self._clear(x, elevation)
        if not self.twilight:
            return clear
        sun = self.place
        glow = afterglow(x - np.float32(sun.x if sun.front else self.aspect / 2), elevation, sun.front)
        return np.asarray(clear + (glow - clear) * np.float32(self.twilight))

    def _night(self, x: Floats, elevation: Floats) -> Floats:
        sky = mix(floats(0.012, 0.024, 0.066), floats(0.060, 0.100, 0.185), np.exp(-elevation * 2.2))
        if not self.place.front:
            return sky
        distance = np.hypot(x - self.place.x, self.horizon - elevation / 1.15 - self.place.y)
        halo = np.exp(-distance * distance * 30) + 0.3 * np.exp(-distance * 3)
        return np.asarray(sky + floats(0.10, 0.13, 0.20) * halo[..., None])

    def _clear(self, x: Floats, elevation: Floats) -> Floats:
        sun = self.place
        if sun.front:
            across = (x - sun.x) * 1.05
            up = elevation - (self.horizon - sun.y) * 1.15
            toward = np.cos(np.minimum(np.hypot(across, up), 3))
        else:
            toward = -0.2 - 0.2 * elevation
        rayleigh_phase = 0.75 * (1 + toward * toward)
        g = 0.78
        # A high sun's glow is no wider than its glare; a low one lights half the sky.
        strength = 0.17 + 0.11 * (1 - min(1.0, max(sun.elevation, 0.0) * 2.5))
        mie_phase = (1 - g * g) / (1 + g * g - 2 * g * toward) ** 1.5 * np.float32(strength)
        path = air_mass(elevation)[..., None]
        depth = _RAYLEIGH + self._mie
        shade = (0.22 + 0.78 * np.exp(-elevation * 3.2))[..., None]
        height = max(sun.elevation, 0.0)
        ozone = self._ozone * np.float32(3 * (1 - min(1.0, height * 2)))
        reaching = np.exp(-(depth + self._ozone) * air_mass(height) * shade * 0.8 - ozone)
        share = (_RAYLEIGH * rayleigh_phase[..., None] + self._mie * mie_phase[..., None]) / depth
        single = share * (1 - np.exp(-depth * path)) * reaching * np.float32(6.2)
        fill = _SKYLIGHT * np.float32((0.35 + 0.65 * min(1.0, height * 2.5)) * 1.1)
        return np.asarray(single + fill * (1 - np.exp(-depth * path * 2)), np.float32)

    def haze_columns(self, width: int, height: int) -> Floats:
        """The colour that distance takes on, per column (width, 3): the sky just above the horizon, and some above."""
        x = (np.arange(width, dtype=np.float32) + 0.5) / height
        low, high = (self.radiance(x, np.full(width, above, np.float32)) for above in (0.05, 0.4))
        return (0.78 * low + 0.22 * high) * np.float32(0.94 - 0.13 * self.style.overcast)


def _direction(sun: Sun, sun_x: float, aspect: float) -> Floats:
    azimuth = (sun.x - aspect / 2) * 1.6 if sun.front else sun_x * 1.5
    level = np.cos(sun.elevation)
    depth = (-1.0 if sun.front else 1.0) * level * np.cos(azimuth) * 0.55
    towards = np.array([level * np.sin(azimuth) * 1.2, max(np.sin(sun.elevation), 0.12), depth], np.float32)
    return np.asarray(towards / np.linalg.norm(towards))
