"""The world as a data module: the same batches with any number of workers, drawn once or ever anew, killed or not."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lightning_modules.batches import Batch
from lightning_modules.config import config_of
from lightning_modules.opening import WorldData, open_data
from studio.errors import InputError
from studio_data.datasets.fresh_world import FreshWorld


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def world(**changes: object) -> WorldData:
    settings = {
        "kind": "reader",
        "epochs": 2,
        "batch": 2,
        "load_size": 24,
        "crop_size": 16,
        "world_pairs": 8,
        "validation": 1,
        "seed": 5,
        **changes,
    }
    return WorldData(config_of(settings, {}, where="the test"))


def epochs(data: WorldData, count: int = 2) -> list[Batch]:
    return [batch for _ in range(count) for batch in data.train_dataloader()]


def same(first: list[Batch], second: list[Batch]) -> bool:
    return len(first) == len(second) and all(
        torch.equal(one, other) for pair in zip(first, second, strict=True) for one, other in zip(*pair, strict=True)
    )


@pytest.mark.parametrize("reuse", ["disk", "memory", "none"])
def test_workers_change_no_batch(reuse: str) -> None:
    alone = epochs(world(reuse=reuse))
    assert len(alone) == 6
    assert same(alone, epochs(world(reuse=reuse, workers=2)))


def test_drawn_to_disk_to_memory_or_anew_the_first_epoch_is_the_same() -> None:
    first = [epochs(world(reuse=reuse), 1) for reuse in ("disk", "memory", "none")]
    assert same(first[0], first[1])
    assert same(first[1], first[2])


def test_a_second_epoch_shows_the_same_pairs_only_where_they_are_reused() -> None:
    def styles(batches: list[Batch]) -> set[tuple[float, ...]]:
        # Without the sun's side, which a mirror turns.
        return {tuple(row.abs().tolist()) for batch in batches for row in batch.style}

    kept, fresh = world(reuse="memory"), world(reuse="none")
    assert styles(epochs(kept, 1)) & styles(epochs(kept, 1))
    assert not styles(epochs(fresh, 1)) & styles(epochs(fresh, 1))


def test_a_reused_pair_is_cropped_and_mirrored_otherwise_in_the_next_epoch() -> None:
    data = world(reuse="memory", batch=7)
    first, second = ({picture.numpy().tobytes() for picture in epochs(data, 1)[0].picture} for _ in range(2))
    assert len(first & second) <= len(first) // 2  # a few may meet by chance


@pytest.mark.parametrize("workers", [0, 2])
def test_what_comes_after_a_kill_is_what_would_have_come(workers: int) -> None:
    whole = epochs(world(reuse="none", workers=workers))
    killed = world(reuse="none", workers=workers)
    batches = iter(killed.train_dataloader())
    handed_out = [next(batches), next(batches)]
    resumed = world(reuse="none", workers=workers)
    resumed.train_dataloader().load_state_dict(killed.train_dataloader().state_dict())
    assert same(whole, handed_out + epochs(resumed))


def test_workers_do_not_disturb_the_trainings_random_numbers() -> None:
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    epochs(world(reuse="none", workers=1), 1)
    assert torch.equal(torch.rand(1), expected)


def test_a_pair_of_the_world_depends_on_seed_epoch_and_index_alone() -> None:
    source = FreshWorld(4, size=16, seed=9, supersample=1)
    again = FreshWorld(40, size=16, seed=9, supersample=1)
    assert source.pair(1, 3).picture.tobytes() == again.pair(1, 3).picture.tobytes()
    others = [FreshWorld(4, 16, 8, 1).pair(1, 3), source.pair(2, 3), source.pair(1, 2)]
    assert all(other.picture.tobytes() != source.pair(1, 3).picture.tobytes() for other in others)
    with pytest.raises(IndexError):
        source.pair(0, 4)


def test_folders_can_be_kept_in_memory_too(pairs: Path) -> None:
    settings = {"kind": "reader", "epochs": 1, "batch": 4, "load_size": 40, "crop_size": 32, "validation": 2}
    kept = open_data(str(pairs), config_of({**settings, "reuse": "memory"}, {}, where="the test"))
    read = open_data(str(pairs), config_of(settings, {}, where="the test"))
    assert same(list(kept.train_dataloader()), list(read.train_dataloader()))


@pytest.mark.parametrize(
    ("setting", "said"), [({"reuse": "tape"}, "disk, memory, none"), ({"workers": -1}, "0 to 256")]
)
def test_settings_that_mean_nothing_are_refused(setting: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        world(**setting)
