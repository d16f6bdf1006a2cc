"""What makes a cartoon, in figures: soft pictures are softer, flat ones flatter, other ones other."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from studio.labels import Picture
from studio_data.world import HANDS, compose, paint
from studio_judge.cartoon_measures import CartoonFigures, cartoon_figures
from studio_judge.ink_filter import inked


@pytest.fixture(scope="module")
def drawn() -> dict[str, Picture]:
    scene = compose(900_004, (160, 160))
    picture = paint(scene.labels, scene.style, supersample=1, details=False)
    cartoons = {hand: paint(scene.labels, scene.style, supersample=1, hand=hand) for hand in HANDS}
    blurred = ndimage.gaussian_filter(picture, (1.5, 1.5, 0))
    return {"itself": picture, "blurred": blurred, "filter": inked(picture), "other": picture[::-1], **cartoons}


@pytest.fixture(scope="module")
def figures(drawn: dict[str, Picture]) -> dict[str, CartoonFigures]:
    return {name: cartoon_figures(picture, drawn["itself"]) for name, picture in drawn.items()}


def test_true_cartoons_have_clearer_edges_than_what_is_soft(figures: dict[str, CartoonFigures]) -> None:
    assert all(figures[hand].clearness > figures["blurred"].clearness + 0.05 for hand in HANDS)


def test_cartoons_and_the_filter_are_flatter_than_the_picture(figures: dict[str, CartoonFigures]) -> None:
    flat = ("ink", "poster", "filter")
    assert all(figures[name].flatness > figures["itself"].flatness + 0.05 for name in flat)


def test_content_is_kept_by_those_that_draw_the_same_scene(figures: dict[str, CartoonFigures]) -> None:
    assert figures["itself"].content == pytest.approx(1)
    assert figures["filter"].content > figures["ink"].content > figures["other"].content + 0.1


def test_the_filter_draws_dark_lines_where_the_picture_has_edges() -> None:
    picture = np.full((40, 40, 3), 220, np.uint8)
    picture[:, 20:] = (60, 120, 60)
    made = inked(picture)
    assert made[20, 19:21].max() <= 40
    assert np.abs(made[20, 5].astype(int) - 220).max() <= 2
