"""Level ground seen in perspective: grass, crops, flowers, snow, sand and earth."""

from __future__ import annotations

import numpy as np

from . import noise
from .colour import SNOW, Floats, floats, mix, palette, pick, smoothstep, srgb
from .patch import Patch
from .vegetation import grass_colours, snowed

_CROPS = palette((196, 166, 84), (168, 146, 70), (128, 136, 52), (150, 112, 66), (214, 190, 110))
_STUBBLE = palette((150, 132, 96), (128, 112, 84), (140, 124, 98))
_PETALS = {
    "poppy": palette((214, 60, 70), (236, 120, 60)),
    "lavender": palette((150, 90, 190), (112, 84, 200)),
    "buttercup": palette((240, 200, 40), (250, 225, 90)),
    "blossom": palette((235, 130, 170), (245, 235, 240)),
    "daisy": palette((245, 245, 240), (240, 210, 80)),
}
_DRY_SAND, _PALE_SAND = srgb(206, 180, 132), srgb(226, 204, 160)
_WET = floats(0.52, 0.48, 0.46)
_EARTH, _PALE_EARTH, _PEBBLE = srgb(112, 82, 56), srgb(152, 118, 82), srgb(150, 138, 122)


class Ground:
    """What all level ground shares: its bumps, broad patches, and how far it lies."""

    def __init__(self, patch: Patch) -> None:
        frame = patch.frame
        self.patch, self.frame = patch, frame
        self.drift = frame.offsets("ground")
        self.u, self.v = patch.ground_x * 5, patch.distance * 5
        self.pixel = patch.footprint * 2
        self.bumps, self.across, self.away = frame.fbm_slopes(
            self.u * 0.5 + self.drift[0], self.v * 0.5 + self.drift[1], 4, 0.55, self.pixel * 0.5
        )
        self.broad = frame.fbm(patch.ground_x * 0.9 + self.drift[2], patch.distance * 0.7 + self.drift[3], 3)

    def seen(self, colour: Floats) -> Floats:
        """`colour` behind the air between."""
        return self.frame.hazed(colour, self.patch.column, np.minimum(self.patch.distance * 0.22, 3.2) - 0.12)

    def blades(self) -> Floats:
        """Tufts of grass, about [-1, 1]: upright strokes near the viewer, blurred patches far away."""
        patch, frame = self.patch, self.frame
        strokes = frame.fbm(patch.x * 110 + self.drift[4], patch.y * 26 + self.drift[5], 2, 0.6)
        tufts = frame.fbm(self.u * 6, self.v * 3, 3, 0.7, self.pixel * 4)
        return np.asarray(strokes * smoothstep(0, 0.5, patch.below_horizon) + tufts * 0.8)

    def meadow(self, blades: Floats) -> Floats:
        """The colour of grass with such blades."""
        deep, light, dry = grass_colours(self.frame.style)
        albedo = mix(deep, light, smoothstep(-0.7, 0.7, self.broad + 0.5 * self.bumps))
        albedo = mix(albedo, dry, smoothstep(-0.2, 1.2, blades) * 0.7)
        contrast = 0.35 * blades * smoothstep(-0.02, 0.2, self.patch.below_horizon)
        return np.asarray(albedo * np.clip(1 + contrast, 0.35, 1.8)[:, None])

    def leafy(self, albedo: Floats, blades: Floats) -> Floats:
        """Plants on the ground, snowed upon in winter, in the light."""
        albedo = snowed(self.patch, albedo, 0.75 * self.bumps + 0.35 * self.broad - 0.35 * blades)
        colour = self.frame.lit(
            albedo,
            (-0.14 * self.across, 1.0, 0.25 + 0.14 * self.away),
            sunlit=0.80 + 0.2 * smoothstep(-0.6, 0.2, self.broad),
            skylit=0.8 + 0.2 * self.bumps,
            through=0.35,
        )
        return self.seen(colour)


def grass(patch: Patch) -> Floats:
    """A meadow."""
    ground = Ground(patch)
    blades = ground.blades()
    return ground.leafy(ground.meadow(blades), blades)


def field(patch: Patch) -> Floats:
    """A patchwork of crops in rows, with grassy edges between."""
    ground = Ground(patch)
    drift = patch.frame.offsets("field")
    blades = ground.blades()
    x, away = patch.ground_x, patch.distance
    column = x * 1.5 + drift[0] + 0.8 * noise.value(x * 0.3 + drift[1], away * 0.35)
    row = away * 0.95 + drift[2] + 0.7 * noise.value(x * 0.35, away * 0.2 + drift[3])
    plot = noise.hashed(np.floor(column), np.floor(row))
    border = np.minimum(np.minimum(column % 1, 1 - column % 1), np.minimum(row % 1, 1 - row % 1) * 0.7) * 0.8
    rows = np.sin((x + (plot * 7 % 1 - 0.5) * 0.48 * away) * 75) * np.clip(1 - ground.pixel * 5, 0, 1)
    crops = _STUBBLE if patch.frame.style.season == "winter" else _CROPS
    crop = pick(crops, plot) * np.clip(1 + 0.22 * rows + 0.30 * blades, 0.4, 1.6)[:, None]
    edge = grass_colours(patch.frame.style)[0] * np.float32(0.6)
    return ground.leafy(mix(edge, crop, smoothstep(0, 0.06, border)), blades)


def flower(patch: Patch) -> Floats:
    """A meadow full of flowers of the style's palette."""
    ground = Ground(patch)
    drift = patch.frame.offsets("flower")
    blades = ground.blades()
    petals = _PETALS[patch.frame.style.flowers]
    colour = np.broadcast_to(petals[0], (len(patch), 3))
    amount = patch.full(0)
    for k, scale in enumerate((16.0, 34.0)):
        heads = noise.cells(ground.u * scale * 0.45 + drift[k], ground.v * scale * 0.28 + drift[k + 2])
        size = ground.pixel * scale * 0.3
        head = smoothstep(0.50, 0.30, heads.near) * (heads.key > 0.25) * np.clip(1.3 - size, 0, 1)
        head = np.maximum(head, np.clip(size - 0.2, 0, 0.6))
        shade = petals[(heads.key * 9.7 % 1 > 0.5).astype(np.int32)] * (0.75 + 0.5 * heads.key)[:, None]
        colour = mix(colour, shade, smoothstep(0, 1, head)) if k else shade
        amount = np.maximum(amount, head)
    thick = np.clip(amount * (0.65 + 0.35 * smoothstep(-0.8, 0.1, ground.broad)), 0, 1)
    return ground.leafy(mix(ground.meadow(blades) * np.float32(0.8), colour, thick), blades)


def snow(patch: Patch) -> Floats:
    """A field of snow with drifts."""
    ground = Ground(patch)
    grain = patch.frame.fbm(ground.u * 5, ground.v * 5, 3, footprint=ground.pixel * 3)
    albedo = SNOW * (0.95 + 0.06 * ground.bumps + 0.05 * grain)[:, None]
    colour = patch.frame.lit(
        albedo,
        (-0.20 * ground.across, 1.0, 0.15 + 0.20 * ground.away),
        sunlit=0.75 + 0.25 * smoothstep(-0.6, 0.1, ground.bumps),
        skylit=0.92,
    )
    return ground.seen(colour)


def sand(patch: Patch) -> Floats:
    """Rippled sand, dark where it is wet."""
    ground = Ground(patch)
    frame = patch.frame
    ripples = np.sin((ground.v * 5 + 1.5 * ground.broad + ground.bumps * 1.2 + ground.u * 0.8) * 3)
    ripples = ripples * np.clip(1 - ground.pixel * 6, 0, 1)
    grain = frame.fbm(patch.x * 200, patch.y * 200, 2) * 0.05
    albedo = mix(_DRY_SAND, _PALE_SAND, smoothstep(-0.7, 0.7, ground.broad + 0.4 * ground.bumps))
    albedo = albedo * (1 + grain + 0.05 * ripples + 0.06 * ground.bumps)[:, None]
    wet = patch.of(frame.near(("river", "lake", "sea"), 0.035))
    albedo = mix(albedo, albedo * _WET, wet)
    albedo = snowed(patch, albedo, ground.bumps - 1.5 * wet, 0.7)
    normal = (-0.12 * ground.across, 1.0, 0.12 + 0.12 * ground.away + 0.07 * ripples)
    return ground.seen(frame.lit(albedo, normal, sunlit=0.9, skylit=0.95))


def dirt(patch: Patch) -> Floats:
    """Bare earth with pebbles."""
    ground = Ground(patch)
    frame = patch.frame
    pebbles = noise.cells(ground.u * 4, ground.v * 3)
    pebble = (pebbles.near < 0.3) * np.clip(1 - ground.pixel * 4, 0, 1)
    clods = frame.fbm(ground.u * 3, ground.v * 3, 4, 0.65, ground.pixel * 2)
    albedo = mix(_EARTH, _PALE_EARTH, smoothstep(-0.7, 0.7, ground.broad + 0.5 * clods))
    albedo = mix(albedo * (1 + 0.22 * clods)[:, None], _PEBBLE, pebble * 0.35)
    albedo = snowed(patch, albedo, ground.bumps - 0.5 * clods, 0.8)
    normal = (-0.16 * ground.across, 1.0, 0.15 + 0.16 * ground.away)
    return ground.seen(frame.lit(albedo, normal, sunlit=0.95, skylit=0.9))
