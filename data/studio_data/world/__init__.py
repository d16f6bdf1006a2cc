"""The procedural world: scenes without end, and a picture of any label map.

`compose` makes a believable scene from a seed, `paint` draws a label map under a `Style`. NumPy, SciPy and Pillow only;
importing this package is cheap: SciPy and the noise that textures are read from come with the first picture.
"""

from __future__ import annotations

from .cartoon.hands import HANDS
from .compose import KINDS, Scene, compose
from .paint import horizon_in, paint
from .style import HOURS, SEASONS, STYLE_NAMES, WEATHERS, Style

__all__ = [
    "HANDS",
    "HOURS",
    "KINDS",
    "SEASONS",
    "STYLE_NAMES",
    "WEATHERS",
    "Scene",
    "Style",
    "compose",
    "horizon_in",
    "paint",
]
