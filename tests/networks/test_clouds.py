"""Clouds painted as bars reach a network as billows; those of nature reach it as they are."""

from __future__ import annotations

import numpy as np
import pytest

from studio.labels import LANDSCAPE
from studio_torch.clouds import with_billowing_clouds
from studio_torch.scene_map import scene_map

SKY, CLOUD, GRASS, TREE = LANDSCAPE.ids("sky", "cloud", "grass", "tree")


def barred(top: int = 60, foot: int = 90, left: int = 80, right: int = 180) -> np.ndarray:
    labels = np.full((256, 256), SKY, np.uint8)
    labels[180:] = GRASS
    labels[top:foot, left:right] = CLOUD
    return labels


def test_a_bar_of_cloud_gets_a_top_that_rises_and_falls_and_keeps_its_place_and_foot() -> None:
    labels = barred()
    billowed = with_billowing_clouds(labels) == CLOUD
    columns = np.flatnonzero(billowed.any(0))
    tops = billowed.argmax(0)[columns]
    assert len(np.unique(tops)) > 10
    assert (billowed & (labels == CLOUD)).sum() > 0.7 * (labels == CLOUD).sum()
    assert not billowed[90:].any()  # nothing hangs below where the bar ended
    assert abs(int(columns.mean()) - 130) < 8


def test_thin_and_small_bars_stay_in_one_piece() -> None:
    from scipy import ndimage

    for high, wide in ((8, 120), (12, 20), (30, 12)):
        billowed = with_billowing_clouds(barred(60, 60 + high, 80, 80 + wide)) == CLOUD
        assert ndimage.label(billowed)[1] == 1, (high, wide)


def test_nothing_but_cloud_and_sky_changes() -> None:
    labels = barred(150, 200)  # it hangs before the grass
    labels[100:190, 120:140] = TREE
    billowed = with_billowing_clouds(labels)
    touched = billowed != labels
    assert touched.any()
    assert np.isin(labels[touched], (SKY, CLOUD)).all()
    assert np.isin(billowed[touched], (SKY, CLOUD)).all()


def test_a_cloud_as_nature_has_it_stays_as_it_is() -> None:
    labels = np.full((256, 256), SKY, np.uint8)
    rows, columns = np.indices(labels.shape)
    for row, column, radius in ((80, 100, 22), (70, 125, 30), (82, 155, 18)):
        labels[(rows - row) ** 2 + (columns - column) ** 2 < radius**2] = CLOUD
    assert np.array_equal(with_billowing_clouds(labels), labels)


def test_a_stroke_elsewhere_and_a_second_cloud_do_not_move_it() -> None:
    alone = with_billowing_clouds(barred())
    more = barred()
    more[200:220, 30:50] = TREE
    more[20:40, 200:250] = CLOUD
    assert np.array_equal(with_billowing_clouds(more)[55:95, 60:195], alone[55:95, 60:195])


@pytest.mark.parametrize("labels", [np.full((64, 64), CLOUD, np.uint8), np.full((64, 64), SKY, np.uint8)])
def test_nothing_but_cloud_and_no_cloud_stay_as_they_are(labels: np.ndarray) -> None:
    assert np.array_equal(with_billowing_clouds(labels), labels)


def test_networks_are_given_billows() -> None:
    painted = np.full((24, 32), SKY, np.uint8)
    painted[4:7, 8:20] = CLOUD
    clouds = scene_map(painted, (256, 341), 16) == CLOUD
    assert len(np.unique(clouds.argmax(0)[clouds.any(0)])) > 10
