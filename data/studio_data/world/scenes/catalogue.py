"""Which kinds of scene there are, how often each comes, and which hours and seasons it leans to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from studio_data.world.scenes import byways, countryside, drawings, highlands, shores, waterlands, wide_open
from studio_data.world.scenes.canvas import Canvas

Recipe = Callable[[Canvas, np.random.Generator], float]


@dataclass(frozen=True)
class Kind:
    """A kind of scene: its recipe draws on a canvas and returns the horizon's height.

    `weight` is how often it comes beside the others; `hours`, `seasons` and `weathers` multiply the
    usual odds of those named;
    `is_rural` kinds may get one or two houses close to us; `is_drawing` kinds are plain already.
    """

    recipe: Recipe
    weight: float
    hours: Mapping[str, float] = field(default_factory=dict)
    seasons: Mapping[str, float] = field(default_factory=dict)
    weathers: Mapping[str, float] = field(default_factory=dict)
    is_rural: bool = False
    is_drawing: bool = False


_DRY = {"fog": 0.2, "overcast": 0.5, "rain": 0.2, "snowfall": 0.0}
_COLD = {"summer": 0.04, "autumn": 0.12, "winter": 5.0, "spring": 0.15}

CATALOGUE: dict[str, Kind] = {
    "coast": Kind(shores.coast, 10, hours={"sunset": 1.3}, seasons={"summer": 1.3, "winter": 0.5}),
    "islands": Kind(shores.islands, 5, hours={"sunset": 1.3}),
    "harbour": Kind(shores.harbour, 5, hours={"night": 1.3}),
    "alpine": Kind(highlands.alpine, 14),
    "winter": Kind(highlands.winter, 7, seasons=_COLD),
    "lake_cabin": Kind(highlands.lake_cabin, 5, weathers={"fog": 1.5}),
    "snowy_village": Kind(highlands.snowy_village, 4, hours={"night": 1.3}, seasons=_COLD),
    "country": Kind(countryside.country, 11, is_rural=True),
    "meadow": Kind(countryside.meadow, 6, seasons={"winter": 0.15, "spring": 1.4}, is_rural=True),
    "river": Kind(countryside.river, 8, is_rural=True),
    "forest_road": Kind(countryside.forest_road, 6, weathers={"fog": 1.5}, seasons={"autumn": 1.4}),
    "village": Kind(countryside.village, 8, is_rural=True),
    "desert": Kind(wide_open.desert, 5, seasons={"summer": 1.6, "winter": 0.15}, weathers=_DRY),
    "city": Kind(wide_open.city, 8, hours={"night": 1.8}),
    "bridge_town": Kind(wide_open.bridge_town, 3),
    "wide_sky": Kind(wide_open.wide_sky, 5, hours={"night": 1.8, "sunset": 1.3}),
    "fjord": Kind(waterlands.fjord, 5, weathers={"fog": 1.5, "rain": 1.4}),
    "cliffs": Kind(waterlands.cliffs, 5, seasons={"winter": 0.6}, weathers={"rain": 1.3}),
    "gorge": Kind(waterlands.gorge, 5),
    "marsh": Kind(waterlands.marsh, 4, hours={"dawn": 1.6}, seasons={"autumn": 1.3}, weathers={"fog": 2.0}),
    "frozen_lake": Kind(waterlands.frozen_lake, 4, seasons=_COLD, weathers={"rain": 0.2, "snowfall": 1.5}),
    "canyon": Kind(byways.canyon, 4, hours={"sunset": 1.4}, seasons={"winter": 0.4}, weathers=_DRY),
    "oasis": Kind(byways.oasis, 3, seasons={"summer": 1.6, "winter": 0.15}, weathers=_DRY),
    "mountain_pass": Kind(byways.mountain_pass, 5, weathers={"clouds": 1.3}),
    "park": Kind(byways.park, 4, seasons={"spring": 1.4}, is_rural=True),
    "street": Kind(byways.street, 5, hours={"night": 1.5, "dusk": 1.5}, weathers={"rain": 1.8}),
    "misty_valley": Kind(byways.misty_valley, 4, hours={"dawn": 2.0}, weathers={"fog": 1.5}),
    "woodland": Kind(byways.woodland, 5, seasons={"autumn": 1.5}, weathers={"fog": 1.3}),
    "drawing": Kind(drawings.drawing, 17, is_drawing=True),
}
