"""Style: everything but labels that decides how the world looks, as named numbers.

One label map under many styles is what SPADE's encoder, TSIT's style stream and StarGAN's domains learn from, so
whatever changes the look is a field here. Only fine texture (where a wave or a leaf is) depends on the seed instead.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

HOURS = ("dawn", "day", "golden", "sunset", "dusk", "night")
WEATHERS = ("clear", "clouds", "overcast", "rain", "fog", "snowfall")
SEASONS = ("summer", "autumn", "winter", "spring")
FLOWERS = ("poppy", "lavender", "buttercup", "blossom", "daisy")
ROOFS = ("tile", "brown", "slate", "clay")
WALLS = ("lime", "ochre", "timber", "white")
ROADS = ("asphalt", "track")

HOUR_ODDS = (0.12, 0.30, 0.16, 0.15, 0.11, 0.16)
SEASON_ODDS = (0.30, 0.24, 0.22, 0.24)
WEATHER_ODDS = (0.36, 0.22, 0.14, 0.10, 0.10, 0.08)
_SNOWFALL_ODDS = {"winter": 3.5, "summer": 0.0, "autumn": 0.4, "spring": 0.3}

_CHOICES: dict[str, tuple[str, ...]] = {
    "hour": HOURS,
    "season": SEASONS,
    "weather": WEATHERS,
    "flowers": FLOWERS,
    "roof": ROOFS,
    "wall": WALLS,
    "road": ROADS,
}
# Ranges that `vector` brings to [-1, 1]; what changes most where it is small is brought there by its logarithm.
_RANGES: dict[str, tuple[float, float]] = {
    "sun_x": (-1.0, 1.0),
    "haze": (0.3, 6.0),
    "elevation": (-0.12, 1.0),
    "cover": (0.0, 1.0),
    "turbidity": (0.3, 2.0),
    "hue": (-1.0, 1.0),
    "warmth": (-1.0, 1.0),
    "wave": (0.0, 1.0),
    "snow_line": (0.0, 1.0),
    "snow_cover": (0.0, 1.0),
    "exposure": (0.85, 1.15),
    "saturation": (0.9, 1.2),
}
_LOGARITHMIC = {"haze": 0.0, "elevation": 0.17}  # with what is added before

STYLE_NAMES: tuple[str, ...] = (
    *(f"hour={hour}" for hour in HOURS),
    *(f"season={season}" for season in SEASONS),
    *(f"weather={weather}" for weather in WEATHERS),
    "front",
    *_RANGES,
    *(f"{field}={word}" for field in ("flowers", "roof", "wall", "road") for word in _CHOICES[field]),
)


@dataclass(frozen=True)
class Style:
    """A look: hour, season, weather, sun and palettes.

    hour: one of HOURS; a name for where the sun stands. At "dusk" it has set, "night" has a moon instead.
    season: one of SEASONS; leaves, grass, crops and snow.
    weather: one of WEATHERS; what hangs in the sky and falls from it.
    sun_x: where the sun stands, -1 (left border) to 1 (right border); a painted sun overrides it.
    elevation: the sun's (moon's) height above the horizon in radians, -0.12 (it has set) to 1; a painted sun keeps it,
        for it sets the colour.
    front: the sun (moon) is in the picture, ahead of the viewer; otherwise it is behind and lights the scene.
    haze: how much air lies between, 0.3 (crystal) to 6 (dense fog).
    cover: clouds over the whole sky beside the painted ones, 0 to 1.
    turbidity: dust and moisture in the air, 0.3 to 2; whitens the sky and reddens a low sun.
    hue: shift of the greens, -1 (dry, yellowish) to 1 (lush, bluish); spring trees above 0.3 are in blossom.
    warmth: white balance, -1 (cool) to 1 (warm).
    wave: how rough water is, 0 (mirror) to 1.
    snow_line: how far snow comes down a mountain, 0 (none) to 1.
    snow_cover: how much of ground, roofs, rocks and branches is under snow, 0 to 1.
    exposure: brightness as a factor about 1.
    saturation: colourfulness as a factor about 1.
    flowers, roof, wall, road: which palette or kind, one of FLOWERS, ROOFS, WALLS, ROADS.
    """

    hour: str = "day"
    season: str = "summer"
    weather: str = "clear"
    sun_x: float = -0.45
    elevation: float = 0.75
    front: bool = False
    haze: float = 0.6
    cover: float = 0.22
    turbidity: float = 0.5
    hue: float = 0.1
    warmth: float = 0.1
    wave: float = 0.45
    snow_line: float = 0.5
    snow_cover: float = 0.0
    exposure: float = 1.02
    saturation: float = 1.06
    flowers: str = "poppy"
    roof: str = "tile"
    wall: str = "lime"
    road: str = "asphalt"

    def __post_init__(self) -> None:
        for field, words in _CHOICES.items():
            if getattr(self, field) not in words:
                raise ValueError(f"style: {field} is {getattr(self, field)!r}; it must be one of {', '.join(words)}")
        for field, (low, high) in _RANGES.items():
            value = getattr(self, field)
            if not math.isfinite(value):
                raise ValueError(f"style: {field} is {value}; it must be a number from {low} to {high}")
            object.__setattr__(self, field, float(min(max(value, low), high)))

    @classmethod
    def typical(cls, hour: str = "day", season: str = "summer", weather: str = "clear") -> Self:
        """The fixed, handsome look of an hour, a season and a weather; a clear summer day when nothing is said."""
        look: dict[str, Any] = {**_HOUR_LOOKS.get(hour, {}), **_SEASON_LOOKS.get(season, {})}
        for field, value in _WEATHER_LOOKS.get(weather, {}).items():
            look[field] = max(look.get(field, 0.0), value) if field == "snow_cover" else value
        return cls(hour=hour, season=season, weather=weather, **look)

    @classmethod
    def sample(
        cls,
        rng: np.random.Generator,
        hour: str | None = None,
        season: str | None = None,
        weather: str | None = None,
    ) -> Self:
        """A random look; hour, season and weather are drawn by their odds unless given."""
        hour = hour or str(rng.choice(HOURS, p=HOUR_ODDS))
        season = season or str(rng.choice(SEASONS, p=SEASON_ODDS))
        weather = weather or str(rng.choice(WEATHERS, p=weather_odds(season)))
        spans = {**_CLEAR, **_HOUR_SPANS.get(hour, {}), **_WEATHER_SPANS.get(weather, {})}
        drawn: dict[str, Any] = {field: float(rng.uniform(*span)) for field, span in spans.items()}
        front = bool(rng.random() < _FRONT_ODDS.get(hour, 0.2))
        snow_line = float(rng.uniform(0.1, 0.9)) if rng.random() < 0.7 else 0.0
        least = 0.55 if season == "winter" else 0.35 if weather == "snowfall" else 0.0
        snow_cover = float(rng.uniform(least, 1.0)) if least else 0.0
        drawn |= {field: str(rng.choice(_CHOICES[field])) for field in ("flowers", "roof", "wall", "road")}
        drawn |= {"front": front, "snow_line": snow_line, "snow_cover": snow_cover}
        return cls(hour=hour, season=season, weather=weather, **drawn)

    @property
    def is_night(self) -> bool:
        """Whether the light is the moon's."""
        return self.hour == "night"

    @property
    def overcast(self) -> float:
        """How much of the sun the clouds swallow, 0 (clear weather) to 1."""
        return self.cover if self.weather in _SUNLESS else 0.0

    @property
    def wetness(self) -> float:
        """How wet the ground is, 0 to 1: dark, and where it is smooth it mirrors the sky."""
        return 0.9 if self.weather == "rain" else 0.0

    def flipped(self) -> Self:
        """The look of the mirrored picture: the sun on the other side."""
        return dataclasses.replace(self, sun_x=-self.sun_x)

    def vector(self) -> NDArray[np.float32]:
        """The look as float32 (len(STYLE_NAMES),): one-hot words, numbers in [-1, 1], in the order of STYLE_NAMES."""
        values: list[float] = []
        for name in STYLE_NAMES:
            field, equals, word = name.partition("=")
            if equals:
                values.append(float(getattr(self, field) == word))
            elif field == "front":
                values.append(1.0 if self.front else -1.0)
            else:
                values.append(_normalised(field, getattr(self, field)))
        return np.array(values, np.float32)

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Self:
        """The inverse of `to_dict`; fields left out take the default, unknown ones raise ValueError.

        What was written when "overcast" and "fog" were hours is read as a day of that weather.
        """
        if fields.get("hour") in ("overcast", "fog"):
            fields = {**fields, "hour": "day", "weather": fields["hour"]}
        known = {field.name for field in dataclasses.fields(cls)}
        foreign = sorted(set(fields) - known)
        if foreign:
            raise ValueError(f"style: there is no field {foreign[0]!r}; fields are {', '.join(sorted(known))}")
        return cls(**fields)


def weather_odds(season: str) -> NDArray[np.float64]:
    """How often each of WEATHERS comes in a season; they sum to 1."""
    odds = np.array(WEATHER_ODDS)
    odds[WEATHERS.index("snowfall")] *= _SNOWFALL_ODDS[season]
    return np.asarray(odds / odds.sum())


_SUNLESS = ("overcast", "rain", "fog", "snowfall")
_HOUR_LOOKS: dict[str, dict[str, Any]] = {
    "dawn": {"sun_x": -0.5, "elevation": 0.035, "front": True, "haze": 1.5, "turbidity": 0.45, "warmth": -0.5},
    "golden": {"sun_x": 0.55, "elevation": 0.17, "haze": 0.7, "turbidity": 0.9, "warmth": 0.8, "saturation": 1.12},
    "sunset": {"sun_x": 0.3, "elevation": 0.05, "front": True, "haze": 0.8, "turbidity": 0.8, "cover": 0.3},
    "dusk": {"sun_x": 0.4, "elevation": -0.06, "front": True, "haze": 0.8, "turbidity": 0.6, "warmth": -0.2},
    "night": {"sun_x": -0.35, "elevation": 0.45, "front": True, "haze": 0.5, "cover": 0.15, "wave": 0.35},
}
_SEASON_LOOKS: dict[str, dict[str, Any]] = {
    "spring": {"hue": 0.6, "flowers": "daisy", "saturation": 1.1},
    "autumn": {"hue": -0.3, "snow_line": 0.4},
    "winter": {"snow_line": 0.8, "snow_cover": 0.85},
}
_WEATHER_LOOKS: dict[str, dict[str, Any]] = {
    "clouds": {"cover": 0.55},
    "overcast": {"haze": 1.1, "turbidity": 1.5, "cover": 1.0},
    "rain": {"haze": 1.9, "turbidity": 1.6, "cover": 1.0, "wave": 0.6, "saturation": 0.95},
    "fog": {"haze": 4.5, "turbidity": 2.0, "cover": 0.9, "wave": 0.25},
    "snowfall": {"haze": 2.4, "turbidity": 1.7, "cover": 0.95, "wave": 0.3, "snow_cover": 0.6},
}
_CLEAR: dict[str, tuple[float, float]] = {
    "sun_x": (-0.9, 0.9),
    "elevation": (0.45, 1.0),
    "haze": (0.35, 1.1),
    "cover": (0.0, 0.35),
    "turbidity": (0.3, 1.0),
    "hue": (-1.0, 1.0),
    "warmth": (-1.0, 1.0),
    "wave": (0.1, 1.0),
    "exposure": (0.9, 1.12),
    "saturation": (0.95, 1.15),
}
_HOUR_SPANS: dict[str, dict[str, tuple[float, float]]] = {
    "dawn": {"elevation": (0.0, 0.1), "turbidity": (0.3, 0.7), "haze": (0.8, 2.2), "warmth": (-1.0, 0.1)},
    "golden": {"elevation": (0.13, 0.28), "turbidity": (0.5, 1.4)},
    "sunset": {"elevation": (0.015, 0.09), "turbidity": (0.5, 1.3)},
    "dusk": {"elevation": (-0.11, -0.02), "turbidity": (0.4, 1.0)},
    "night": {"elevation": (0.25, 0.6), "turbidity": (0.4, 0.6)},
}
_WEATHER_SPANS: dict[str, dict[str, tuple[float, float]]] = {
    "clouds": {"cover": (0.4, 0.75)},
    "overcast": {"turbidity": (1.3, 1.7), "haze": (0.8, 1.6), "cover": (0.9, 1.0)},
    "rain": {"turbidity": (1.4, 1.8), "haze": (1.4, 2.6), "cover": (0.92, 1.0)},
    "fog": {"turbidity": (1.8, 2.0), "haze": (3.0, 6.0), "cover": (0.8, 1.0)},
    "snowfall": {"turbidity": (1.5, 1.9), "haze": (1.6, 3.4), "cover": (0.85, 1.0)},
}
_FRONT_ODDS = {"dawn": 0.8, "sunset": 0.85, "golden": 0.5, "dusk": 0.85, "night": 0.8}


def _normalised(field: str, value: float) -> float:
    low, high = _RANGES[field]
    if field in _LOGARITHMIC:
        low, high, value = (math.log(number + _LOGARITHMIC[field]) for number in (low, high, value))
    return 2 * (value - low) / (high - low) - 1
