"""Mountains, hills and rocks, and the shadows of what stands."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.labels import LANDSCAPE
from studio_data.world import Style, paint

_SIDE = 96
_ROWS, _COLUMNS = np.mgrid[0:_SIDE, 0:_SIDE] / _SIDE


def _meadow() -> NDArray[np.uint8]:
    labels = np.full((_SIDE, _SIDE), LANDSCAPE.id("sky"), np.uint8)
    labels[_ROWS > 0.5] = LANDSCAPE.id("grass")
    return labels


def _luma(labels: NDArray[np.uint8], style: Style) -> NDArray[np.float64]:
    return np.asarray(paint(labels, style, supersample=1, details=False).astype(float).mean(2))


def _with_house() -> NDArray[np.uint8]:
    labels = _meadow()
    labels[(abs(_COLUMNS - 0.5) < 0.07) & (_ROWS > 0.45) & (_ROWS < 0.65)] = LANDSCAPE.id("house")
    return labels


def _darkened(style: Style) -> tuple[float, float]:
    """How much darker the house makes the meadow to its left and to its right."""
    change = _luma(_meadow(), style) - _luma(_with_house(), style)
    beside = (_ROWS > 0.52) & (_ROWS < 0.75)
    left, right = (beside & (_COLUMNS < 0.42)), (beside & (_COLUMNS > 0.58))
    return float(change[left].mean()), float(change[right].mean())


def test_a_shadow_falls_away_from_the_sun() -> None:
    day = dataclasses.replace(Style.typical(), front=False, elevation=0.4)
    left, right = _darkened(dataclasses.replace(day, sun_x=0.8))
    assert left > right + 0.5
    left, right = _darkened(dataclasses.replace(day, sun_x=-0.8))
    assert right > left + 0.5


def test_no_shadow_falls_under_a_closed_sky() -> None:
    clear, under_clouds = (
        dataclasses.replace(Style.typical(weather=weather), front=False, elevation=0.4, sun_x=0.8)
        for weather in ("clear", "overcast")
    )
    assert _darkened(under_clouds)[0] < 0.35 * _darkened(clear)[0]


@pytest.mark.parametrize("key", ["mountain", "hill", "rock"])
def test_winter_whitens_heights(key: str) -> None:
    labels = _meadow()
    height = (_ROWS - 0.15 * abs(_COLUMNS - 0.5) > 0.25) & (_ROWS < 0.6)
    labels[height] = LANDSCAPE.id(key)
    # A high summer mountain has a white top as well; its lower slopes do not, and snow is bright in every channel.
    slopes = height & (_ROWS > 0.4)
    summer, winter = (
        paint(labels, Style.typical("day", season), supersample=1, details=False)[slopes].min(-1).mean()
        for season in ("summer", "winter")
    )
    assert winter > summer + 15


def test_a_crag_in_a_lake_has_no_eternal_snow() -> None:
    labels = _meadow()
    labels[_ROWS > 0.5] = LANDSCAPE.id("lake")
    crag = np.hypot(_ROWS - 0.75, _COLUMNS - 0.5) < 0.1
    labels[crag] = LANDSCAPE.id("mountain")
    assert np.percentile(_luma(labels, Style.typical())[crag], 90) < 190


def _range(key: str = "mountain") -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A wide height from edge to edge, over a meadow, and where it is painted."""
    labels = _meadow()
    height = (0.15 + 0.06 * np.sin(9 * _COLUMNS) < _ROWS) & (_ROWS < 0.62)
    labels[height] = LANDSCAPE.id(key)
    return labels, height


def test_the_sun_lights_the_slopes_that_face_it() -> None:
    labels = _meadow()
    labels[(0.15 + abs(_COLUMNS - 0.5) < _ROWS) & (_ROWS < 0.6)] = LANDSCAPE.id("mountain")
    left, right = (
        _luma(labels, dataclasses.replace(Style.typical(), front=False, elevation=0.4, sun_x=side))
        for side in (-0.8, 0.8)
    )
    western, eastern = ((labels == LANDSCAPE.id("mountain")) & (_ROWS < 0.45) & part for part in _flanks())
    assert (left - right)[western].mean() > (left - right)[eastern].mean() + 5


def _flanks() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return _COLUMNS < 0.46, _COLUMNS > 0.54


@pytest.mark.parametrize("hour", ["golden", "sunset", "dusk", "night"])
@pytest.mark.parametrize("key", ["mountain", "hill"])
def test_relief_is_seen_at_every_hour(hour: str, key: str) -> None:
    labels, height = _range(key)
    luma = _luma(labels, Style.typical(hour))
    assert luma[height].std() > 0.08 * luma[height].mean()


def test_fog_veils_far_ranges_more_than_near_ones() -> None:
    labels, _ = _range()
    luma = _luma(labels, Style.typical(weather="fog"))
    assert luma[(_ROWS > 0.54) & (_ROWS < 0.60)].mean() < luma[(_ROWS > 0.25) & (_ROWS < 0.35)].mean() - 5


def test_a_hill_in_a_lake_stands_on_rock() -> None:
    labels = _meadow()
    labels[_ROWS > 0.5] = LANDSCAPE.id("lake")
    islet = np.hypot(_ROWS - 0.75, _COLUMNS - 0.5) < 0.15
    labels[islet] = LANDSCAPE.id("hill")
    picture = paint(labels, Style.typical(), supersample=1, details=False).astype(float)
    greenness = picture[..., 1] - picture[..., 0]
    middle = abs(_COLUMNS - 0.5) < 0.05
    assert greenness[middle & islet & (_ROWS < 0.80)].mean() > greenness[middle & islet & (_ROWS > 0.875)].mean() + 8


@pytest.mark.parametrize("key", ["mountain", "hill", "rock"])
@pytest.mark.parametrize("shape", [(16, 17), (65, 40)])
def test_a_frame_of_one_height_alone_is_drawn(key: str, shape: tuple[int, int]) -> None:
    labels = np.full(shape, LANDSCAPE.id(key), np.uint8)
    assert paint(labels, Style.typical("sunset"), supersample=1).std() > 2
