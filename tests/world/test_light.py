"""Light and weather as one sees them: no step between hours, dark at night, wet in rain, deep in fog."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.labels import LANDSCAPE
from studio_data.world import HOURS, WEATHERS, Style, horizon_in, paint
from studio_data.world.light import Light, Sun

NUMBERS = ("sun_x", "haze", "elevation", "cover", "turbidity", "hue", "warmth", "wave", "snow_line", "snow_cover")


def scenery(side: int = 64, ground: str = "grass") -> NDArray[np.uint8]:
    """Sky, a range of mountains, level ground with a wood, and water."""
    labels = np.full((side, side), LANDSCAPE.id("sky"), np.uint8)
    labels[side // 3 : side // 2] = LANDSCAPE.id("mountain")
    labels[side // 2 :] = LANDSCAPE.id(ground)
    labels[side // 2 - 6 : side // 2 + 2, : side // 3] = LANDSCAPE.id("forest")
    labels[3 * side // 4 :, side // 2 :] = LANDSCAPE.id("lake")
    return labels


def picture(style: Style, **asked: object) -> NDArray[np.int64]:
    return paint(scenery(), style, details=False, **asked).astype(np.int64)  # type: ignore[arg-type]


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("field", NUMBERS)
def test_neighbouring_styles_look_like_neighbours(field: str, hour: str) -> None:
    style = Style.typical(hour, "winter" if field == "snow_cover" else "summer")
    value = getattr(style, field)
    step = 0.01 if field == "elevation" else 0.03
    near, far = (picture(replace(style, **{field: value + times * step})) for times in (1, 12))
    here = picture(style)
    assert np.abs(near - here).mean() <= max(3.0, 0.6 * np.abs(far - here).mean())


def test_the_sun_sets_without_a_step() -> None:
    evening = [replace(Style.typical("sunset"), elevation=float(height)) for height in np.linspace(0.05, -0.11, 33)]
    brightness = [picture(style).mean() for style in evening]
    assert np.abs(np.diff(brightness)).max() < 4
    assert brightness[-1] < 0.85 * brightness[0]


def test_dusk_lies_between_sunset_and_night() -> None:
    sunset, dusk, night = (picture(Style.typical(hour)).mean() for hour in ("sunset", "dusk", "night"))
    assert night < dusk < sunset


def test_lamps_are_lit_as_it_gets_dark() -> None:
    lit = [Light(Style.typical(hour), Sun(0.5, 0.3, 0.02, 0.1, True), 0.5, 1.0).lamplight for hour in HOURS]
    by_hour = dict(zip(HOURS, lit, strict=True))
    assert by_hour["day"] == 0
    assert by_hour["day"] < by_hour["sunset"] < by_hour["dusk"] < by_hour["night"] == 1


def test_a_dawn_is_cooler_than_a_sunset() -> None:
    dawn, sunset = (picture(Style.typical(hour)).mean((0, 1)) for hour in ("dawn", "sunset"))
    assert dawn[2] / dawn[1] > sunset[2] / sunset[1]


@pytest.mark.parametrize("weather", WEATHERS[1:])
def test_every_weather_shows(weather: str) -> None:
    assert np.abs(picture(Style.typical(weather=weather)) - picture(Style.typical())).mean() > 4


def test_fog_hides_what_is_far_and_spares_what_is_near() -> None:
    def contrast(part: NDArray[np.int64]) -> float:
        return float(part.mean(-1).std())

    def greenness(part: NDArray[np.int64]) -> float:
        return float((part[..., 1] - part[..., 2]).mean())

    clear, fog = picture(Style.typical()), picture(Style.typical(weather="fog"))
    far, near = np.s_[22:31, 24:], np.s_[56:, :30]
    assert contrast(fog[far]) < 0.5 * contrast(clear[far])
    assert 8 < greenness(fog[near]) < greenness(clear[near])


def test_snowfall_whitens_the_land_even_in_spring() -> None:
    def colourfulness(shown: NDArray[np.int64]) -> float:
        return float(np.ptp(shown[48:, :30], axis=-1).mean())

    clear, snowing = (picture(Style.typical("day", "spring", weather)) for weather in ("clear", "snowfall"))
    assert colourfulness(snowing) < 0.5 * colourfulness(clear)


def test_a_horizon_that_is_given_is_kept() -> None:
    labels = scenery()
    assert np.array_equal(paint(labels, Style(), horizon=horizon_in(labels)), paint(labels, Style()))
    assert not np.array_equal(paint(labels, Style(), horizon=0.3), paint(labels, Style()))


def test_a_blob_in_an_odd_place_hardly_moves_the_horizon() -> None:
    labels = scenery(128)
    before = horizon_in(labels)
    labels[10:20, 60:70] = LANDSCAPE.id("grass")
    assert abs(horizon_in(labels) - before) < 0.02


def test_painting_ground_moves_the_horizon_little_by_little() -> None:
    labels = scenery(128)
    heights = []
    for column in range(0, 128, 4):
        labels[44:64, column : column + 4] = LANDSCAPE.id("grass")
        heights.append(horizon_in(labels))
    assert heights[-1] < heights[0] - 0.05
    assert np.abs(np.diff(heights)).max() < 0.03


def test_a_river_above_the_horizon_runs_down_white_instead_of_mirroring_the_sky() -> None:
    labels = np.full((96, 96), LANDSCAPE.id("sky"), np.uint8)
    labels[20:] = LANDSCAPE.id("mountain")
    labels[70:] = LANDSCAPE.id("lake")
    labels[30:70, 40:50] = LANDSCAPE.id("river")
    shown = paint(labels, Style.typical(), details=False).astype(np.int64)
    fall = shown[36:60, 42:48]
    sky = shown[2:10].mean((0, 1))
    assert np.abs(fall.mean((0, 1)) - sky).max() > 20
    assert fall.mean(-1).std() > 8
