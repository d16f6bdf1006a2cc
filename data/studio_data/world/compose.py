"""Compose: from a seed, a random scene that one could believe, or that a person could have scribbled."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from studio.labels import LANDSCAPE, LabelMap
from studio_data.world.scenes.buildings import big_houses
from studio_data.world.scenes.canvas import Canvas
from studio_data.world.scenes.catalogue import CATALOGUE, Kind
from studio_data.world.scenes.land import fog_band, snow_cover
from studio_data.world.scenes.scribble import scribble
from studio_data.world.style import HOUR_ODDS, HOURS, SEASON_ODDS, SEASONS, WEATHERS, Style, weather_odds

__all__ = ["KINDS", "Scene", "compose", "scribble"]

KINDS: tuple[str, ...] = tuple(CATALOGUE)
SCRIBBLED = 0.45
"""How many neat scenes are made coarse; with those of kind "drawing" about half of all are plain or coarse."""
SCRIBBLED_DRAWINGS = 0.7

_ROAD = LANDSCAPE.id("road")
_MOST_ROAD = 1 / 3
# Maps that are road for more than a third are drawn again; that so many in a row are is beyond all odds.
_ATTEMPTS = 8


@dataclass(frozen=True)
class Scene:
    """A composed scene: its label map (uint8 H×W of LANDSCAPE ids), its style, its kind and the seed it came from."""

    labels: LabelMap
    style: Style
    kind: str
    seed: int


def compose(seed: int, size: tuple[int, int] = (256, 256), kind: str | None = None) -> Scene:
    """The scene of `seed`: the same arguments give the same scene in every process.

    `size` is (height, width) in pixels; the composition hardly depends on how many there are. `kind` is one of KINDS;
    None draws one by its weight, and gives the same scene as naming that kind. ValueError for a negative seed, a size
    below one pixel or an unknown kind.
    """
    if seed < 0 or min(size) < 1:
        raise ValueError(f"compose: seed {seed} and size {size} must not be negative or empty")
    if kind is None:
        weights = np.array([each.weight for each in CATALOGUE.values()])
        kind = str(_stream(seed, 0).choice(KINDS, p=weights / weights.sum()))
    if kind not in CATALOGUE:
        raise ValueError(f"compose: no kind {kind!r}; there are {', '.join(KINDS)}")
    style = _style(_stream(seed, 1), CATALOGUE[kind])
    for attempt in range(_ATTEMPTS):
        labels = _labels(_stream(seed, 2, zlib.crc32(kind.encode()), attempt), size, CATALOGUE[kind], style)
        if np.mean(labels == _ROAD) <= _MOST_ROAD:
            break
    return Scene(labels, style, kind, seed)


def _stream(seed: int, *part: int) -> np.random.Generator:
    """Randomness for one part of a scene, so that parts do not disturb each other."""
    return np.random.default_rng([seed, *part])


def _style(rng: np.random.Generator, kind: Kind) -> Style:
    """A style whose hour, season and weather suit the kind."""
    hour = _leaning(rng, HOURS, HOUR_ODDS, kind.hours)
    season = _leaning(rng, SEASONS, SEASON_ODDS, kind.seasons)
    weather = _leaning(rng, WEATHERS, tuple(weather_odds(season)), kind.weathers)
    return Style.sample(rng, hour=hour, season=season, weather=weather)


def _leaning(
    rng: np.random.Generator, names: tuple[str, ...], odds: tuple[float, ...], lean: Mapping[str, float]
) -> str:
    """One of `names` by its odds times what `lean` says of it."""
    weights = np.array([chance * lean.get(name, 1.0) for name, chance in zip(names, odds, strict=True)])
    return str(rng.choice(names, p=weights / weights.sum()))


def _labels(rng: np.random.Generator, size: tuple[int, int], kind: Kind, style: Style) -> LabelMap:
    """The kind's recipe, with what season and weather add; about half of them as a hand would scribble them."""
    canvas = Canvas(size)
    horizon = kind.recipe(canvas, rng)
    if kind.is_rural and rng.random() < 0.3:
        big_houses(canvas, rng, horizon)
    if style.season == "winter" and not kind.is_drawing and rng.random() < 0.6:
        snow_cover(canvas, rng, horizon)
    if rng.random() < (0.15 if style.weather == "fog" else 0.035):
        fog_band(canvas, rng, horizon)
    if rng.random() < (SCRIBBLED_DRAWINGS if kind.is_drawing else SCRIBBLED):
        return scribble(canvas.labels, rng)
    return canvas.labels
