"""Hair colour without colour: the pattern tells the hue, how much of it is ink tells how dark it is.

The patterns are those of heraldic engravers (Petra Sancta, 1638): red upright lines, blue level lines, green falling
lines, black crossed lines, gold dots; silver stays plain with a few broken lines, and brown, which heralds call tenné,
takes rising lines. Pink is a light red: broken upright lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from studio_data.portraits.palette import HAIR, luminance
from studio_data.portraits.shapes import Plane

Pattern = Literal["upright", "level", "falling", "rising", "crossed", "dots", "broken upright", "broken level"]
_PATTERNS: dict[str, Pattern] = {
    "black": "crossed",
    "brown": "rising",
    "blond": "dots",
    "red": "upright",
    "grey": "broken level",
    "blue": "level",
    "pink": "broken upright",
    "green": "falling",
}
_PERIOD = 0.085  # of the lines, in drawing units
_PERIOD_PIXELS = 3.6  # but no less than this many pixels, or lines melt into grey
_DIAGONAL = 0.70710678


@dataclass(frozen=True)
class Hatch:
    """A pattern of ink; `share` of the surface is covered."""

    pattern: Pattern
    share: float

    def distance(self, x: Plane, y: Plane, pixel: float) -> Plane:
        """Signed distance to the pattern's ink, in drawing units, for pixels of that size."""
        period = max(_PERIOD, _PERIOD_PIXELS * pixel)
        match self.pattern:
            case "upright":
                return _lines(x, period, self.share)
            case "level":
                return _lines(y, period, self.share)
            case "falling":
                return _lines((x - y) * np.float32(_DIAGONAL), period, self.share)
            case "rising":
                return _lines((x + y) * np.float32(_DIAGONAL), period, self.share)
            case "crossed":
                each = 1 - (1 - self.share) ** 0.5
                return np.minimum(_lines(x, period, each), _lines(y, period, each))
            case "dots":
                radius = period * (self.share / np.pi) ** 0.5
                return np.hypot(_offset(x, period), _offset(y, period)) - np.float32(radius)
            case "broken upright":
                return np.maximum(_lines(x, period, self.share * 1.6), _lines(y + x * 0.5, period * 2.6, 0.625))
            case "broken level":
                return np.maximum(_lines(y, period * 1.3, self.share * 1.6), _lines(x + y * 1.7, period * 3.2, 0.625))


def hair_hatch(hair: str) -> Hatch:
    """The hatching of a hair colour."""
    return Hatch(_PATTERNS[hair], 0.84 - 0.78 * luminance(HAIR[hair]))


def _offset(along: Plane, period: float) -> Plane:
    """Distance to the nearest multiple of the period."""
    turns = along / np.float32(period)
    return np.abs(turns - np.round(turns)) * np.float32(period)


def _lines(along: Plane, period: float, share: float) -> Plane:
    return _offset(along, period) - np.float32(period * share / 2)
