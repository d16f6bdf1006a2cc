"""Noise: two tileable banks, made once, that every texture is read from.

Band-passed noise comes with its analytic derivatives (so bumps are lit without a second look), cellular noise (Worley
1996) with the offset to its cell's centre, which is the normal of a ready-made sphere. Coordinates are in cells.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .colour import Floats

_SIDE = 512  # of the band-passed bank, a power of two
_CYCLES = 24.0  # noise cells along it
_CELL_SIDE = 1024  # of the cellular bank, a power of two
_CELL_COUNT = 40  # cells along it


class Cells(NamedTuple):
    """Cellular noise at points: distance to the nearest and second centre, offset from the nearest, its number."""

    near: Floats
    second: Floats
    dx: Floats
    dy: Floats
    key: Floats

    @property
    def edge(self) -> Floats:
        """Distance-like value that is 0 on the border between two cells."""
        return np.asarray(self.second - self.near)


class _Bank(NamedTuple):
    value: Floats  # (side * side,)
    slopes: Floats  # (side * side, 3): value and its two derivatives
    cells: Floats  # (cell side * cell side, 5): the fields of Cells


@lru_cache(maxsize=1)
def _bank() -> _Bank:
    rng = np.random.default_rng(7)
    slopes = _band_passed(rng)
    return _Bank(np.ascontiguousarray(slopes[:, 0]), slopes, _cellular(rng))


def _band_passed(rng: np.random.Generator) -> Floats:
    frequency = np.fft.fftfreq(_SIDE) * _SIDE
    across, down = np.meshgrid(frequency, frequency)
    radius = np.hypot(across, down)
    spectrum = (
        np.fft.fft2(rng.standard_normal((_SIDE, _SIDE))) * np.exp(-(((radius - _CYCLES) / 9) ** 2)) * (radius > 0)
    )
    value = np.fft.ifft2(spectrum).real
    scale = 2.1 * value.std()
    turn = 2j * np.pi / _CYCLES
    planes = [value, np.fft.ifft2(spectrum * across * turn).real, np.fft.ifft2(spectrum * down * turn).real]
    return np.asarray((np.stack(planes, -1) / scale).astype(np.float32).reshape(-1, 3))


def _cellular(rng: np.random.Generator) -> Floats:
    from scipy.spatial import cKDTree

    pitch = _CELL_SIDE / _CELL_COUNT
    corners = np.stack(np.meshgrid(np.arange(_CELL_COUNT), np.arange(_CELL_COUNT)), -1).reshape(-1, 2)
    centres = (corners + rng.uniform(0, 1, corners.shape)) * pitch % _CELL_SIDE
    points = np.stack(np.meshgrid(np.arange(_CELL_SIDE), np.arange(_CELL_SIDE)), -1).reshape(-1, 2)
    distance, nearest = cKDTree(centres, boxsize=_CELL_SIDE).query(points, 2)
    offset = (points - centres[nearest[:, 0]] + _CELL_SIDE / 2) % _CELL_SIDE - _CELL_SIDE / 2
    key = rng.uniform(0, 1, len(centres))[nearest[:, 0]]
    return np.column_stack([distance / pitch, offset / pitch, key]).astype(np.float32)


def _corners(u: Floats, v: Floats) -> tuple[tuple[NDArray[Any], ...], Floats, Floats]:
    """Bank indices of the four neighbours of each point, and the point's place between them."""
    scale = np.float32(_SIDE / _CYCLES)
    u, v = np.asarray(u, np.float32) * scale, np.asarray(v, np.float32) * scale
    left, top = np.floor(u), np.floor(v)
    across, down = u - left, v - top
    i, j = left.astype(np.int32), top.astype(np.int32)
    last = _SIDE - 1
    i0, i1, j0, j1 = i & last, (i + 1) & last, (j & last) * _SIDE, ((j + 1) & last) * _SIDE
    return (j0 + i0, j0 + i1, j1 + i0, j1 + i1), across, down


def value(u: Floats, v: Floats) -> Floats:
    """Band-passed noise at (u, v), about [-1, 1]; of one shape with the points."""
    (a, b, c, d), across, down = _corners(u, v)
    bank = _bank().value
    top, bottom = bank.take(a), bank.take(c)
    top += (bank.take(b) - top) * across
    bottom += (bank.take(d) - bottom) * across
    return np.asarray(top + (bottom - top) * down)


def slopes(u: Floats, v: Floats) -> tuple[Floats, Floats, Floats]:
    """Band-passed noise and its derivatives by u and v."""
    (a, b, c, d), across, down = _corners(u, v)
    across, down = across[..., None], down[..., None]
    bank = _bank().slopes
    top, bottom = bank.take(a, axis=0), bank.take(c, axis=0)
    top += (bank.take(b, axis=0) - top) * across
    bottom += (bank.take(d, axis=0) - bottom) * across
    top += (bottom - top) * down
    return top[..., 0], top[..., 1], top[..., 2]


def cells(u: Floats, v: Floats) -> Cells:
    """Cellular noise at (u, v)."""
    scale = np.float32(_CELL_SIDE / _CELL_COUNT)
    last = _CELL_SIDE - 1
    i = np.rint(np.asarray(u, np.float32) * scale).astype(np.int32) & last
    j = np.rint(np.asarray(v, np.float32) * scale).astype(np.int32) & last
    found = _bank().cells.take(j * _CELL_SIDE + i, axis=0)
    return Cells(found[..., 0], found[..., 1], found[..., 2], found[..., 3], found[..., 4])


def _fade(amplitude: float, frequency: float, footprint: Floats | None) -> Floats | float:
    """An octave's weight where a pixel covers `footprint` cells: finer than a pixel is left out (no aliasing)."""
    if footprint is None:
        return amplitude
    return np.asarray(amplitude * np.clip(1.6 - 3.2 * frequency * footprint, 0, 1))


def fbm(u: Floats, v: Floats, octaves: int = 5, gain: float = 0.5, footprint: Floats | None = None) -> Floats:
    """Fractal sum of octaves, about [-1, 1]."""
    total: Floats | float = 0.0
    amplitude, frequency, weight = 1.0, 1.0, 0.0
    for octave in range(octaves):
        f = np.float32(frequency)
        octave_value = value(u * f + np.float32(17.3 * octave), v * f + np.float32(9.1 * octave))
        total = total + _fade(amplitude, frequency, footprint) * octave_value
        weight += amplitude
        amplitude *= gain
        frequency *= 2.03
    return np.asarray(total / np.float32(weight * 0.62))


def fbm_slopes(
    u: Floats, v: Floats, octaves: int = 5, gain: float = 0.5, footprint: Floats | None = None
) -> tuple[Floats, Floats, Floats]:
    """Fractal sum with its derivatives by u and v."""
    height: Floats | float = 0.0
    du: Floats | float = 0.0
    dv: Floats | float = 0.0
    amplitude, frequency, weight = 1.0, 1.0, 0.0
    for octave in range(octaves):
        f = np.float32(frequency)
        octave_value, across, down = slopes(u * f + np.float32(5.3 * octave), v * f + np.float32(11.7 * octave))
        share = _fade(amplitude, frequency, footprint)
        height, du, dv = height + share * octave_value, du + share * f * across, dv + share * f * down
        weight += amplitude
        amplitude *= gain
        frequency *= 2.02
    return np.asarray(height / weight), np.asarray(du / weight), np.asarray(dv / weight)


def ridges(
    u: Floats, v: Floats, octaves: int = 5, gain: float = 0.5, erosion: float = 0.0
) -> tuple[Floats, Floats, Floats]:
    """Ridged fractal (Musgrave) with derivatives: sharp crests, detail where it is high; erosion flattens slopes."""
    height: Floats | float = 0.0
    du: Floats | float = 0.0
    dv: Floats | float = 0.0
    amplitude, frequency, weight = 1.0, 1.0, 0.0
    for octave in range(octaves):
        f = np.float32(frequency)
        octave_value, across, down = slopes(u * f + np.float32(5.3 * octave), v * f + np.float32(11.7 * octave))
        rounded = np.sqrt(octave_value * octave_value + np.float32(0.012))
        fold = -2 * octave_value / rounded * f
        crest = 1 - 2 * rounded
        share: Floats | float = amplitude
        if octave:
            share = amplitude * np.clip(0.5 + 0.6 * height, 0.15, 1)
            if erosion:
                share = share / (1 + erosion * (du * du + dv * dv))
        height, du, dv = height + share * crest, du + share * fold * across, dv + share * fold * down
        weight += amplitude
        amplitude *= gain
        frequency *= 2.02
    return np.asarray(height / weight), np.asarray(du / weight), np.asarray(dv / weight)


def hashed(*numbers: NDArray[Any] | int) -> Floats:
    """A number in [0, 1) from whole numbers: integer arithmetic, so the same on every machine."""
    state: NDArray[Any] = np.array([0x9E3779B9], np.uint32)
    with np.errstate(over="ignore"):
        for number in numbers:
            state = (state ^ np.asarray(number).astype(np.int64).astype(np.uint32)) * np.uint32(0x85EBCA6B)
            state = (state ^ (state >> np.uint32(13))) * np.uint32(0xC2B2AE35)
            state = state ^ (state >> np.uint32(16))
    return np.asarray((state >> np.uint32(8)).astype(np.float32) / np.float32(1 << 24))
