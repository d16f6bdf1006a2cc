"""Which precision and how much of a batch at a time: by trials that leave no trace, on a card that is a stand-in."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from small_recipes import RECIPES, made
from test_parts import crowd

from lightning_modules import settling
from lightning_modules.config import load_config
from lightning_modules.hardware import is_small_turing, processor_multiplies_bf16
from lightning_modules.memory import largest_fit
from lightning_modules.parts import Fitting
from lightning_modules.precision import Trial, chosen
from lightning_modules.rehearsal import rehearse
from lightning_modules.run_config import mebibytes
from lightning_modules.run_folder import Run
from lightning_modules.settling import settle, settle_on
from studio.errors import InputError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


class StandIn:
    """A card whose steps run on the processor."""

    accelerator = "cpu"
    name = "Card 9000"

    def __init__(self) -> None:
        self.limits: list[int | None] = []

    def limit(self, mib: int | None) -> None:
        self.limits.append(mib)

    def begin(self) -> None:
        pass

    def peak_mib(self) -> int:
        return 1234

    def wait(self) -> None:
        pass


def trial(precision: str, seconds: float, **facts: Any) -> Trial:
    return Trial(precision, seconds_per_step=seconds, **facts)


@pytest.mark.parametrize(
    ("card", "trials", "best"),
    [
        ("NVIDIA H200", [trial("fp32", 0.3), trial("bf16", 0.1), trial("fp16", 0.095)], "bf16"),
        ("Tesla V100", [trial("fp32", 0.3), trial("bf16", 0.5), trial("fp16", 0.1)], "fp16"),
        ("NVIDIA H200", [trial("fp32", 0.1), trial("bf16", 0.098), trial("fp16", 0.099)], "fp32"),
        ("NVIDIA H200", [trial("fp32", 0.3), trial("bf16", 0.1, error=0.1), trial("fp16", 0.2)], "fp16"),
        ("Tesla V100", [trial("fp32", 0.3), trial("bf16", 0.5), trial("fp16", 0.1, finite=False)], "fp32"),
        ("NVIDIA H200", [trial("fp32", 0.0, fits=False), trial("bf16", 0.5), trial("fp16", 0.6)], "bf16"),
        ("NVIDIA GeForce GTX 1650", [trial("fp32", 0.3), trial("bf16", 0.2), trial("fp16", 0.29)], "fp32"),
        ("NVIDIA GeForce GTX 1660 Ti", [trial("fp32", 0.3), trial("bf16", 0.5), trial("fp16", 0.2)], "fp16"),
        (
            "NVIDIA GeForce GTX 1660 Ti",
            [trial("fp32", 0.3), trial("bf16", 0.5), trial("fp16", 0.2, finite=False)],
            "fp32",
        ),
        ("NVIDIA GeForce GTX 1650", [trial("fp32", 0.0, fits=False), trial("bf16", 0.5), trial("fp16", 0.3)], "bf16"),
    ],
)
def test_the_quickest_that_is_right_is_chosen_and_small_turing_is_distrusted(
    card: str, trials: list[Trial], best: str
) -> None:
    choice = chosen(trials, card)
    assert choice.precision == best
    assert card in choice.why
    assert len(choice.why.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("NVIDIA GeForce GTX 1650", True),
        ("NVIDIA GeForce GTX 1660 SUPER", True),
        ("Quadro T1000", True),
        ("NVIDIA T600 Laptop GPU", True),
        ("NVIDIA GeForce MX450", True),
        ("Tesla T4", False),
        ("NVIDIA GeForce GTX 1080 Ti", False),
        ("NVIDIA GeForce RTX 2060", False),
    ],
)
def test_cards_of_the_two_small_turing_chips_are_known_by_name(name: str, small: bool) -> None:
    assert is_small_turing(name) == small


def test_a_processor_s_flags_say_whether_it_multiplies_bf16(tmp_path: Path) -> None:
    flags = tmp_path / "cpuinfo"
    flags.write_text("flags : fpu avx512f avx512_bf16")
    assert processor_multiplies_bf16(flags) == "avx512_bf16"
    flags.write_text("flags : fpu avx512f")
    assert not processor_multiplies_bf16(flags)
    assert not processor_multiplies_bf16(tmp_path / "missing")


@pytest.mark.parametrize("name", RECIPES)
def test_a_trial_leaves_weights_and_chance_as_they_were(name: str) -> None:
    module, (batch,) = made(name, 2, 1)
    before = {key: value.clone() for key, value in module.state_dict().items()}
    states = random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state()  # noqa: NPY002
    found = rehearse(module, batch, "fp32", StandIn())
    assert all(torch.equal(before[key], value) for key, value in module.state_dict().items())
    after = random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state()  # noqa: NPY002
    assert states[:2] == after[:2]
    assert torch.equal(states[2], after[2])
    assert module.budget.batches_done == 0
    assert found.finite
    assert found.seconds_per_step > 0


def test_every_precision_is_compared_on_the_same_batch() -> None:
    module, (batch,) = made("unet", 2, 1)
    device = StandIn()
    settled = settle_on(device, module, batch)
    assert [trial.precision for trial in settled.trials] == ["fp32", "bf16", "fp16"]
    assert all(trial.finite and trial.batch == 2 for trial in settled.trials)
    assert all(0 < (trial.error or 0) < 0.1 for trial in settled.trials[1:])
    assert device.limits == [4096 - 600]
    assert settled.fitting.size == 2
    assert len(settled.lines) == 2
    assert "2 pictures at once" in settled.lines[1]


def test_what_does_not_fit_is_brought_in_parts_and_told() -> None:
    module, (batch,) = made("cartoongan", 8, 1)
    crowd(module, 3)
    settled = settle_on(StandIn(), module, batch)
    assert settled.fitting == Fitting(3)
    assert settled.trials[0].batch == 2
    assert "3 of 8 pictures at a time" in settled.lines[1]


def test_a_card_without_room_for_one_picture_is_told_with_the_mend() -> None:
    module, (batch,) = made("cartoongan", 2, 1)
    crowd(module, 0)
    with pytest.raises(InputError, match="--memory"):
        settle_on(StandIn(), module, batch)


def test_what_was_settled_is_read_again_until_recipe_or_card_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, (batch,) = made("unet", 2, 1)
    device = StandIn()
    monkeypatch.setattr(settling, "card", lambda: device)
    run = Run(tmp_path, module.config, "world")  # type: ignore[arg-type]
    first = settle(run, module, batch)
    with monkeypatch.context() as patch:
        patch.setattr(settling, "settle_on", None)  # nothing is measured again
        assert settle(run, module, batch) == first
    assert device.limits == [3496, 3496]
    assert module.average.stays_on_cpu
    assert not torch.backends.cudnn.benchmark
    device.name = "Card 9001"
    assert len(settle(run, module, batch).trials) == 3
    assert device.limits[2:] == [3496]


def test_all_memory_is_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    module, (batch,) = made("unet", 2, 1)
    module.config = dataclasses.replace(module.config, memory="all", precision="fp32")
    device = StandIn()
    settled = settle_on(device, module, batch)
    assert device.limits == [None]
    assert settled.lines == ()
    assert not module.average.stays_on_cpu


def test_averages_stay_on_the_processor_only_where_memory_counts() -> None:
    module, _ = made("spade", 2, 1)
    for stays in (True, False):
        module.average.stays_on_cpu = stays
        module.to(torch.float64)
        assert next(module.average.parameters()).dtype == (torch.float32 if stays else torch.float64)
        assert next(module.networks.parameters()).dtype == torch.float64


def measured(most: int, most_again: int) -> Any:
    calls: list[Fitting] = []

    def measure(fitting: Fitting) -> int:
        calls.append(fitting)
        if fitting.size > (most_again if fitting.checkpointing else most):
            raise torch.OutOfMemoryError("simulated")
        return 100 * fitting.size

    return measure, calls


@pytest.mark.parametrize(
    ("most", "most_again", "enough", "fitting"),
    [
        (16, 99, 1, Fitting(16)),
        (7, 99, 1, Fitting(6)),  # parts of 6, 5 and 5
        (1, 99, 1, Fitting(1)),
        (0, 5, 1, Fitting(4, True)),
        (2, 16, 4, Fitting(16, True)),
        (2, 2, 4, Fitting(2)),
        (4, 16, 4, Fitting(4)),
    ],
)
def test_the_largest_parts_that_fit_are_found(most: int, most_again: int, enough: int, fitting: Fitting) -> None:
    measure, calls = measured(most, most_again)
    found = largest_fit(measure, 16, can_checkpoint=True, enough=enough)
    assert found
    assert found.fitting == fitting
    assert found.peak_mib == 100 * fitting.size
    assert len(calls) <= 10


def test_where_nothing_fits_nothing_is_found() -> None:
    assert largest_fit(measured(0, 0)[0], 16, can_checkpoint=True) is None
    assert largest_fit(measured(0, 9)[0], 16, can_checkpoint=False) is None


def test_a_batch_that_fits_costs_one_trial() -> None:
    measure, calls = measured(99, 99)
    assert largest_fit(measure, 16, can_checkpoint=True, enough=4)
    assert len(calls) == 1


def test_memory_is_read_as_people_write_it() -> None:
    assert mebibytes("4GiB") == 4096
    assert mebibytes("1.5 GiB") == 1536
    assert mebibytes("3500MiB") == 3500
    assert mebibytes("all") is None
    for wrong in ("4", "4GB", "-1GiB", "0GiB"):
        with pytest.raises(InputError, match="4GiB"):
            mebibytes(wrong)


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"memory": "4 gigs"}, "memory"), ({"devices": "3"}, "shared by 3"), ({"precision": "int8"}, "precision")],
)
def test_settings_that_cannot_be_are_refused(changes: dict[str, str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        load_config("unet-live-128", changes)
