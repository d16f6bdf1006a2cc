"""Cartoons: three hands that differ, edges that are known, on any map."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from studio.labels import LANDSCAPE
from studio_data.world import HANDS, HOURS, SEASONS, Style, compose, paint
from studio_data.world.cartoon.draw import draw_cartoon
from studio_data.world.cartoon.smoothing import edge_smoothed

BY_HAND = pytest.mark.parametrize("hand", HANDS)


@BY_HAND
def test_the_picture_is_what_paint_draws_and_always_the_same(hand: str) -> None:
    scene = compose(4, (64, 96), "village")
    cartoon = draw_cartoon(scene.labels, scene.style, hand=hand, seed=3)
    assert cartoon.picture.shape == (64, 96, 3)
    assert cartoon.ink.shape == (64, 96)
    assert cartoon.picture.dtype == cartoon.ink.dtype == np.uint8
    assert np.array_equal(cartoon.picture, paint(scene.labels, scene.style, seed=3, hand=hand))


def test_no_two_hands_draw_alike() -> None:
    scene = compose(4, (96, 96), "village")
    drawn = [paint(scene.labels, scene.style, hand=hand).astype(float) for hand in (None, *HANDS)]
    for i, first in enumerate(drawn):
        for second in drawn[i + 1 :]:
            assert np.abs(first - second).mean() > 12


@BY_HAND
def test_edges_lie_where_labels_meet_and_leave_plain_areas_alone(hand: str) -> None:
    labels = np.full((96, 96), LANDSCAPE.id("sky"), np.uint8)
    labels[48:] = LANDSCAPE.id("sand")
    labels[30:60, 40:60] = LANDSCAPE.id("house")
    ink = draw_cartoon(labels, Style.typical(), hand=hand, details=False).ink
    around_roof = ink[27:33, 42:58]
    assert around_roof.max(0).mean() > 50
    assert ink[4:22, 10:86].mean() < (40 if hand == "poster" else 12)  # a poster's sky is printed in bands


def test_ink_is_darker_than_what_it_bounds() -> None:
    scene = compose(4, (128, 128), "village")
    cartoon = draw_cartoon(scene.labels, Style.typical(), hand="ink")
    light = cartoon.picture.mean(-1)
    assert light[cartoon.ink > 200].mean() < 0.5 * light[cartoon.ink < 20].mean()


def test_a_poster_needs_few_colours() -> None:
    scene = compose(4, (128, 128), "village")
    used = [
        len(np.unique(paint(scene.labels, Style.typical(), hand=hand, details=False).reshape(-1, 3) // 16, axis=0))
        for hand in (None, "poster")
    ]
    assert used[1] < used[0]


def test_watercolour_leaves_white_paper_round_the_picture() -> None:
    picture = paint(np.full((64, 64), LANDSCAPE.id("forest"), np.uint8), Style.typical(), hand="watercolour")
    assert picture[0].min() > 215
    assert picture[20:40, 20:40].mean() < 180


@BY_HAND
def test_every_hour_and_season_is_drawn_and_night_is_dark(hand: str) -> None:
    labels = compose(3, (40, 40), "coast").labels
    means = {}
    for hour in HOURS:
        for season in SEASONS:
            means[hour, season] = paint(labels, Style.typical(hour, season), hand=hand, supersample=1).mean()
    assert max(means["night", season] for season in SEASONS) < min(means["day", season] for season in SEASONS)


@BY_HAND
def test_any_map_is_drawn_without_a_warning(hand: str) -> None:
    rng = np.random.default_rng(5)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for shape in ((16, 16), (33, 47), (17, 90)):
            labels = rng.integers(0, len(LANDSCAPE), shape).astype(np.uint8)
            assert paint(labels, Style.sample(rng), supersample=2, hand=hand).std() > 1
        for label in LANDSCAPE:
            labels = np.full((24, 24), label.id, np.uint8)
            assert paint(labels, Style.sample(rng), supersample=1, hand=hand).shape == (24, 24, 3)


def test_smoothing_touches_the_edges_only() -> None:
    scene = compose(4, (128, 128), "village")
    cartoon = draw_cartoon(scene.labels, scene.style, hand="ink")
    smooth = edge_smoothed(cartoon.picture, cartoon.ink)
    changed = (smooth != cartoon.picture).any(-1)
    rows, columns = np.nonzero(cartoon.ink > 40)
    far = np.ones(changed.shape, bool)
    for row, column in zip(rows, columns, strict=True):
        far[max(row - 2, 0) : row + 3, max(column - 2, 0) : column + 3] = False
    assert not changed[far].any()
    steps = [np.abs(np.diff(picture.astype(float).mean(-1), axis=0)).mean() for picture in (cartoon.picture, smooth)]
    assert steps[1] < 0.8 * steps[0]


def test_an_unknown_hand_is_refused() -> None:
    with pytest.raises(ValueError, match="ink, poster, watercolour"):
        paint(np.zeros((16, 16), np.uint8), Style.typical(), hand="crayon")
