"""The procedural world: scenes without end, and a picture of any label map.

`compose` makes a believable scene from a seed, `paint` draws a label map under a `Style`. NumPy, SciPy and Pillow only;
importing this package is cheap: SciPy and the noise that textures are read from come with the first picture.
"""

from __future__ import annotations

from .cartoon.hands import HANDS
from .compose import KINDS, Scene, compose
from .paint import paint
from .style import HOURS, SEASONS, STYLE_NAMES, Style

__all__ = ["HANDS", "HOURS", "KINDS", "SEASONS", "STYLE_NAMES", "Scene", "Style", "compose", "paint"]
