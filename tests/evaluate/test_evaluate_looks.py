"""How far two pictures look apart: near in the same light, far in another, and recolouring helps."""

from __future__ import annotations

import numpy as np
import pytest

from studio_data.world import Style, compose, paint
from studio_judge.colour import lab_of, picture_of, recoloured
from studio_judge.looks import distance, distance_by_material, looks_of

HOURS = ("day", "sunset", "night")


def test_lab_is_what_the_books_say_and_comes_back() -> None:
    colours = np.array([[[255, 255, 255], [0, 0, 0], [255, 0, 0], [12, 200, 90]]], np.uint8)
    lab = lab_of(colours)
    assert lab[0, 0] == pytest.approx((100, 0, 0), abs=0.02)
    assert lab[0, 2] == pytest.approx((53.24, 80.09, 67.20), abs=0.1)
    assert np.array_equal(picture_of(lab), colours)


def test_the_same_light_is_nearer_than_another_whatever_is_painted() -> None:
    scenes = [compose(seed, (96, 96)).labels for seed in (900_001, 900_006, 900_011)]
    styles = {hour: paint(scenes[0], Style.typical(hour), supersample=1) for hour in HOURS}
    looks = {hour: looks_of(picture, scenes[0]) for hour, picture in styles.items()}
    for labels in scenes[1:]:
        painted = {hour: looks_of(paint(labels, Style.typical(hour), supersample=1), labels) for hour in HOURS}
        for given in ("day", "night"):
            other = "night" if given == "day" else "day"
            assert distance(painted[given], looks[given]) < distance(painted[given], looks[other])
            near, far = (distance_by_material(painted[given], looks[hour]) for hour in (given, other))
            assert near is not None
            assert far is not None
            assert near < 0.6 * far


def test_recolouring_brings_a_picture_nearer_without_changing_what_is_in_it() -> None:
    scene = compose(900_001, (96, 96)).labels
    day, night = (paint(scene, Style.typical(hour), supersample=1) for hour in ("day", "night"))
    moved = recoloured(day, night)
    assert distance(looks_of(moved), looks_of(night)) < 0.7 * distance(looks_of(day), looks_of(night))
    assert np.corrcoef(lab_of(moved)[..., 0].ravel(), lab_of(day)[..., 0].ravel())[0, 1] > 0.98
