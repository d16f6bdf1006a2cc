"""Ground has scale: detail near the viewer, calm far away, and roads that know which way they run."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.labels import LANDSCAPE
from studio_data.world import Style, paint

DAY = Style.typical()
GROUND = ("grass", "field", "flower", "sand", "dirt", "snow", "road")
Picture = NDArray[np.uint8]


def land(ground: str, side: int = 128, horizon: float = 0.5) -> NDArray[np.uint8]:
    """Sky over ground."""
    labels = np.full((side, side), LANDSCAPE.id("sky"), np.uint8)
    labels[int(horizon * side) :] = LANDSCAPE.id(ground)
    return labels


def grain(picture: Picture) -> float:
    """How much neighbouring pixels differ."""
    grey = picture.astype(float).mean(-1)
    return float(np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean())


def whiteness(picture: Picture) -> float:
    colours = picture.astype(float)
    return float(colours.mean() - 2 * np.ptp(colours, axis=-1).mean())


def with_road(side: int, inside: NDArray[np.bool_]) -> NDArray[np.uint8]:
    labels = land("grass", side)
    labels[inside] = LANDSCAPE.id("road")
    return labels


def places(side: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, x = (np.mgrid[0:side, 0:side] + 0.5) / side
    return y, x


@pytest.mark.parametrize("ground", ["grass", "flower"])
def test_what_stands_on_the_ground_is_seen_near_and_runs_together_far_away(ground: str) -> None:
    picture = paint(land(ground), DAY)
    assert grain(picture[96:]) > 1.5 * grain(picture[66:74])


@pytest.mark.parametrize("ground", [key for key in GROUND if key != "snow"])
def test_winter_whitens_every_ground(ground: str) -> None:
    winter = dataclasses.replace(Style.typical("day", "winter"), snow_cover=0.8)
    summer_picture, winter_picture = paint(land(ground), DAY), paint(land(ground), winter)
    assert whiteness(winter_picture[72:]) > whiteness(summer_picture[72:]) + 20


@pytest.mark.parametrize("ground", ["grass", "field", "flower", "sand"])
def test_rain_darkens_the_ground(ground: str) -> None:
    def below_sky(weather: str) -> float:
        picture = paint(land(ground), Style.typical("day", "summer", weather), details=False).astype(float)
        return float(picture[80:].mean() / picture[:40].mean())

    assert below_sky("rain") < 0.95 * below_sky("overcast")


def test_rain_leaves_puddles_that_mirror_the_sky() -> None:
    def contrast(weather: str) -> float:
        rows = paint(land("dirt"), Style.typical("day", "summer", weather), details=False)[76:].astype(float).mean(-1)
        return float(np.percentile(rows, 97) / np.percentile(rows, 40))

    assert contrast("rain") > 1.1 * contrast("overcast")


def test_grass_shows_through_the_snow() -> None:
    winter = dataclasses.replace(Style.typical("day", "winter"), snow_cover=0.8)
    near = paint(land("grass"), winter)[96:].astype(float).mean(-1)
    assert np.mean(near > 0.8 * near.max()) > 0.3
    assert np.percentile(near, 1) < 0.7 * near.max()


def test_blossoms_stand_in_green_near_the_viewer_and_make_a_carpet_far_away() -> None:
    picture = paint(land("flower", 192), dataclasses.replace(DAY, flowers="poppy")).astype(int)
    red = picture[..., 0] > picture[..., 1] + 40
    green = picture[..., 1] > picture[..., 0]
    assert red[150:].mean() > 0.15
    assert green[150:].mean() > 0.15
    assert red[104:112].mean() > 0.5


@pytest.mark.parametrize("way", ["ahead", "across", "square"])
def test_asphalt_has_bright_lines_whichever_way_it_runs(way: str) -> None:
    y, x = places(192)
    inside = {"ahead": np.abs(x - 0.5) < (y - 0.5) * 0.6, "across": (y > 0.62) & (y < 0.75), "square": y > 0.5}[way]
    labels = with_road(192, inside)
    asphalt = paint(labels, dataclasses.replace(DAY, road="asphalt"))[labels == LANDSCAPE.id("road")]
    grey = asphalt.astype(float).mean(-1)
    lines = np.mean(grey > np.median(grey) + 50)
    assert 0.005 < lines < 0.5


def test_the_lanes_of_a_square_meet_at_the_horizon() -> None:
    labels = land("road", 192)
    picture = paint(labels, dataclasses.replace(DAY, road="asphalt")).astype(float).mean(-1)
    spread = []
    for row in (120, 180):
        bright = np.flatnonzero(picture[row] > np.median(picture[row, 80:112]) + 25)
        spread.append(np.ptp(bright[np.abs(bright - 96) < 12]) if len(bright) else 0)
    assert spread[0] < spread[1]
    middle = picture[110:190, 90:102].max(1)
    assert np.mean(middle > np.median(picture[150:190, 60:130]) + 25) > 0.7


def test_a_line_does_not_run_along_the_pictures_border() -> None:
    y, x = places(128)
    labels = with_road(128, (np.abs(x - 0.95) < (y - 0.4) * 0.5) & (y > 0.5))
    picture = paint(labels, dataclasses.replace(DAY, road="asphalt")).astype(float).mean(-1)
    border = picture[100:126, -3:]
    assert border.max() < np.median(border) + 40


@pytest.mark.parametrize("ground", ["grass", "flower", "sand", "dirt"])
def test_ground_above_the_horizon_is_a_slope_and_no_stripes(ground: str) -> None:
    labels = land("sea", 160, 0.6)
    y, x = places(160)
    labels[(y > 0.75 - 0.55 * x)] = LANDSCAPE.id(ground)
    above = paint(labels, DAY)[50:90, 130:].astype(float).mean(-1)
    down, across = np.abs(np.diff(above, axis=0)).mean(), np.abs(np.diff(above, axis=1)).mean()
    assert 0.3 < (down + 0.2) / (across + 0.2) < 8


@pytest.mark.parametrize("ground", GROUND)
def test_a_blob_in_the_sky_is_not_flat(ground: str) -> None:
    labels = land("sea", 128, 0.6)
    y, x = places(128)
    labels[(x - 0.5) ** 2 + (y - 0.25) ** 2 < 0.02] = LANDSCAPE.id(ground)
    blob = paint(labels, DAY)[22:42, 54:74].astype(float).mean(-1)
    assert blob.std() > 3


@pytest.mark.parametrize("shape", [(16, 16), (31, 57), (200, 64)])
def test_any_scatter_of_ground_is_drawn_without_a_warning(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(4)
    keys = [LANDSCAPE.id(key) for key in (*GROUND, "sky", "sea")]
    with np.errstate(all="raise", under="ignore"):
        for season in ("summer", "winter"):
            labels = rng.choice(keys, shape).astype(np.uint8)
            for road in ("asphalt", "track"):
                style = dataclasses.replace(Style.typical("golden", season), road=road)
                assert np.isfinite(paint(labels, style, supersample=1)).all()
