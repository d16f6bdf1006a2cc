"""Curves as braille: what was measured at some batches becomes dots, two by four in a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

DOTS_WIDE, DOTS_HIGH = 2, 4
LOGARITHMIC_FROM = 20.0
"""How many times the largest value must be the smallest for the axis to be logarithmic."""

_BRAILLE = 0x2800
_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], np.int32)
_NO_INK = -1
_NOT_LOSSES = {"batch", "epoch", "fraction", "seconds", "images_per_second"}

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Curve:
    """One loss: its value at some batches, in order, all finite."""

    name: str
    batches: Numbers
    values: Numbers


@dataclass(frozen=True)
class Axis:
    """The values at the lowest and the highest row of dots."""

    low: float
    high: float
    is_logarithmic: bool

    def places(self, values: Numbers) -> Numbers:
        """Where values lie between both ends, 0 to 1."""
        low, high = float(self._scaled(np.array(self.low))), float(self._scaled(np.array(self.high)))
        return (self._scaled(values) - low) / (high - low) if high > low else np.full(values.shape, 0.5)

    def _scaled(self, values: Numbers) -> Numbers:
        return np.log(values) if self.is_logarithmic else values


@dataclass(frozen=True, eq=False)
class Plot:
    """Cells of braille, code points (rows, columns), and which curve each is coloured as (-1: none)."""

    glyphs: NDArray[np.int32]
    inks: NDArray[np.int32]


def curves_of(lines: Sequence[Mapping[str, Any]]) -> tuple[Curve, ...]:
    """The losses of metrics lines, in the order of their first appearance."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for line in lines:
        for name, value in line.items():
            if name not in _NOT_LOSSES and isinstance(value, int | float) and np.isfinite(value) and "batch" in line:
                batches, values = found.setdefault(name, ([], []))
                batches.append(float(line["batch"]))
                values.append(float(value))
    return tuple(Curve(name, np.array(batches), np.array(values)) for name, (batches, values) in found.items())


def span_of(curves: Sequence[Curve]) -> tuple[float, float]:
    """The first and the last batch of any curve; there must be one."""
    return min(curve.batches[0] for curve in curves), max(curve.batches[-1] for curve in curves)


def axis_of(rows: Sequence[Numbers]) -> Axis:
    """The axis on which all values find room: logarithmic where they differ by much and none is zero or less."""
    low, high = min(float(np.nanmin(row)) for row in rows), max(float(np.nanmax(row)) for row in rows)
    return Axis(low, high, is_logarithmic=low > 0 and high / low >= LOGARITHMIC_FROM)


def resampled(curve: Curve, first: float, last: float, count: int) -> Numbers:
    """The curve at `count` places from batch `first` to `last`: means where it has more points, else what lies between.

    NaN before its first and after its last point: some losses begin late.
    """
    edges = np.linspace(first, last, count + 1)
    centres = (edges[:-1] + edges[1:]) / 2
    values = np.interp(centres, curve.batches, curve.values, left=np.nan, right=np.nan)
    bins = np.clip(np.searchsorted(edges, curve.batches, side="right") - 1, 0, count - 1)
    points = np.bincount(bins, minlength=count)
    sums = np.bincount(bins, weights=curve.values, minlength=count)
    return np.where(points > 0, sums / np.maximum(points, 1), values)


def plotted(rows: Sequence[Numbers], axis: Axis, lines: int) -> Plot:
    """Each row of values (one per dot column) as a line of dots on `lines` lines of cells; the last row is on top."""
    wide, high = len(rows[0]), lines * DOTS_HIGH
    dots = np.zeros((high, wide), bool)
    inks = np.full((lines, -(-wide // DOTS_WIDE)), _NO_INK, np.int32)
    for number, values in enumerate(rows):
        columns = np.flatnonzero(np.isfinite(values))
        places = np.rint((1 - axis.places(values[columns])) * (high - 1)).astype(int).clip(0, high - 1)
        before = np.concatenate([places[:1], places[:-1]])
        for column, start, end in zip(columns.tolist(), before.tolist(), places.tolist(), strict=True):
            # From the neighbour's height to this one's, so that the line has no holes.
            top, bottom = (end, max(end, start - 1)) if start > end else (min(end, start + 1), end)
            dots[top : bottom + 1, column] = True
            inks[top // DOTS_HIGH : bottom // DOTS_HIGH + 1, column // DOTS_WIDE] = number
    return Plot(_glyphs(dots), inks)


def _glyphs(dots: NDArray[np.bool_]) -> NDArray[np.int32]:
    high, wide = dots.shape
    whole = np.pad(dots, ((0, 0), (0, wide % DOTS_WIDE)))
    cells = whole.reshape(high // DOTS_HIGH, DOTS_HIGH, -1, DOTS_WIDE).astype(np.int32)
    bits: NDArray[np.int32] = np.einsum("rhcw,hw->rc", cells, _BITS).astype(np.int32)
    return _BRAILLE + bits
