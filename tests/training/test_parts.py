"""Batches in parts, blocks computed again, and memory that runs out in the middle of a run."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import torch
from pytorch_lightning import Trainer
from references import train_on
from small_recipes import RECIPES, made, pictures
from torch import Tensor, nn

from lightning_modules.base import RecipeModule
from lightning_modules.instance_norms import guard_instance_norms
from lightning_modules.parts import Fitting, parts_of
from lightning_modules.sampling import Sampling
from studio.errors import StudioError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


def trained(name: str, fitting: Fitting, *, count: int = 2, batches: int = 2) -> tuple[RecipeModule, Any]:
    module, given = made(name, count, batches)
    module.fitting = fitting
    torch.manual_seed(1)
    return module, train_on(module, given)


def test_parts_are_even_and_their_shares_are_one() -> None:
    parts = parts_of((pictures(5, 8), torch.arange(5)), 3)
    assert [len(part.batch[0]) for part in parts] == [3, 2]
    assert sum(part.share for part in parts) == pytest.approx(1)
    assert torch.cat([part.batch[1] for part in parts]).tolist() == list(range(5))
    assert parts_of((pictures(2, 8),), 7)[0].is_whole
    assert parts_of((pictures(2, 8),), 0)[0].is_whole


@pytest.mark.parametrize("name", ["cartoongan", "stargan"])  # the others have batch norms, which mix a part's pictures
def test_gradients_of_parts_add_up_to_the_batch_s(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[int, list[Tensor]] = {}
    for size in (4, 2, 1):
        module, given = made(name, 4, 1)
        module.fitting = Fitting(size)
        if name == "cartoongan":  # the reader's features are divided by their mean size, which parts don't share
            module.config = dataclasses.replace(module.config, content=0.0)
        if name == "stargan":
            # Attributes are summed per picture, and each picture's target is its own: nothing to even out.
            monkeypatch.setattr(
                module, "chances", lambda count: (torch.arange(count), torch.full((count, 1, 1, 1), 0.5))
            )
        gradients: list[Tensor] = []

        def keep(optimizer: torch.optim.Optimizer, kept: list[Tensor] = gradients) -> None:
            groups = [group["params"] for group in optimizer.param_groups]
            kept += [parameter.grad.flatten().clone() for group in groups for parameter in group]
            optimizer.zero_grad()  # so that both networks stay as they are

        monkeypatch.setattr(module, "on_before_optimizer_step", keep)
        train_on(module, given)
        found[size] = gradients
    for size in (2, 1):
        theirs, ours = torch.cat(found[4]), torch.cat(found[size])
        assert float(theirs.norm()) > 0
        assert float((theirs - ours).norm() / theirs.norm()) < 1e-4


@pytest.mark.parametrize("name", RECIPES)
@pytest.mark.parametrize("size", [1, 2])
def test_blocks_computed_again_change_nothing(name: str, size: int) -> None:
    module, losses = trained(name, Fitting(size))
    again, their_losses = trained(name, Fitting(size, checkpointing=True))
    assert again.blocks()
    assert losses == their_losses
    state, their_state = module.state_dict(), again.state_dict()
    assert all(torch.equal(state[key], their_state[key]) for key in state)


def test_a_copy_of_a_module_that_computes_again_is_its_own() -> None:
    module, _ = trained("spade", Fitting(0, checkpointing=True))
    assert not any("forward" in vars(block) for block in module.modules())


def test_computing_again_keeps_less() -> None:
    def kept(fitting: Fitting) -> int:
        module, given = made("stargan")
        module.fitting = fitting
        total = 0

        def count(tensor: Tensor) -> Tensor:
            nonlocal total
            total += tensor.numel()
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(count, lambda tensor: tensor):
            train_on(module, given[:1])
        return total

    assert kept(Fitting(0, checkpointing=True)) < kept(Fitting())


class Crowded(nn.Module):
    """Runs out of memory when more than `most` pictures are drawn at once, from the `first` pass on."""

    def __init__(self, network: nn.Module, most: int, first: int = 0) -> None:
        super().__init__()
        self.network, self.most, self.first, self.seen = network, most, first, [0]

    def forward(self, *inputs: Tensor) -> Tensor:
        self.seen[0] += 1
        if self.seen[0] > self.first and len(inputs[0]) > self.most:
            raise torch.OutOfMemoryError("simulated")
        made: Tensor = self.network(*inputs)
        return made


def crowd(module: Any, most: int, first: int = 0) -> None:
    module.blocks = list
    module.discriminator = Crowded(module.discriminator, most, first)


# A batch asks the discriminator three times for its own loss, then once for the generator's.
@pytest.mark.parametrize("first", [0, 1, 3, 8, 11])
def test_a_run_goes_on_in_smaller_parts_when_memory_runs_out(first: int, capsys: pytest.CaptureFixture[str]) -> None:
    module, given = made("cartoongan", 4, 4)
    crowd(module, 2, first)
    steps: list[int] = []
    before = module.on_before_optimizer_step

    def counted(optimizer: torch.optim.Optimizer) -> None:
        steps.append(len(optimizer.param_groups[0]["params"]))
        before(optimizer)

    module.on_before_optimizer_step = counted  # type: ignore[method-assign]
    losses = train_on(module, given)
    assert module.fitting == Fitting(2)
    assert len(losses) == module.budget.batches_done == 4
    assert len(steps) == 8  # each network once in every batch, in turn
    assert steps[::2] == steps[:1] * 4
    (said,) = (line for line in capsys.readouterr().err.splitlines() if line.startswith("out of memory"))
    assert "2 of 4 pictures at a time" in said


def test_where_one_picture_is_too_much_the_run_says_so() -> None:
    module, given = made("cartoongan", 4, 1)
    crowd(module, 0)
    with pytest.raises(StudioError, match="one picture at a time"):
        train_on(module, given)


def test_blocks_are_computed_again_before_giving_up() -> None:
    assert Fitting().step_down(8, can_checkpoint=True) == Fitting(4)
    assert Fitting(3).step_down(8, can_checkpoint=True) == Fitting(1)
    assert Fitting(1).step_down(8, can_checkpoint=True) == Fitting(1, True)
    assert Fitting(1, True).step_down(8, can_checkpoint=True) is None
    assert Fitting(1).step_down(8, can_checkpoint=False) is None


def test_one_picture_s_gradients_are_right_in_channels_last_memory() -> None:
    torch.manual_seed(0)
    picture, towards = torch.randn(1, 8, 8, 8), torch.randn(1, 8, 8, 8)

    def gradient(norm: nn.Module, kind: torch.dtype, layout: torch.memory_format) -> Tensor:
        x = picture.to(kind, copy=True).requires_grad_()
        norm(x).backward(towards.to(kind, memory_format=layout))
        assert x.grad is not None
        return x.grad.double()

    norm = nn.InstanceNorm2d(8)
    true = gradient(nn.InstanceNorm2d(8), torch.float64, torch.contiguous_format)
    guard_instance_norms(norm)
    ours = gradient(norm, torch.float32, torch.channels_last)
    assert float((ours - true).norm() / true.norm()) < 1e-4


def test_samples_that_find_no_room_leave_the_training_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def crowded() -> Any:
        raise torch.OutOfMemoryError("simulated")

    module, _ = made("cartoongan", 2, 1)
    Sampling(tmp_path, 0.0, crowded).on_train_end(Trainer(), module)
    assert "no room" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.png"))
