"""Flowers: single blossoms over green stems near the viewer, carpets in drifts far away."""

from __future__ import annotations

import numpy as np

from . import noise
from .blossoms import Flower, strewn
from .colour import Floats, mix, palette, smoothstep, srgb
from .grass import Meadow
from .ground import Ground
from .patch import Patch
from .turf import Turf

_GREEN = srgb(64, 96, 38)
_FLOWERS = {
    "poppy": Flower(palette((196, 30, 28), (222, 62, 34)), srgb(26, 14, 20), _GREEN),
    "lavender": Flower(palette((126, 92, 180), (96, 74, 164)), srgb(150, 120, 200), srgb(96, 112, 84), 0.42, 1.15),
    "buttercup": Flower(palette((238, 196, 30), (248, 216, 70)), srgb(196, 130, 20), _GREEN),
    "blossom": Flower(palette((222, 108, 156), (240, 196, 214)), srgb(250, 214, 110), _GREEN),
    "daisy": Flower(palette((240, 240, 236), (226, 226, 224)), srgb(232, 176, 30), _GREEN),
}
_SEED_HEADS = Flower(palette((122, 96, 66), (96, 76, 56)), srgb(70, 54, 42), srgb(120, 100, 70), 0.8, 0.55)
_LAYERS = (("small flowers", 25.0), ("flowers", 15.0), ("near flowers", 9.0))
_IN_BLOOM = {"summer": 1.0, "spring": 0.85, "autumn": 0.40, "winter": 0.25}


def flower(patch: Patch) -> Floats:
    """A meadow full of flowers of the style's palette; few late in the year, seed heads in winter."""
    ground = Ground(patch)
    style = ground.style
    meadow = Meadow(ground, Turf(ground))
    kind = _SEED_HEADS if style.season == "winter" else _FLOWERS[style.flowers]
    bloom = np.float32(_IN_BLOOM[style.season])
    patchy = meadow.patches
    drifts = smoothstep(-0.75, 0.45, 0.8 * ground.broad + 0.5 * patchy + 0.15)
    albedo = meadow.albedo() * np.float32(0.82)
    albedo = _carpet(ground, albedo, kind, bloom * drifts)
    for name, many in _LAYERS:
        albedo = strewn(ground, albedo, kind, name, many, bloom * (0.10 + 0.50 * drifts))
    return meadow.lit(albedo)


def _carpet(ground: Ground, albedo: Floats, kind: Flower, share: Floats) -> Floats:
    """Heads too small to be told apart: specks in the middle distance that run together farther away."""
    specks = noise.cells(ground.x * np.float32(60), np.log(ground.distance) * np.float32(46))
    grain = np.clip(1.5 - ground.across_pixel * np.float32(50), 0, 1)
    speck = (specks.near < 0.42) * grain + 0.55 * (1 - grain)
    shade = 0.82 + 0.3 * (specks.key - 0.5) * grain
    far = smoothstep(0.36, 0.06, ground.scale)
    amount = np.clip(share * (0.12 + 0.88 * far) * speck * 1.2, 0, 0.85)
    return mix(albedo, kind.petals.mean(0) * shade[:, None], amount)
