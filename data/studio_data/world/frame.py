"""A frame: everything the materials look at while one picture is drawn.

Coordinates: x runs from 0 to the aspect ratio, y from 0 (top) to 1, both in picture heights.
"""

from __future__ import annotations

import zlib
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE

from . import noise
from .colour import Floats, Mask, floats, mix, smoothstep
from .fields import near
from .geometry import HORIZONS, SKY, horizon_of, is_any, place_sun, snow_caps
from .light import Light
from .refine import refined
from .standing import Stand
from .style import Style

_BOUNCE = floats(0.050, 0.045, 0.030)  # sunlight that the ground throws back
_NEAR_FOG = 0.13  # distance that each unit of haze beyond 2 adds to everything
_EXTINCTION = 0.105  # of haze 1, per unit of distance


class Frame:
    """One label map under one style at drawing resolution.

    source: the map as painted, uint8 (h, w), without void; labels: refined, uint8 (height, width).
    horizon: its y, read from the map unless given; light: what shines. hand: one of HANDS that draws a cartoon, or
    None; cartoon: whether one does; details: stars and film grain.
    stands: the plants that stand in the labels forest, tree and bush, by label.
    """

    def __init__(
        self,
        source: NDArray[np.uint8],
        style: Style,
        *,
        seed: int,
        supersample: int,
        hand: str | None,
        details: bool,
        horizon: float | None = None,
    ) -> None:
        self.source = source
        self.style = style
        self.seed = seed
        self.supersample = supersample
        self.hand = hand
        self.cartoon = hand is not None
        self.details = details
        self.height, self.width = source.shape[0] * supersample, source.shape[1] * supersample
        self.aspect = self.width / self.height
        self.horizon = horizon_of(source) if horizon is None else float(np.clip(horizon, *HORIZONS))
        self.sun = place_sun(source, style, self.horizon)
        self.light = Light(style, self.sun, self.horizon, self.aspect)
        self.stands: dict[str, Stand] = {}
        self.labels = refined(source, supersample, self.offsets("borders"), self.horizon)

    def offsets(self, name: str) -> Floats:
        """Eight places in the noise banks that belong to `name` and the seed, so that no two textures coincide."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())]).uniform(0, 20, 8).astype(np.float32)

    def mask(self, *keys: str) -> Mask:
        """Where the refined map has one of the labels called `keys`."""
        return is_any(self.labels, LANDSCAPE.ids(*keys))

    @cached_property
    def open_sky(self) -> Mask:
        """Where the sky is seen: sky, cloud, sun, and fog, which hangs before it."""
        return is_any(self.labels, (*SKY, LANDSCAPE.id("fog")))

    @cached_property
    def snow_caps(self) -> Mask:
        """Snow painted on mountains, hills and rocks."""
        return snow_caps(self.labels)

    @cached_property
    def haze_columns(self) -> Floats:
        """The colour of distance per column, (width, 3)."""
        return self.light.haze_columns(self.width, self.height)

    def near(self, keys: tuple[str, ...], distance: float) -> Floats:
        """How near each pixel is to the labels `keys`, 1 to 0 within about twice `distance` picture heights."""
        mask = self.mask(*keys)
        if not mask.any():
            return np.zeros(mask.shape, np.float32)
        return near(mask, self.height * distance)

    def fbm(self, u: Floats, v: Floats, octaves: int = 5, gain: float = 0.5, footprint: Floats | None = None) -> Floats:
        """`noise.fbm`, as plain as a cartoon needs it."""
        if self.cartoon:
            octaves, gain = min(octaves, 2), min(gain, 0.4)
        return noise.fbm(u, v, octaves, gain, footprint)

    def fbm_slopes(
        self, u: Floats, v: Floats, octaves: int = 5, gain: float = 0.5, footprint: Floats | None = None
    ) -> tuple[Floats, Floats, Floats]:
        """`noise.fbm_slopes`, as plain as a cartoon needs it."""
        if self.cartoon:
            octaves, gain = min(octaves, 2), min(gain, 0.45)
        return noise.fbm_slopes(u, v, octaves, gain, footprint)

    def ridges(
        self, u: Floats, v: Floats, octaves: int = 5, gain: float = 0.5, erosion: float = 0.0
    ) -> tuple[Floats, Floats, Floats]:
        """`noise.ridges`, as plain as a cartoon needs it."""
        if self.cartoon:
            octaves, gain = min(octaves, 3), min(gain, 0.45)
        return noise.ridges(u, v, octaves, gain, erosion)

    def lit(
        self,
        albedo: Floats,
        normal: tuple[Floats | float, Floats | float, Floats | float],
        *,
        sunlit: Floats | float = 1.0,
        skylit: Floats | float = 1.0,
        through: float = 0.0,
    ) -> Floats:
        """The colour (n, 3) of a surface in the frame's light.

        normal: right, up and towards the viewer, of any length. sunlit, skylit: the share of sun and sky that
        reaches it. through: how much light passes through it, as through leaves.
        """
        nx, ny, nz = (np.asarray(part, np.float32) for part in normal)
        scale = 1 / np.sqrt(nx * nx + ny * ny + nz * nz)
        right, up, forward = self.light.direction
        facing = (nx * right + ny * up + nz * forward) * scale
        facing = np.maximum(facing, 0) * (1 - through) + through * (0.5 + 0.5 * facing)
        overhead = 0.55 + 0.45 * ny * scale
        sunlit, skylit = np.asarray(sunlit, np.float32), np.asarray(skylit, np.float32)
        if self.cartoon:
            direct = facing * sunlit
            facing = 0.16 + 0.34 * smoothstep(0.22, 0.27, direct) + 0.36 * smoothstep(0.52, 0.58, direct)
            sunlit = np.ones_like(sunlit)
            overhead = 0.62 + 0.25 * smoothstep(0.45, 0.5, overhead)
            skylit = 0.85 + 0.1 * smoothstep(0.45, 0.5, skylit)
        light = self.light
        direct_light = np.multiply.outer(np.asarray(facing * sunlit), light.sun)
        return np.asarray(
            albedo
            * (
                direct_light
                + np.multiply.outer(np.asarray(overhead * skylit), light.ambient)
                + np.multiply.outer(np.asarray(skylit), light.sun * _BOUNCE)
            )
        )

    def hazed(self, colour: Floats, column: NDArray[np.int32], distance: Floats | float) -> Floats:
        """`colour` (n, 3) seen through the air over a distance; about 3 is far. Dense air veils what is near, too."""
        haze = self.style.haze
        through = np.maximum(np.asarray(distance, np.float32), 0) + np.float32(_NEAR_FOG * max(0.0, haze - 2))
        veil = 1 - np.exp(-through * np.float32(_EXTINCTION * haze))
        return mix(colour, self.haze_columns[column], veil)
