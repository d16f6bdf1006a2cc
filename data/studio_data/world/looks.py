"""Series of looks: a first one, then others that differ from it in one word, the hour, the season or the weather.

Whatever the words leave open is the same in all looks of a series: where the sun stands, palettes, the greens, the
white balance. So a picture and its true counterpart under another word differ by nothing but that word.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from .style import HOUR_ODDS, HOURS, ROADS, ROOFS, SEASON_ODDS, SEASONS, WALLS, WEATHERS, Style, weather_odds

WORDS: dict[str, tuple[str, ...]] = {"hour": HOURS, "season": SEASONS, "weather": WEATHERS}
_TURNS = (*("hour", "season", "weather", "hour", "weather") * 2, "hour", "season", "weather")
MOST_LOOKS = 1 + len(_TURNS)


def looks_of(seed: int, series: int, count: int) -> list[Style]:
    """The first `count` looks (1 to MOST_LOOKS) of a series; each depends on (seed, series) and its place alone.

    No two are of the same hour, season and weather.
    """
    chance = np.random.default_rng([seed, series])
    season = str(chance.choice(SEASONS, p=SEASON_ODDS))
    # Squared: most series begin in fair weather, for under closed clouds one hour looks much like the other.
    fair = weather_odds(season) ** 2
    first = {
        "hour": str(chance.choice(HOURS, p=HOUR_ODDS)),
        "season": season,
        "weather": str(chance.choice(WEATHERS, p=fair / fair.sum())),
    }
    others = {
        column: [str(word) for word in chance.permutation([word for word in words if word != first[column]])]
        for column, words in WORDS.items()
    }
    left_open = _left_open(chance)
    changes = [{column: others[column].pop(0)} for column in _TURNS[: count - 1]]
    return [_look(first | change, left_open) for change in ({}, *changes)]


def _left_open(chance: np.random.Generator) -> dict[str, Any]:
    """What no word decides: palettes and the sun's side as they are, other numbers as shifts of the typical ones."""
    return {
        "sun_x": float(chance.uniform(-0.7, 0.7)),
        "roof": str(chance.choice(ROOFS)),
        "wall": str(chance.choice(WALLS)),
        "road": str(chance.choice(ROADS)),
        "hue": float(chance.uniform(-0.4, 0.4)),
        "warmth": float(chance.uniform(-0.3, 0.3)),
        "wave": float(chance.uniform(-0.2, 0.3)),
        "cover": float(chance.uniform(-0.12, 0.12)),
        "exposure": float(chance.uniform(-0.08, 0.06)),
        "saturation": float(chance.uniform(-0.06, 0.06)),
    }


def _look(words: dict[str, str], left_open: dict[str, Any]) -> Style:
    typical = Style.typical(**words)
    changes = {
        field: value if isinstance(value, str) or field == "sun_x" else getattr(typical, field) + value
        for field, value in left_open.items()
    }
    return dataclasses.replace(typical, **changes)
