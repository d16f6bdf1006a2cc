"""The looks that can be asked for by name, as style vectors: they travel in the weight file."""

from __future__ import annotations

from collections.abc import Sequence

from studio_data.world.style import HOURS, SEASONS, STYLE_NAMES, Style


def style_presets(style_names: Sequence[str]) -> dict[str, list[float]]:
    """`hour/season` → the world's typical style vector; empty for data that are not the world's."""
    if tuple(style_names) != STYLE_NAMES:
        return {}
    return {
        f"{hour}/{season}": [float(value) for value in Style.typical(hour, season).vector()]
        for hour in HOURS
        for season in SEASONS
    }
