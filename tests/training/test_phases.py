"""Training in phases, as the contest report did: batch, rate and list of pictures per phase, in one run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from test_settling import StandIn
from torch import nn

from lightning_modules import semantic_recipes, settling
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config import load_config
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.config_tsit import SYNTHESIS, TsitConfig
from lightning_modules.losses.backbones import ReaderFeatures
from lightning_modules.losses.perceptual_cosine import perceptual_cosine
from lightning_modules.phased_stream import PhasedStream
from lightning_modules.preflight import preflight
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from lightning_modules.semantic import Scene
from lightning_modules.semantic_recipes import prepare_semantic
from lightning_modules.spade import SpadeRecipe
from studio.errors import InputError
from studio_reader.checkpoints import load_reader

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


def tiny(**changes: object) -> SpadeConfig:
    settings: dict[str, object] = {"channels": 1, "hidden": 2, "d_channels": 2, "d_layers": 2, "perceptual": 0.0}
    settings |= {"load_size": 68, "crop_size": 64, "epochs": 2, "batch": 1, "decay_from": 1.0, "validation": 4}
    settings |= {"phase_batches": "1,4,2", "phase_rates": "2e-4,1e-3,4e-4", "log_every": 1}
    return SpadeConfig(**{**settings, **changes})  # type: ignore[arg-type]


def walk(stream: PhasedStream, budget: Budget, count: int) -> list[list[bytes]]:
    """The next batches' pictures, as Lightning asks for them; each batch is done before the next is asked for."""
    seen: list[list[bytes]] = []
    while len(seen) < count:
        for batch in stream:
            seen.append([picture.numpy().tobytes() for picture in batch.picture])
            budget.tick()
            if len(seen) == count:
                break
    return seen


def prepared(config: SpadeConfig, pairs: Path) -> tuple[PhasedStream, Budget]:
    module, data = prepare_semantic(str(pairs), config)
    assert isinstance(data.stream, PhasedStream)
    return data.stream, module.budget


def test_memory_is_searched_for_the_largest_phase_and_holds_every_one(
    pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    most, seen = 3, []

    class Crowded(SpadeRecipe):
        """Runs out of memory with more than three pictures at a time."""

        def scene(self, batch: Batch) -> Scene:
            if len(batch.labels) > most:
                raise torch.OutOfMemoryError("simulated")
            seen.append(len(batch.labels))
            return super().scene(batch)

        def blocks(self) -> list[nn.Module]:
            return []

    monkeypatch.setattr(semantic_recipes, "SpadeRecipe", Crowded)
    monkeypatch.setattr(settling, "card", StandIn)
    run = Run(tmp_path, tiny(phase_batches="1,7,2", epochs=3, precision="fp32", norm="instance"), str(pairs))
    lines = preflight(run)
    assert any("3 of 7 pictures at a time" in line for line in lines)
    seen.clear()
    train(run, resume=False)
    assert max(seen) == most  # parts of 3, 2 and 2 in the second phase
    assert {1, 2, 3} <= set(seen)
    assert "out of memory" not in capsys.readouterr().err


def test_every_phase_s_batch_must_be_shared_evenly() -> None:
    with pytest.raises(InputError, match="a batch of 5 can't be shared by 2 devices"):
        load_config("tsit-contest", {"devices": "2"})


def test_batches_change_where_phases_begin(pairs: Path) -> None:
    stream, budget = prepared(tiny(), pairs)
    total = 2 * len(stream)
    assert len(stream) == round((16 + 4 + 8) / 3)
    sizes = [len(batch) for batch in walk(stream, budget, total)]
    assert sizes == [1] * 6 + [4] * 6 + [2] * 6


def test_a_resumed_stream_goes_on_with_the_very_next_pictures(pairs: Path) -> None:
    whole, budget = prepared(tiny(), pairs)
    everything = walk(whole, budget, 18)
    for stop in (3, 6, 8, 13):
        begun, budget = prepared(tiny(), pairs)
        walk(begun, budget, stop)
        resumed, after = prepared(tiny(), pairs)
        after.restore(budget.state())
        resumed.load_state_dict(begun.state_dict())
        assert walk(resumed, after, 18 - stop) == everything[stop:]


def test_a_phase_learns_from_its_list_alone_and_others_say_that_they_have_none(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = sorted(path.stem for path in (pairs / "labels").glob("*.png"))
    (tmp_path / "few.txt").write_text("\n".join(names[3:6]))
    config = tiny(phase_batches="1,4,2", phase_lists=f"{tmp_path / 'few.txt'},,", flip=False, load_size=64)
    stream, budget = prepared(config, pairs)
    batches = walk(stream, budget, 2 * len(stream))
    first = {picture for batch in batches if len(batch) == 1 for picture in batch}
    others = {picture for batch in batches if len(batch) > 1 for picture in batch}
    assert len(first) <= 3 < len(others)
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in told] == ["phase 1 of 3", "phase 2 of 3", "phase 3 of 3"]
    assert "3 pictures of" in told[0]
    assert "no list, so the whole set of 16" in told[1]


def test_a_run_takes_each_phase_s_rate(pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rates: list[float] = []
    run = Run(tmp_path, tiny(), str(pairs))

    def noted(self: torch.optim.Adam, closure: object = None) -> None:
        rates.append(self.param_groups[0]["lr"])

    monkeypatch.setattr(torch.optim.Adam, "step", noted)
    train(run, resume=False)
    generator, discriminator = rates[::2], rates[1::2]
    assert generator == pytest.approx([1e-4] * 6 + [5e-4] * 6 + [2e-4] * 6)
    assert discriminator == pytest.approx([4e-4] * 6 + [2e-3] * 6 + [8e-4] * 6)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert len(lines) == 18


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"phase_batches": "1,2", "phase_rates": "1e-4"}, "must be as many"),
        ({"phase_batches": "1,0", "phase_rates": "1e-4,1e-4"}, "above 0"),
        ({"phase_batches": "1,x", "phase_rates": "1e-4,1e-4"}, "numbers separated by commas"),
        ({"phase_batches": ""}, "need phase_batches"),
        ({"batch": 3}, "the first of phase_batches"),
    ],
)
def test_phases_that_cannot_be_are_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        tiny(**changes).check()


def test_a_batch_larger_than_a_phase_s_pictures_is_refused(pairs: Path) -> None:
    with pytest.raises(InputError, match="the whole set: 16 pictures to learn from, fewer than a batch of 30"):
        prepared(tiny(phase_batches="1,30,2"), pairs)


def test_the_contest_s_preset_has_the_report_s_numbers() -> None:
    config = load_config("tsit-contest")
    assert isinstance(config, TsitConfig)
    assert [phase.batch for phase in config.phases] == [2, 30, 5, 5]
    assert [phase.rate for phase in config.phases] == [2e-4, 1.2e-3, 4e-4, 2e-4]
    assert (config.gan, config.perceptual, config.similarity) == (20.0, 10.0, "cosine")
    assert (config.task, config.latent, config.noise) == (SYNTHESIS, 0, 0)  # the content stream alone


def test_cosine_compares_directions_alone(teacher: Path) -> None:
    backbone = ReaderFeatures(load_reader(teacher)[0])
    features = [torch.rand(2, 4, 3, 3) + 0.1 for _ in backbone.weights]
    assert float(perceptual_cosine(backbone, [7 * x for x in features], features)) == pytest.approx(0, abs=1e-6)
    assert float(perceptual_cosine(backbone, [-x for x in features], features)) == pytest.approx(2)
    ones = [torch.tensor([1.0, 0.0]).view(1, 2, 1, 1) for _ in backbone.weights]
    slanted = [torch.tensor([1.0, 1.0]).view(1, 2, 1, 1) for _ in backbone.weights]
    assert float(perceptual_cosine(backbone, slanted, ones)) == pytest.approx(1 - np.sqrt(0.5), abs=1e-6)
