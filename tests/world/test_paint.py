"""Any label map becomes a picture: the same bytes each time, no warning, and the light that its style says."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.labels import LANDSCAPE
from studio_data.world import HOURS, SEASONS, Style, paint

KEYS = [label.key for label in LANDSCAPE]
DAY = Style.typical()


def scenery(side: int = 64, ground: str = "grass") -> NDArray[np.uint8]:
    """Sky over level ground."""
    labels = np.full((side, side), LANDSCAPE.id("sky"), np.uint8)
    labels[side // 2 :] = LANDSCAPE.id(ground)
    return labels


def brightness(picture: NDArray[np.uint8]) -> float:
    return float(picture.mean())


def test_the_same_arguments_give_the_same_bytes() -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, len(LANDSCAPE), (40, 56)).astype(np.uint8)
    style = Style.sample(rng)
    assert paint(labels, style, seed=5).tobytes() == paint(labels, style, seed=5).tobytes()


def test_a_new_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib, numpy as np; from studio_data.world import Style, paint;"
        "labels = np.full((32, 32), 1, np.uint8); labels[16:] = 19; labels[8:20, 4:12] = 13;"
        "print(hashlib.sha256(paint(labels, Style.typical('golden'), seed=3).tobytes()).hexdigest())"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert len(runs[0].stdout.strip()) == 64
    assert runs[0].stdout == runs[1].stdout


def test_the_seed_moves_texture_but_not_the_look() -> None:
    one, other = (paint(scenery(), DAY, seed=seed).astype(int) for seed in (1, 2))
    assert np.abs(one - other).mean() > 1
    assert np.abs(one.mean((0, 1)) - other.mean((0, 1))).max() < 12


@pytest.mark.parametrize("supersample", [1, 2, 3])
@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (100, 180), (37, 21)])
def test_pictures_have_the_size_of_their_map(shape: tuple[int, int], supersample: int) -> None:
    labels = np.random.default_rng(1).integers(0, len(LANDSCAPE), shape).astype(np.uint8)
    picture = paint(labels, DAY, supersample=supersample)
    assert picture.shape == (*shape, 3)
    assert picture.dtype == np.uint8


def test_a_picture_can_be_drawn_at_another_size() -> None:
    assert paint(scenery(32), DAY, size=(48, 80)).shape == (48, 80, 3)


@pytest.mark.parametrize("key", KEYS)
def test_every_label_alone_is_drawn_at_every_hour_and_season(key: str) -> None:
    labels = np.full((24, 30), LANDSCAPE.id(key), np.uint8)
    for number, hour in enumerate(HOURS):
        picture = paint(labels, Style.typical(hour, SEASONS[number % 4]), supersample=1)
        assert picture.max() > 0


def test_every_label_looks_its_own_way() -> None:
    looks = {}
    for key in KEYS[1:]:
        labels = scenery(48)
        labels[16:40, 12:36] = LANDSCAPE.id(key)
        looks[key] = paint(labels, DAY, supersample=1)[18:38, 14:34].astype(float)
    keys = [key for key in looks if key not in ("river", "lake", "sea")]  # still water hardly differs in a small pond
    for number, one in enumerate(keys):
        for other in keys[number + 1 :]:
            assert np.abs(looks[one] - looks[other]).mean() > 1.5, (one, other)


def test_noise_for_a_map_is_drawn_without_a_warning_as_a_cartoon_too() -> None:
    rng = np.random.default_rng(2)
    with np.errstate(all="raise", under="ignore"):
        for _ in range(4):
            labels = rng.integers(0, len(LANDSCAPE), (33, 47)).astype(np.uint8)
            paint(labels, Style.sample(rng), supersample=1)
            paint(labels, Style.sample(rng), supersample=1, hand="ink")


def test_void_takes_the_nearest_label() -> None:
    labels = scenery()
    holed = labels.copy()
    holed[50:54, 20:30] = LANDSCAPE.id("void")
    holed[:4] = LANDSCAPE.id("void")
    assert np.array_equal(paint(holed, DAY), paint(labels, DAY))


def test_night_is_darker_than_dusk_and_dusk_than_day() -> None:
    day, sunset, night = (brightness(paint(scenery(), Style.typical(hour))) for hour in ("day", "sunset", "night"))
    assert night < 0.9 * sunset
    assert sunset < day


def test_sunset_is_warmer_than_day() -> None:
    day, sunset = (paint(scenery(), Style.typical(hour)).mean((0, 1)) for hour in ("day", "sunset"))
    assert sunset[0] / sunset[2] > 1.3 * day[0] / day[2]


@pytest.mark.parametrize("ground", ["grass", "field", "sand", "dirt"])
def test_winter_whitens_the_ground(ground: str) -> None:
    summer, winter = (paint(scenery(64, ground), Style.typical("day", season))[36:] for season in ("summer", "winter"))

    def colourfulness(picture: NDArray[np.uint8]) -> float:
        return float(np.ptp(picture.astype(float), axis=-1).mean())

    assert colourfulness(winter) < 0.75 * colourfulness(summer)


def test_flipping_the_style_moves_the_bright_side_of_the_sky() -> None:
    style = Style.typical("sunset")
    picture, flipped = paint(scenery(), style), paint(scenery(), style.flipped())
    assert style.sun_x > 0
    assert brightness(picture[:30, 32:]) > brightness(picture[:30, :32]) + 5
    assert brightness(flipped[:30, :32]) > brightness(flipped[:30, 32:]) + 5


@pytest.mark.parametrize("radius", [1, 3, 8])
def test_a_painted_sun_shines_where_it_was_painted(radius: int) -> None:
    labels = scenery(96)
    labels[20 - radius : 21 + radius, 70 - radius : 71 + radius] = LANDSCAPE.id("sun")
    picture = paint(labels, DAY)
    disc = picture[20 - radius // 2 : 21 + radius // 2, 70 - radius // 2 : 71 + radius // 2]
    assert brightness(disc) > brightness(picture[10:30, 10:40]) + 40


def test_a_large_square_sun_becomes_a_disc() -> None:
    labels = scenery(96)
    labels[10:34, 50:74] = LANDSCAPE.id("sun")
    picture = paint(labels, DAY, details=False)
    assert brightness(picture[20:24, 60:64]) > brightness(picture[10:12, 50:52]) + 15


def test_water_mirrors_what_stands_behind_it() -> None:
    labels = scenery(96, "lake")
    labels[40:49, 30:50] = LANDSCAPE.id("house")
    picture = paint(labels, Style(wave=0.0), details=False).astype(int)
    redness = picture[..., 0] - picture[..., 2]
    assert redness[50:58, 34:46].mean() > redness[50:58, 70:90].mean() + 10


def test_details_off_leaves_out_the_stars() -> None:
    labels = np.full((96, 96), LANDSCAPE.id("sky"), np.uint8)
    night = Style(hour="night", front=False, cover=0.0)
    starry, plain = (paint(labels, night, details=details).astype(int) for details in (True, False))
    assert (starry[:60].max(-1) - plain[:60].max(-1)).max() > 40


def test_a_cartoon_has_dark_edges_and_fewer_tones() -> None:
    labels = scenery(96)
    labels[30:60, 20:50] = LANDSCAPE.id("tree")
    photo, cartoon = (paint(labels, DAY, hand=hand).astype(float) for hand in (None, "ink"))
    assert cartoon[28:34, 30:40].mean(-1).min() < 60
    assert np.abs(np.diff(cartoon[70:], axis=1)).mean() < np.abs(np.diff(photo[70:], axis=1)).mean()


def test_snow_on_a_mountain_does_not_lift_the_horizon() -> None:
    labels = scenery(96)
    labels[16:48, 20:70] = LANDSCAPE.id("mountain")
    capped = labels.copy()
    capped[16:24, 20:70] = LANDSCAPE.id("snow")
    bare, snowy = paint(labels, DAY).astype(int), paint(capped, DAY).astype(int)
    assert np.abs(bare[60:] - snowy[60:]).mean() < 12
    assert brightness(snowy[17:23, 30:60]) > brightness(bare[17:23, 30:60]) + 10


def test_wrong_maps_are_refused() -> None:
    with pytest.raises(ValueError, match="label 24"):
        paint(np.full((8, 8), 24, np.uint8), DAY)
    with pytest.raises(ValueError, match="uint8"):
        paint(np.zeros((8, 8)), DAY)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="supersample"):
        paint(scenery(8), DAY, supersample=0)


def test_importing_the_world_loads_neither_scipy_nor_torch() -> None:
    code = (
        "import sys, studio_data.world; print([name for name in ('scipy', 'torch', 'textual') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
