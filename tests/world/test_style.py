"""A style is named numbers: fixed defaults, fair draws, a bounded vector, JSON and back."""

from __future__ import annotations

import json

import numpy as np
import pytest

from studio_data.world.style import FLOWERS, HOURS, SEASONS, STYLE_NAMES, WEATHERS, Style


def test_typical_style_is_a_clear_summer_day_and_never_changes() -> None:
    style = Style.typical()
    assert (style.hour, style.season, style.weather, style.front) == ("day", "summer", "clear", False)
    assert style == Style.typical("day", "summer", "clear")


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("season", SEASONS)
@pytest.mark.parametrize("hour", HOURS)
def test_every_hour_has_a_typical_style_in_every_season_and_weather(hour: str, season: str, weather: str) -> None:
    style = Style.typical(hour, season, weather)
    assert (style.hour, style.season, style.weather) == (hour, season, weather)
    assert (style.snow_cover > 0) == (season == "winter" or weather == "snowfall")
    assert (style.overcast > 0.5) == (weather in ("overcast", "rain", "fog", "snowfall"))
    assert (style.wetness > 0) == (weather == "rain")


def test_the_vector_has_one_bounded_number_per_name() -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        vector = Style.sample(rng).vector()
        assert vector.dtype == np.float32
        assert vector.shape == (len(STYLE_NAMES),)
        assert np.abs(vector).max() <= 1


def test_the_vector_names_the_hour_the_season_and_the_palette() -> None:
    vector = dict(zip(STYLE_NAMES, Style(hour="night", season="autumn", flowers="daisy").vector(), strict=True))
    assert [vector[f"hour={hour}"] for hour in HOURS] == [float(hour == "night") for hour in HOURS]
    assert [vector[f"season={season}"] for season in SEASONS] == [float(season == "autumn") for season in SEASONS]
    assert [vector[f"flowers={flower}"] for flower in FLOWERS] == [float(flower == "daisy") for flower in FLOWERS]


def test_every_field_shows_in_the_vector() -> None:
    plain, rng = Style.typical(), np.random.default_rng(5)
    for field, value in Style.sample(rng, "sunset", "winter").to_dict().items():
        changed = Style.from_dict({**plain.to_dict(), field: value})
        assert changed == plain or not np.array_equal(changed.vector(), plain.vector()), field


def test_samples_cover_every_hour_and_season_and_repeat_with_their_seed() -> None:
    draws = [Style.sample(np.random.default_rng(seed)) for seed in range(300)]
    assert {style.hour for style in draws} == set(HOURS)
    assert {style.season for style in draws} == set(SEASONS)
    assert {style.weather for style in draws} == set(WEATHERS)
    assert not any(style.weather == "snowfall" and style.season == "summer" for style in draws)
    assert draws[7] == Style.sample(np.random.default_rng(7))
    assert 0.2 < np.mean([style.hour == "day" for style in draws]) < 0.4


def test_a_sample_keeps_the_hour_and_season_that_are_asked_for() -> None:
    style = Style.sample(np.random.default_rng(1), hour="dusk", season="winter", weather="fog")
    assert (style.hour, style.season, style.weather) == ("dusk", "winter", "fog")


def test_flipping_moves_the_sun_and_nothing_else() -> None:
    style = Style.sample(np.random.default_rng(2))
    changed = np.array(STYLE_NAMES)[style.vector() != style.flipped().vector()]
    assert list(changed) == ["sun_x"]
    assert style.flipped().flipped() == style


def test_a_style_survives_json() -> None:
    style = Style.sample(np.random.default_rng(4))
    assert Style.from_dict(json.loads(json.dumps(style.to_dict()))) == style


def test_what_was_an_hour_once_is_read_as_a_weather() -> None:
    style = Style.from_dict({"hour": "fog", "season": "autumn", "haze": 4.0})
    assert (style.hour, style.season, style.weather, style.haze) == ("day", "autumn", "fog", 4.0)


def test_wrong_words_and_fields_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="hour is 'noon'; it must be one of dawn, day"):
        Style(hour="noon")
    with pytest.raises(ValueError, match="no field 'colour'"):
        Style.from_dict({"colour": 3})
    with pytest.raises(ValueError, match="haze"):
        Style(haze=float("nan"))


def test_numbers_beyond_their_range_are_brought_back() -> None:
    assert Style(haze=99.0).haze == 6.0
    assert Style(sun_x=-4.0).sun_x == -1.0
