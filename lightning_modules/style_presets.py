"""The looks that can be asked for by name, as style vectors: they travel in the weight file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from studio_data.world.style import HOURS, SEASONS, STYLE_NAMES, WEATHERS, Style


def style_presets(style_names: Sequence[str]) -> dict[str, list[float]]:
    """`hour/season/weather` → the world's typical style vector; empty for data that are not the world's."""
    if tuple(style_names) != STYLE_NAMES:
        return {}
    return {
        "/".join(words): [round(float(value), 4) for value in Style.typical(*words).vector()]
        for words in product(HOURS, SEASONS, WEATHERS)
    }
