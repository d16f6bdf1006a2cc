"""What one may rely on when asking the world for a scene."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import ndimage

from studio.labels import LANDSCAPE, LabelMap
from studio_data.world.compose import KINDS, compose, scribble

SMALL = (128, 128)
PRINT_DIGESTS = """
import hashlib
from studio_data.world.compose import compose
for seed in range(12):
    scene = compose(seed, (96, 128))
    print(scene.kind, hashlib.sha256(scene.labels.tobytes()).hexdigest(), scene.style)
"""


@pytest.fixture(scope="module")
def many() -> list[LabelMap]:
    """The label maps of 400 seeds."""
    return [compose(seed, SMALL).labels for seed in range(400)]


def share_of_maps_with(maps: list[LabelMap], label: str) -> float:
    return float(np.mean([(labels == LANDSCAPE.id(label)).any() for labels in maps]))


def test_a_seed_gives_the_same_scene_in_another_process() -> None:
    expected = []
    for seed in range(12):
        scene = compose(seed, (96, 128))
        expected.append(f"{scene.kind} {hashlib.sha256(scene.labels.tobytes()).hexdigest()} {scene.style}")
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    told = subprocess.run([sys.executable, "-c", PRINT_DIGESTS], capture_output=True, text=True, env=environment)
    assert told.stdout.splitlines() == expected, told.stderr


def test_seeds_differ() -> None:
    assert len({compose(seed, SMALL).labels.tobytes() for seed in range(40)}) == 40


def test_naming_the_kind_that_was_drawn_changes_nothing() -> None:
    for seed in range(10):
        drawn = compose(seed, SMALL)
        named = compose(seed, SMALL, drawn.kind)
        assert np.array_equal(drawn.labels, named.labels)
        assert drawn.style == named.style


@pytest.mark.parametrize("size", [(16, 16), (100, 180), (180, 100), (1, 1), (7, 300)])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_fits_every_size(kind: str, size: tuple[int, int]) -> None:
    for seed in range(4):
        labels = compose(seed, size, kind).labels
        assert labels.shape == size
        assert labels.dtype == np.uint8
        assert labels.max() < len(LANDSCAPE)


def test_the_composition_does_not_depend_on_the_number_of_pixels() -> None:
    agreement = [
        np.mean(compose(seed, SMALL).labels == compose(seed, (256, 256)).labels[1::2, 1::2]) for seed in range(30)
    ]
    assert np.mean(agreement) > 0.93


def test_there_are_ten_kinds_and_more_and_all_come_up() -> None:
    assert len(KINDS) >= 10
    assert {compose(seed, (16, 16)).kind for seed in range(400)} == set(KINDS)


def test_every_label_comes_up(many: list[LabelMap]) -> None:
    seen = {label.key for label in LANDSCAPE if share_of_maps_with(many, label.key) > 0}
    assert seen == {label.key for label in LANDSCAPE}


@pytest.mark.parametrize(("label", "most"), [("void", 0.08), ("fog", 0.1), ("bridge", 0.2)])
def test_void_fog_and_bridges_are_rare(many: list[LabelMap], label: str, most: float) -> None:
    assert 0.003 < share_of_maps_with(many, label) < most


def test_no_frame_is_more_than_a_third_road() -> None:
    for kind in ("city", "village", "forest_road", "country", "harbour"):
        for seed in range(25):
            assert np.mean(compose(seed, SMALL, kind).labels == LANDSCAPE.id("road")) <= 1 / 3


def test_suns_are_small_and_large_round_and_square(many: list[LabelMap]) -> None:
    widths, fullness = [], []
    for labels in many:
        sun = labels == LANDSCAPE.id("sun")
        for box in ndimage.find_objects(ndimage.label(sun)[0]):
            tall, wide = sun[box].shape
            if min(tall, wide) > 4 and abs(tall - wide) <= 2:
                widths.append(wide)
                fullness.append(sun[box].mean())
    assert min(widths) <= 9
    assert max(widths) >= 26
    squares = np.array(fullness) > 0.97
    discs = (np.array(fullness) > 0.7) & (np.array(fullness) < 0.88)
    assert squares.mean() > 0.15
    assert discs.mean() > 0.15


def test_a_part_of_the_villages_shows_a_house_large_enough_for_windows() -> None:
    large = [np.mean(compose(seed, SMALL, "village").labels == LANDSCAPE.id("house")) > 0.03 for seed in range(60)]
    assert 0.15 < np.mean(large) < 0.7


@pytest.mark.parametrize("kind", ["winter", "snowy_village"])
def test_winter_kinds_lie_under_snow_and_are_mostly_in_winter(kind: str) -> None:
    scenes = [compose(seed, SMALL, kind) for seed in range(30)]
    assert np.mean([scene.style.season == "winter" for scene in scenes]) > 0.6
    assert np.mean([np.mean(scene.labels == LANDSCAPE.id("snow")) for scene in scenes]) > 0.2


def test_grass_is_often_under_snow_in_winter_and_never_in_summer() -> None:
    scenes = [compose(seed, SMALL, "river") for seed in range(120)]
    snowy = {
        season: np.mean([(s.labels == LANDSCAPE.id("snow")).mean() > 0.1 for s in scenes if s.style.season == season])
        for season in ("summer", "winter")
    }
    assert snowy["winter"] > 0.3
    assert snowy["summer"] == 0


@pytest.mark.parametrize("arguments", [(-1,), (0, (0, 8)), (0, (8, 8), "moonscape")])
def test_senseless_requests_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="compose"):
        compose(*arguments)  # type: ignore[arg-type]


def test_a_scribble_is_a_coarser_copy_of_the_scene() -> None:
    longer = []
    for seed in range(60):
        neat = compose(seed, SMALL, "village").labels
        before = neat.copy()
        rough = scribble(neat, np.random.default_rng(seed))
        assert np.array_equal(neat, before)
        assert rough.shape == neat.shape
        assert rough.dtype == np.uint8
        assert np.mean(rough == neat) > 0.5
        longer.append(outline_length(rough) / outline_length(neat))
        assert np.array_equal(rough, scribble(neat, np.random.default_rng(seed)))
    assert np.mean(longer) < 0.95


def test_some_scenes_are_drawn_in_cells_of_characters(many: list[LabelMap]) -> None:
    in_cells = [np.array_equal(labels, np.repeat(np.repeat(labels[::2, ::2], 2, 0), 2, 1)) for labels in many]
    assert 0.1 < np.mean(in_cells) < 0.6


def outline_length(labels: LabelMap) -> int:
    """How many neighbouring pixels differ."""
    return int((labels[1:] != labels[:-1]).sum() + (labels[:, 1:] != labels[:, :-1]).sum())
