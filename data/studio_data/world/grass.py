"""Meadows: tufts with lit tips near the viewer, calm drifts of light and dark far away."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from .blossoms import Flower, strewn
from .colour import LUMA, Floats, floats, mix, palette, smoothstep, srgb
from .ground import Ground
from .patch import Patch
from .turf import Turf
from .vegetation import grass_colours

_DAISY = Flower(palette((240, 240, 232), (232, 230, 224)), srgb(230, 180, 40), srgb(70, 104, 40))
_DANDELION = Flower(palette((236, 196, 40), (244, 208, 60)), srgb(214, 150, 24), srgb(70, 104, 40))
_OLIVE = floats(1.12, 1.0, 0.62)
_EARTH = srgb(74, 58, 40)
_LATE_GREEN, _RUSSET, _STRAW = srgb(98, 100, 56), srgb(142, 104, 62), srgb(196, 174, 122)


class Meadow:
    """Grass over a ground: its stalks, its colour and how it takes light and snow."""

    def __init__(self, ground: Ground, turf: Turf) -> None:
        self.ground, self.turf = ground, turf

    def albedo(self) -> Floats:
        """The colour of the grass, (n, 3)."""
        ground, turf = self.ground, self.turf
        deep, light, dry = grass_colours(ground.style)
        patches = self.patches
        albedo = mix(deep, light, smoothstep(-0.75, 0.75, ground.broad + 0.45 * ground.bumps + 0.4 * patches))
        albedo = mix(albedo, dry, smoothstep(0.1, 1.1, patches - 0.6 * ground.broad) * np.float32(0.55))
        if ground.style.season == "autumn":
            late = mix(_LATE_GREEN, _RUSSET, smoothstep(-0.6, 0.6, 0.8 * patches - 0.7 * ground.bumps))
            albedo, dry = 0.4 * albedo + 0.6 * late, _STRAW
        tips = smoothstep(0.45, 1.0, turf.height) * turf.seen * (0.45 + 0.35 * turf.stroke)
        albedo = mix(albedo, dry, np.clip(tips * 0.6, 0, 1))
        albedo = mix(albedo, (albedo @ LUMA)[:, None] * _OLIVE, patches * np.float32(0.06) + np.float32(0.16))
        return np.asarray(albedo * (turf.shade() * (1 + 0.16 * patches))[:, None])

    @cached_property
    def patches(self) -> Floats:
        """Clumps a step or two wide, about [-1, 1]."""
        ground = self.ground
        u, v = ground.x * np.float32(9) + ground.drift[6], ground.distance * np.float32(5) + ground.drift[7]
        return ground.frame.fbm(u, v, 3, 0.6, ground.away_pixel * np.float32(3.2))

    def exposed(self) -> Floats:
        """Where snow lies first: in the hollows of the ground, last on the tips of the stalks."""
        ground, turf = self.ground, self.turf
        tips = np.maximum(turf.height - 0.5 + 0.5 * turf.stroke, -0.1) * turf.seen
        return np.asarray(0.4 * ground.broad + 0.35 * ground.bumps - 1.6 * tips)

    def lit(self, albedo: Floats) -> Floats:
        """Plants on the ground in the light, wet or snowed upon; behind the air between."""
        ground, turf = self.ground, self.turf
        albedo = bank(ground, ground.snowed(ground.wetted(albedo, 0.8), self.exposed()))
        tips = smoothstep(0.5, 1.0, turf.height) * turf.seen
        glow = (0.7 if ground.frame.sun.front else 0.15) * tips
        light = ground.frame.lit(
            albedo,
            ground.normal(0.10, 0.25),
            sunlit=ground.sunlit * (0.9 + 0.10 * ground.bumps + glow),
            skylit=0.86 + 0.14 * ground.bumps,
            through=0.4,
        )
        return ground.seen(light)


def bank(ground: Ground, albedo: Floats) -> Floats:
    """The turf's edge: earth in its own shade where the ground ends above water, sand or a road."""
    patch = ground.patch
    depth = ground.scale * np.float32(0.045)
    rim = np.flatnonzero((patch.bottom - patch.y < np.maximum(depth, 0.004) * 1.6) & (patch.bottom < 0.99))
    if not len(rim):
        return albedo
    below = (patch.bottom - patch.y)[rim] / np.maximum(depth[rim], 0.004)
    result = albedo.copy()
    shade = smoothstep(1.0, 0.2, below + 0.5 * ground.bumps[rim]) * np.float32(0.5)
    result[rim] = mix(albedo[rim], _EARTH * np.float32(0.7), shade)
    return result


def grass(patch: Patch) -> Floats:
    """A meadow; in spring with dandelions and daisies."""
    ground = Ground(patch)
    meadow = Meadow(ground, Turf(ground))
    albedo = meadow.albedo()
    if ground.style.season == "spring":
        share = np.clip(0.10 + 0.35 * ground.broad + 0.25 * meadow.patches, 0, 1)
        albedo = strewn(ground, albedo, _DAISY, "daisies", 34.0, share)
        albedo = strewn(ground, albedo, _DANDELION, "dandelions", 26.0, share * np.float32(0.7))
    return meadow.lit(albedo)
