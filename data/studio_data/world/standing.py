"""The plants that stand in a patch of woods, trees or bushes, as what is seen of them at each pixel."""

from __future__ import annotations

from typing import NamedTuple

from .colour import Floats


class Stand(NamedTuple):
    """What of plants is seen at each pixel of a patch (n,): 0 in `cover` where none is.

    nx, ny, light, wood: as in sprites; chance: of the plant, 0..1; near: its row, 0 (back) to 1; down: 0 tip, 1 foot.
    """

    cover: Floats
    nx: Floats
    ny: Floats
    light: Floats
    wood: Floats
    chance: Floats
    near: Floats
    down: Floats
