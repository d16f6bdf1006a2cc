"""A drawing of few cells reaches a network without stairs; nothing in it is lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from studio.labels import LANDSCAPE
from studio_torch.enlarging import enlarged
from studio_torch.maps import resize_labels
from studio_torch.scene_map import scene_map

SKY, MOUNTAIN, HOUSE, TREE = LANDSCAPE.ids("sky", "mountain", "house", "tree")

maps = arrays(np.uint8, some.tuples(some.integers(1, 9), some.integers(1, 9)), elements=some.integers(1, 4))


def slope(size: int) -> np.ndarray:
    """Mountain below a diagonal that 32 × 32 cells cut in halves, drawn in size × size of them."""
    rows, columns = (np.indices((size, size)) + 0.5) / size
    return np.where(rows > columns + 0.5 / 32, MOUNTAIN, SKY).astype(np.uint8)


def test_a_slope_of_cells_becomes_a_slope() -> None:
    true = slope(256)
    stairs = resize_labels(slope(32), 256, 256)
    smooth = resize_labels(enlarged(slope(32), (256, 256)), 256, 256)
    assert (smooth != true).mean() < 0.5 * (stairs != true).mean()


def test_networks_are_given_slopes() -> None:
    stairs = resize_labels(slope(32), 256, 256)
    assert (scene_map(slope(32), (256, 256), 16) != slope(256)).mean() < 0.5 * (stairs != slope(256)).mean()


def test_walls_keep_their_corners_and_crowns_lose_theirs() -> None:
    for label, keeps in ((HOUSE, True), (TREE, False)):
        labels = np.full((16, 16), SKY, np.uint8)
        labels[5:12, 4:12] = label
        assert np.array_equal(enlarged(labels, (64, 64)), labels.repeat(4, 0).repeat(4, 1)) == keeps


def test_roofs_lose_their_stairs() -> None:
    rows, columns = np.indices((32, 32))
    labels = np.where(abs(columns - 15) <= rows - 6, HOUSE, SKY).astype(np.uint8)
    tops = {
        name: len(np.unique((drawn == HOUSE).argmax(0)))
        for name, drawn in (("stairs", labels), ("slope", enlarged(labels, (128, 128))))
    }
    assert tops["slope"] > 2 * tops["stairs"]


@settings(max_examples=200)
@given(maps)
def test_every_cell_keeps_half_of_itself_and_takes_labels_of_its_neighbours_alone(labels: np.ndarray) -> None:
    large = enlarged(labels, (2 * labels.shape[0], 2 * labels.shape[1]))
    height, width = labels.shape
    quarters = large.reshape(height, 2, width, 2).swapaxes(1, 2).reshape(height, width, 4)
    assert ((quarters == labels[..., None]).sum(2) >= 2).all()
    around = np.pad(labels, 1, mode="edge")
    near = np.stack([labels, around[:-2, 1:-1], around[2:, 1:-1], around[1:-1, :-2], around[1:-1, 2:]], 2)
    assert (quarters[..., None] == near[:, :, None]).any(3).all()


@given(maps)
def test_mirrored_maps_become_mirrored_maps(labels: np.ndarray) -> None:
    shape = (4 * labels.shape[0], 4 * labels.shape[1])
    assert np.array_equal(enlarged(labels[:, ::-1], shape), enlarged(labels, shape)[:, ::-1])
    assert np.array_equal(enlarged(labels[::-1], shape), enlarged(labels, shape)[::-1])


def test_maps_that_are_large_enough_stay_as_they_are() -> None:
    labels = slope(200)
    assert np.array_equal(enlarged(labels, (256, 256)), labels)
