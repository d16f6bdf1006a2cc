"""Towns: a tower wherever the skyline steps, with storeys, a shaded side and lit windows; tall ones are of glass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import noise
from .colour import SNOW, Floats, floats, mix, palette, smoothstep
from .patch import Patch

_FACADES = palette((172, 128, 104), (196, 186, 170), (210, 204, 196), (150, 140, 134), (118, 128, 140), (96, 108, 124))
_LAMP = floats(1.0, 0.74, 0.36)
_WIDEST = 0.17  # of one facade, in picture heights: a long block is a row of several
_STEP = 0.012  # of the skyline, from which another tower begins


def building(patch: Patch) -> Floats:
    """Facades from the roofs' edge down to the street."""
    frame = patch.frame
    number, left, wide = _towers(patch)
    depth, up = patch.y - patch.top, patch.foot - patch.y
    across = np.clip((patch.x - left) / wide, 0, 1)
    tall = np.clip((patch.foot - patch.top) * 2.2, 0, 0.999)
    is_glass = tall + 0.3 * (noise.hashed(number, 3) - 0.5) > 0.62

    # The side away from the sun is seen at an angle: its windows stand closer, its wall is in shade.
    share = 0.28 + 0.14 * noise.hashed(number, 5)
    lit_from_left = frame.light.direction[0] <= 0
    is_side = (across > 1 - share) if lit_from_left else (across < share)
    is_side &= wide > 0.035
    width = (0.017 + 0.012 * noise.hashed(number, 1)) * np.where(is_side, np.float32(0.6), np.float32(1))
    storey = 0.021 + 0.012 * noise.hashed(number, 2)
    column, row = np.floor((patch.x - left) / width), np.floor(depth / storey)
    in_column, in_row = (patch.x - left) / width - column, depth / storey - row
    half = np.where(is_glass, np.float32(0.43), np.float32(0.29))
    window = (np.abs(in_column - 0.5) < half) & (np.abs(in_row - 0.52) < np.where(is_glass, 0.40, 0.28))
    window &= (depth > 0.013) & (up > 0.016) & (across > 0.03) & (across < 0.97)

    shade = np.clip(tall + 0.3 * (noise.hashed(number, 3) - 0.5), 0, 0.999) * len(_FACADES)
    grain = 1 + 0.07 * frame.fbm(patch.x * 40, patch.y * 60, 2)
    ledges = 1 - 0.16 * smoothstep(0.84, 0.98, in_row) * ~is_glass
    albedo = _FACADES[shade.astype(np.int32)] * (grain * ledges)[:, None]
    albedo = mix(albedo, SNOW, (depth < 0.007) * np.float32(frame.style.snow_cover))
    turned = 0.85 if lit_from_left else -0.85
    wall = frame.lit(
        albedo,
        (np.where(is_side, turned, -0.25 * turned), 0.25, np.where(is_side, 0.35, 0.9)),
        sunlit=0.92,
        skylit=0.72 + 0.28 * smoothstep(0, 0.2, up),
    )
    wall = wall * (1 - 0.5 * smoothstep(0.009, 0.012, depth) * smoothstep(0.017, 0.013, depth))[:, None]
    colour = np.where(window[:, None], _glass(patch, number, column, row, is_side, up), wall)
    return frame.hazed(colour, patch.column, 0.9 / (1 + 8 * np.maximum(patch.foot - frame.horizon, 0)))


def _glass(patch: Patch, number: Floats, column: Floats, row: Floats, is_side: NDArray[np.bool_], up: Floats) -> Floats:
    """Panes that mirror the sky, the higher the brighter; as it gets dark, more and more of them are lit."""
    frame = patch.frame
    chance = noise.hashed(column, row, number, frame.seed)
    sky = frame.light.radiance(patch.x, 0.15 + 0.5 * np.clip(up * 2, 0, 1))
    mirrored = 0.22 + 0.5 * chance * smoothstep(0.0, 0.4, up) * np.where(is_side, np.float32(0.45), np.float32(1))
    glass = frame.light.ambient * np.float32(0.18) + sky * mirrored[:, None]
    lamp = frame.light.lamplight
    burning = (noise.hashed(column, row, number, 7) > 1.0 - 0.58 * lamp) * np.float32(min(1.0, 1.6 * lamp))
    return mix(glass, _LAMP * np.float32(0.62), burning)


def _towers(patch: Patch) -> tuple[Floats, Floats, Floats]:
    """For every pixel: its tower's number, where that begins, and how wide it is (picture heights)."""
    height = patch.frame.height
    skyline = patch.outline * height
    steps = np.abs(np.diff(skyline, prepend=skyline[:1])) > max(1.5, height * _STEP)
    columns = np.arange(len(skyline))
    begin = np.maximum.accumulate(np.where(steps, columns, 0))
    starts = np.flatnonzero(np.concatenate(([True], steps[1:])))
    ends = np.append(starts[1:], len(skyline))
    block = np.searchsorted(starts, begin, side="right") - 1
    wide = (ends - starts)[block] / np.float32(height)
    parts = np.maximum(1, np.round(wide / _WIDEST)).astype(np.float32)
    facade = wide / parts
    left = begin / np.float32(height)
    part = np.floor((columns / np.float32(height) - left) / facade)
    number = (block * 13 + part).astype(np.float32)
    here = patch.column
    return number[here], (left + part * facade).astype(np.float32)[here], facade.astype(np.float32)[here]
