"""The averaged generator: what is drawn with and exported."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from lightning_modules.batches import Batch
from studio_torch.scenes import draw_noise, one_hot


class Average(nn.Module):
    """An exponential moving average of one network's parameters, updated once per batch; buffers are copied.

    The decay starts low, min(decay, (n + 1) / (n + 10)), so that the random first weights are soon forgotten.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        super().__init__()
        self.network = copy.deepcopy(network).requires_grad_(False)
        self._decay = decay
        self.stays_on_cpu = False

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Average:
        # This is how a module is moved to a card: memory there is for what learns.
        if self.stays_on_cpu:
            return self
        moved: Average = super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        return moved

    @torch.no_grad()
    def update(self, network: nn.Module, batches_done: int) -> None:
        """Move towards `network` after its `batches_done`-th batch."""
        weight = 1 - min(self._decay, (batches_done + 1) / (batches_done + 10))
        for average, current in zip(self.network.parameters(), network.parameters(), strict=True):
            average.lerp_(current.to(average.device), weight)
        for kept, buffer in zip(self.network.buffers(), network.buffers(), strict=True):
            kept.copy_(buffer)


def batch_norms(network: nn.Module) -> list[_BatchNorm]:
    """Every batch norm in `network`, those that several devices share included."""
    return [module for module in network.modules() if isinstance(module, _BatchNorm)]


def freeze_batch_norms(network: nn.Module) -> None:
    """Let batch norms divide by their running statistics, and keep these, until the network is told to train again."""
    for norm in batch_norms(network):
        norm.eval()


def measure_batch_norms(network: nn.Module, batches: Iterable[Batch], *, seed: int = 0) -> None:
    """Re-estimate a generator's batch-norm statistics over `batches` (about 160 pictures), in place.

    Averaged weights never saw the running statistics that came with them: without this the colours drift.
    """
    device = next(network.parameters()).device
    generator = torch.Generator(device).manual_seed(seed)

    def draw_all() -> None:
        for batch in batches:
            count, height, width = batch.labels.shape
            noise = draw_noise(network, count, (height, width), generator)
            network(one_hot(batch.labels.to(device)), batch.style.to(device), noise)

    measure_batch_norms_in(network, draw_all)


@torch.no_grad()
def measure_batch_norms_in(network: nn.Module, passes: Callable[[], object]) -> None:
    """Re-estimate batch-norm statistics, in place, over all that `passes` feeds the network; leaves evaluation mode."""
    norms = batch_norms(network)
    momenta = [norm.momentum for norm in norms]
    network.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain mean over all batches
        norm.train()
    passes()
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
    network.eval()


def finished_copy(average: Average, batches: Iterable[Batch], *, keep_norms: bool = False) -> nn.Module:
    """A copy of the averaged network that is ready to draw: statistics measured anew unless `keep_norms`."""
    network = copy.deepcopy(average.network)
    if not keep_norms:
        measure_batch_norms(network, batches)
    return network.eval()
