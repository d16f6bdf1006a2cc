"""fp16's loss scaler with two networks, on the processor: an overflow costs one step of one network, and no more."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import torch
from references import train_on
from small_recipes import made
from torch import Tensor

from lightning_modules.base import RecipeModule
from studio.errors import StudioError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")

BATCHES, BAD = 3, 1
LOSSES = {
    "pix2pix": {"D": "discriminator_loss", "G": "generator_loss"},
    "spade": {"D": "_discriminator_loss", "G": "_generator_loss"},
    "stargan": {"D": "discriminator_loss", "G": "generator_loss"},
}
Gradients = dict[tuple[int, str], Tensor | None]


def overflow(module: Any, loss: str, when: range) -> None:
    true = getattr(module, loss)

    def infinite(*given: Any) -> Tensor:
        value: Tensor = true(*given)
        return value * torch.inf if module.budget.batches_done in when else value

    setattr(module, loss, infinite)


def gradients(module: RecipeModule, batches: list[Any]) -> Gradients:
    """The gradients of both networks as their steps take them, by batch and network; None where a step is left out."""
    found: Gradients = {}
    before = module.on_before_optimizer_step
    discriminator = {id(parameter) for parameter in module.discriminator.parameters()}

    def keep(optimizer: torch.optim.Optimizer) -> None:
        parameters = optimizer.param_groups[0]["params"]
        before(optimizer)
        name = "D" if id(parameters[0]) in discriminator else "G"
        left = [parameter.grad.flatten() for parameter in parameters if parameter.grad is not None]
        found[module.budget.batches_done, name] = torch.cat(left).clone() if left else None

    module.on_before_optimizer_step = keep  # type: ignore[method-assign]
    torch.manual_seed(5)
    train_on(module, batches, half=True)
    return found


def still(name: str, rates: dict[str, float]) -> tuple[RecipeModule, list[Any]]:
    """The recipe with networks that stand still, so that gradients of two runs can be compared batch by batch."""
    module, batches = made(name, 2, BATCHES)
    fields = {field.name for field in dataclasses.fields(module.config)}
    changes = {key: value for key, value in rates.items() if key in fields}
    module.config = dataclasses.replace(module.config, **changes)
    return module, batches


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize(("bad", "good"), [("D", "G"), ("G", "D")])
def test_an_overflow_skips_one_network_s_step_and_leaves_the_other_s_gradient_at_its_true_scale(
    name: str, bad: str, good: str
) -> None:
    rates = {"rate": 0.0, "g_rate": 0.0, "d_rate": 0.0}
    wanted = gradients(*still(name, rates))
    module, batches = still(name, rates)
    overflow(module, LOSSES[name][bad], range(BAD, BAD + 1))
    found = gradients(module, batches)
    assert found[BAD, bad] is None
    assert set(found) == set(wanted) == {(batch, which) for batch in range(BATCHES) for which in "DG"}
    for key, gradient in found.items():
        if key == (BAD, bad):
            continue
        true = wanted[key]
        assert gradient is not None
        assert true is not None
        # Twice the true gradient is what a scale that fell in between would give.
        assert float((gradient - true).norm() / true.norm()) < 0.05, key


@pytest.mark.parametrize("bad", ["D", "G"])
def test_the_skipped_network_alone_stands_still_and_training_goes_on(bad: str) -> None:
    module, batches = made("pix2pix", 2, 3)
    overflow(module, LOSSES["pix2pix"][bad], range(1, 3))
    seen: list[dict[str, Tensor]] = []
    average = module.average.update

    def kept(network: Any, done: int) -> None:
        average(network, done)
        networks = {"G": module.generator, "D": module.discriminator}
        seen.append({key: next(one.parameters()).detach().clone() for key, one in networks.items()})

    module.average.update = kept  # type: ignore[method-assign]
    train_on(module, batches, half=True)
    other = "G" if bad == "D" else "D"
    assert torch.equal(seen[0][bad], seen[2][bad])
    assert not torch.equal(seen[0][other], seen[1][other])
    assert not torch.equal(seen[1][other], seen[2][other])
    assert module.budget.batches_done == 3


def test_a_scale_that_only_falls_ends_the_run_with_one_line() -> None:
    module, batches = made("stargan", 2, 20)
    overflow(module, "discriminator_loss", range(20))  # the generator's steps stay good: only the scale tells
    with pytest.raises(StudioError, match="precision=bf16") as ended:
        train_on(module, batches, half=True)
    assert len(str(ended.value).splitlines()) == 1
    assert 10 <= module.budget.batches_done < 15  # from 1024 to below 1
