"""Painted suns: discs out of blocks, and the light that comes from them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightning_modules.augmentation import lit_by
from studio.labels import LANDSCAPE, LabelMap
from studio_torch.scene_map import scene_map
from studio_torch.suns import painted_light, with_round_suns

SKY, SUN, SEA = LANDSCAPE.ids("sky", "sun", "sea")
NAMES = ("front", "sun_x", "haze")


def sunny(top: int = 8, left: int = 40, height: int = 12, width: int = 12) -> LabelMap:
    labels = np.full((64, 64), SKY, np.uint8)
    labels[48:] = SEA
    labels[top : top + height, left : left + width] = SUN
    return labels


def test_a_block_of_sun_becomes_a_disc() -> None:
    rounded = with_round_suns(sunny())
    assert rounded[8, 40] == rounded[19, 51] == SKY
    assert (rounded[14, 40:52] == SUN).all()
    assert (rounded == SUN).sum() == pytest.approx(np.pi * 6**2, rel=0.06)
    assert ((rounded != sunny()) <= (sunny() == SUN)).all()


def test_what_is_cut_off_takes_the_label_beside_it() -> None:
    labels = sunny(top=40, height=16)
    rounded = with_round_suns(labels)
    assert rounded[40, 40] == SKY
    assert rounded[55, 40] == SEA


def test_other_shapes_stay_as_they_were_painted() -> None:
    down, across = np.mgrid[:64, :64]
    half = np.where((down - 48) ** 2 + (across - 32) ** 2 < 100, SUN, SKY).astype(np.uint8)
    half[48:] = SEA
    assert np.array_equal(with_round_suns(half), half)
    assert with_round_suns(half) is half


def test_maps_without_a_sun_or_of_nothing_else_stay() -> None:
    for label in (SKY, SUN):
        plain = np.full((16, 16), label, np.uint8)
        assert with_round_suns(plain) is plain
        assert scene_map(plain, (20, 30), 16).shape == (32, 32)


def test_a_coarse_map_has_a_round_sun_at_the_picture_s_size() -> None:
    scene = scene_map(sunny(), (256, 256), 16)
    assert (scene == SUN).sum() == pytest.approx(np.pi * 24**2, rel=0.02)


@given(st.integers(0, 50), st.integers(0, 30))
def test_the_light_comes_from_the_sun_wherever_it_stands(left: int, top: int) -> None:
    told = painted_light(sunny(top=top, left=left), NAMES)
    assert told == {0: 1.0, 1: pytest.approx((left + 6) / 32 - 1)}


def test_the_largest_sun_shines() -> None:
    labels = sunny(left=40)
    labels[2:6, 2:6] = SUN
    assert painted_light(labels, NAMES)[1] > 0


def test_a_style_is_kept_where_no_sun_is_painted() -> None:
    style = np.array([0.0, -0.5, 0.3], np.float32)
    assert np.array_equal(lit_by(np.full((8, 8), SKY, np.uint8), style, NAMES), style)
    assert np.allclose(lit_by(sunny(), style, NAMES), [1.0, 46 / 32 - 1, 0.3])
    assert np.allclose(style, [0.0, -0.5, 0.3])
    assert painted_light(sunny(), ("haze",)) == {}
