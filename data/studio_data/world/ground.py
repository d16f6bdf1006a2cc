"""What all level ground shares: how it lies in perspective, its bumps, drifts of light and shade, and how wet it is."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from .colour import SNOW, Floats, mix, smoothstep
from .fields import one_dimensional_blur
from .patch import Patch

_PLANE = np.float32(0.25)  # distance times height under the horizon
_NEAREST_FOLD = 0.004
_STEEPEST_FOLD = 0.3
_RISE = 0.02  # in picture heights above the horizon, from which on ground is a slope
_OUTLINE_BLUR = 0.03  # picture heights
_SLOPE_DEPTH = 0.25  # picture heights under its outline at which a slope no longer shows which way that falls
_PLANTS = ("grass", "field", "flower", "bush", "tree", "forest")
_BARREN = ("sand", "rock")
_UNDERSIDE = 0.3  # light left under ground that hangs in the sky


class Ground:
    """Ground under a patch.

    distance: from the viewer, about 0.3 (the lower border) to 125; x: sideways place on the ground, 0 in the middle;
    scale: picture heights that a quarter of a unit standing upright takes there (on a plane: how far under the horizon
    the pixel is); across_pixel, away_pixel: the ground that a pixel covers. Ground that rises above the horizon is a
    slope that faces the viewer: it goes on at the pace of the plane below it instead of running off to the horizon.
    """

    def __init__(self, patch: Patch) -> None:
        frame = patch.frame
        self.patch, self.frame, self.style = patch, frame, frame.style
        self.drift = frame.offsets("ground")
        below = patch.y - np.float32(frame.horizon)
        fold = np.clip(0.7 * self.rise, _NEAREST_FOLD, _STEEPEST_FOLD).astype(np.float32)
        level = np.maximum(below, fold)
        pace = _PLANE / (level * level)
        self.distance = _PLANE / level + pace * (level - below)
        self.scale = _PLANE / self.distance
        self.x = (patch.x - np.float32(frame.aspect / 2)) * self.distance * np.float32(0.9)
        self.across_pixel = self.distance * np.float32(0.9 / frame.height)
        self.away_pixel = np.minimum(pace / np.float32(frame.height), 8)
        self.nearness = np.clip(self.scale * np.float32(2), 0, 1)

    @cached_property
    def rise(self) -> Floats:
        """How far above the horizon each pixel's stretch of ground reaches, in picture heights; 0 on a plane."""
        patch, frame = self.patch, self.frame
        if float(patch.y[0]) > frame.horizon - _RISE:
            return patch.full(0)
        thing, boxes = patch.things
        above = np.float32(frame.horizon) - boxes[:, 0] / np.float32(frame.height)
        return np.asarray(np.where(above > _RISE, above, 0).astype(np.float32)[thing])

    # --- its shape and the light on it

    @cached_property
    def _bumps(self) -> tuple[Floats, Floats, Floats]:
        u, v = self.x * np.float32(2.5) + self.drift[0], self.distance * np.float32(2.5) + self.drift[1]
        return self.frame.fbm_slopes(u, v, 2, 0.5, self.away_pixel * np.float32(2.5))

    @property
    def bumps(self) -> Floats:
        """Height, about [-1, 1]."""
        return self._bumps[0]

    def normal(self, relief: float, lean: float = 0.2) -> tuple[Floats, float, Floats]:
        """The bumps' normal (right, up, towards the viewer); lean: how much the ground is tilted to the viewer."""
        _, across, away = self._bumps
        relief += 0.12 * self.style.snow_cover
        return self.tilt - relief * across, 1.0, lean + relief * away

    @cached_property
    def tilt(self) -> Floats:
        """How much a slope faces right (negative: left), as its outline shows; less so farther down."""
        patch, frame = self.patch, self.frame
        if not self.rise.any():
            return patch.full(0)
        outline = one_dimensional_blur(patch.outline, frame.height * _OUTLINE_BLUR)
        falls = np.clip(np.gradient(outline) * frame.height, -1.2, 1.2) if len(outline) > 1 else np.zeros_like(outline)
        height = np.maximum(patch.y - patch.outline[patch.column], 0)
        strength = 0.8 * np.minimum(self.rise * 6, 1) * np.exp(-height / _SLOPE_DEPTH)
        return np.asarray(falls[patch.column] * strength, np.float32)

    @cached_property
    def broad(self) -> Floats:
        """Drifts many steps wide, about [-1, 1]: richer and poorer soil."""
        u, v = self.x * np.float32(0.8) + self.drift[2], self.distance * np.float32(0.6) + self.drift[3]
        return self.frame.fbm(u, v, 3, 0.55, self.away_pixel * np.float32(0.5))

    @cached_property
    def sunlit(self) -> Floats:
        """The sun's share after the clouds' shadows that lie over the land, 0.5 to 1."""
        style = self.style
        u, v = self.x * np.float32(0.17) + self.drift[4], self.distance * np.float32(0.13) + self.drift[5]
        clouds = self.frame.fbm(u, v, 2, 0.5, self.away_pixel * np.float32(0.1))
        depth = 0 if style.is_night else (0.25 + 0.4 * min(1.0, 2 * style.cover)) * (1 - style.overcast)
        return np.asarray(1 - np.float32(depth) * smoothstep(0.0, 0.6, clouds))

    @cached_property
    def underside(self) -> Floats:
        """The light's share on ground that hangs in the sky: full above, little at its lower edge."""
        patch, frame = self.patch, self.frame
        sky = frame.mask("sky", "cloud", "sun")
        if not (patch.mask[:-1] & sky[1:]).any():
            return patch.full(1)
        below = np.minimum((patch.bottom * frame.height).astype(np.int32), frame.height - 1)
        hangs = sky[below, patch.column]
        low = smoothstep(0.3, 1.0, (patch.y - patch.top) / np.maximum(patch.bottom - patch.top, 0.005))
        return np.asarray(1 - np.float32(1 - _UNDERSIDE) * low * hangs)

    @cached_property
    def green(self) -> float:
        """How green the land around is, 0 (desert) to 1: what grows beside roads and on bare earth."""
        plants, bare = (float(self.frame.mask(*keys).mean()) for keys in (_PLANTS, _BARREN))
        return plants / (plants + bare) if plants + bare > 0 else 1.0

    # --- weather

    @cached_property
    def wetness(self) -> float:
        """How wet the rain has made it, 0 to 1."""
        return self.style.wetness

    def snowed(self, albedo: Floats, exposed: Floats, amount: float = 1.0) -> Floats:
        """`albedo` (n, 3) under the style's snow; `exposed` (n,), about [-1, 1], says where snow lies first."""
        cover = self.style.snow_cover * amount
        if cover <= 0:
            return albedo
        threshold = np.float32(1.1 - 2.3 * cover)
        white = smoothstep(-0.35, 0.35, exposed - threshold) * np.float32(0.97)
        return mix(albedo, SNOW * np.float32(1.04), white)

    def wetted(self, albedo: Floats, depth: Floats | float = 1.0) -> Floats:
        """`albedo` darkened by rain; depth (n,) or a number: how much it soaks up."""
        if self.wetness <= 0:
            return albedo
        dark = 1 - np.float32(0.48 * self.wetness) * np.asarray(depth, np.float32)
        return np.asarray(albedo * (dark[:, None] if dark.ndim else dark))

    def mirrored(self, colour: Floats, water: Floats) -> Floats:
        """`colour` with the sky mirrored in standing `water` (n,), 0 to 1; dark where something stands behind."""
        share = water * (0.25 + 0.65 * (1 - self.nearness) ** 2)
        wet = np.flatnonzero(share > 0.01)
        if not len(wet):
            return colour
        patch, frame = self.patch, self.frame
        y, x = patch.y[wet], patch.x[wet]
        sky = frame.light.radiance(x, np.maximum(y - frame.horizon, 0.02) * np.float32(1.3) + np.float32(0.04))
        row = np.clip(((2 * frame.horizon - y - 0.01) * frame.height).astype(np.int32), 0, frame.height - 1)
        open_air = frame.open_sky[row, patch.column[wet]]
        sky = sky * np.where(open_air, 1.0, 0.35).astype(np.float32)[:, None]
        result = colour.copy()
        result[wet] = mix(colour[wet], sky, share[wet])
        return result

    def seen(self, colour: Floats) -> Floats:
        """`colour` behind the air between."""
        air = np.minimum(self.distance * np.float32(0.22), np.float32(3.2)) - np.float32(0.12)
        return self.frame.hazed(colour * self.underside[:, None], self.patch.column, air)
