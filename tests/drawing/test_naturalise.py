"""Naturalise and lint: what they change, what they leave, what they find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.drawing.crumbs import crumbs, without_crumbs
from studio.drawing.level import levelled, water_edges
from studio.drawing.lint import lint
from studio.drawing.naturalise import BUILT, naturalise
from studio.drawing.straightness import block_size
from studio.labels import LANDSCAPE
from studio_data.world import compose

SKY, SEA, SAND, HOUSE, SUN, MOUNTAIN, TREE = LANDSCAPE.ids("sky", "sea", "sand", "house", "sun", "mountain", "tree")
seeds = st.integers(0, 2**31 - 1)


def blocks(seed: int, side: int = 96, block: int = 12) -> np.ndarray:
    """A scene painted in blocks, as on a coarse canvas."""
    labels = compose(seed, (side, side)).labels
    return np.kron(labels[block // 2 :: block, block // 2 :: block], np.ones((block, block), np.uint8))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 400), seeds)
def test_a_naturalised_map_has_the_same_labels_in_about_the_same_places(scene: int, seed: int) -> None:
    before = blocks(scene)
    after = naturalise(before, seed)
    assert after.shape == before.shape
    assert set(after.flat) <= set(before.flat)
    assert (after == before).mean() > 0.7


@pytest.mark.parametrize("scene", [3, 11, 27])
def test_blocks_go_and_nature_stays(scene: int) -> None:
    before = blocks(scene, 192, 16)
    assert block_size(naturalise(before, 1)) < block_size(before) / 3
    natural = compose(scene, (192, 192)).labels
    assert (naturalise(natural, 1) == natural).mean() > 0.93


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    before = blocks(5)
    np.testing.assert_array_equal(naturalise(before, 7), naturalise(before, 7))
    assert (naturalise(before, 7) != naturalise(before, 8)).any()


def test_houses_stay_as_they_were_drawn_and_suns_become_round() -> None:
    labels = np.full((96, 96), SKY, np.uint8)
    labels[60:] = SAND
    labels[50:64, 20:40] = HOUSE
    labels[10:22, 60:72] = SUN
    after = naturalise(labels, 3)
    np.testing.assert_array_equal(after == HOUSE, labels == HOUSE)
    assert after[16, 66] == SUN
    assert after[10, 60] == SKY
    assert {HOUSE, SUN} <= set(BUILT)


def test_the_sea_lies_level_under_the_sky() -> None:
    labels = np.full((90, 120), SKY, np.uint8)
    for column in range(120):
        labels[45 + column // 30 :, column] = SEA
    rows = water_edges(levelled(labels), SEA)[1]
    assert len(set(rows.tolist())) == 1
    after = naturalise(labels, 1)
    assert np.ptp(water_edges(after, SEA)[1]) == 0


def test_a_thin_river_outlives_naturalising() -> None:
    labels = np.full((96, 96), LANDSCAPE.id("grass"), np.uint8)
    labels[:, 40:43] = LANDSCAPE.id("river")
    after = naturalise(labels, 2)
    assert (after == LANDSCAPE.id("river")).any(axis=1).mean() > 0.9


def test_a_tree_keeps_its_trunk() -> None:
    labels = np.full((128, 128), SKY, np.uint8)
    labels[90:] = SAND
    labels[30:70, 40:80] = TREE
    labels[70:100, 58:62] = TREE
    after = naturalise(labels, 5)
    assert (after[72:96, 50:70] == TREE).any(axis=1).mean() > 0.8


def test_unlabelled_pixels_take_what_is_next_to_them_and_nothing_stays_nothing() -> None:
    labels = blocks(3)
    labels[20:40, 20:40] = 0
    assert (naturalise(labels, 1) > 0).all()
    assert not naturalise(np.zeros((64, 64), np.uint8), 1).any()


def test_crumbs_are_specks_and_go() -> None:
    labels = np.full((200, 200), SKY, np.uint8)
    labels[5, 5] = SEA
    labels[50:54, 50:54] = SUN
    found = crumbs(labels)
    assert np.argwhere(found).tolist() == [[5, 5]]
    assert without_crumbs(labels)[5, 5] == SKY


@given(st.integers(2, 12))
def test_the_block_size_is_that_of_the_blocks(block: int) -> None:
    checks = np.kron(np.indices((8, 8)).sum(0) % 2 + 1, np.ones((block, block))).astype(np.uint8)
    assert block_size(checks) == block


def kinds(labels: np.ndarray) -> list[tuple[str, str]]:
    return [(finding.kind, finding.label) for finding in lint(labels)]


def test_lint_says_when_the_world_stands_on_its_head() -> None:
    labels = np.full((96, 96), SEA, np.uint8)
    labels[40:] = SKY
    assert ("above_sky", "sea") in kinds(labels)
    assert ("above_sky", "sea") not in kinds(labels[::-1].copy())


def test_lint_finds_what_floats_and_not_what_stands() -> None:
    labels = np.full((96, 96), SKY, np.uint8)
    labels[60:] = SAND
    labels[50:60, 10:30] = HOUSE
    assert ("floats", "house") not in kinds(labels)
    labels[10:20, 60:80] = HOUSE
    assert ("floats", "house") in kinds(labels)
    labels[0:96, 90] = TREE
    assert ("floats", "tree") not in kinds(labels)


def test_what_lint_offers_to_mend_is_mended() -> None:
    labels = blocks(3, 192, 16)
    labels[20:60, 20:60] = 0
    labels[100, 100] = SUN
    found = lint(labels)
    assert {"unlabelled", "blocky"} <= {finding.kind for finding in found}
    for finding in found:
        if finding.mend is not None:
            assert (finding.kind, finding.label) not in kinds(finding.mend(labels))


def test_scenes_of_the_world_have_little_to_be_said_of() -> None:
    said = [finding.kind for scene in range(24) for finding in lint(compose(scene, (192, 192)).labels)]
    assert said.count("above_sky") + said.count("floats") <= 3
    assert said.count("unlabelled") == 0
    assert said.count("blocky") <= 6
