"""Training a module for a few given batches, and holding its weights against a reference trainer's."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytorch_lightning as pl
import torch
from pytorch_lightning.plugins import MixedPrecision
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from lightning_modules.base import RecipeModule
from studio_torch.reading import State, read_state


class Reference:
    """A folder `train_*_2steps`: networks to start from, inputs, losses and weights afterwards."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.built = json.loads((folder / "meta.json").read_text())["constructor"]
        self.arrays = dict(np.load(folder / "io.npz"))

    def pictures(self, name: str) -> Tensor:
        return torch.from_numpy(self.arrays[name]).float().div(127.5).sub(1)

    def load(self, network: nn.Module, which: str) -> None:
        network.load_state_dict(read_state(self._folder / f"checkpoint_{which}.pth"))

    def check_weights(self, network: nn.Module, which: str, rate: float) -> int:
        """Every tensor's l2 within 1e-4, its first elements within 1e-5; how many were compared."""
        return self.check_state(network.state_dict(), which, rate, biases_before_norms(network))

    def check_state(self, state: State, which: str, rate: float, normalised: Container[str]) -> int:
        """The same of a state dict, where norms take the biases `normalised` out again.

        Such a bias has no gradient but rounding, which Adam turns into a whole step.
        """
        compared = 0
        for name, tensor in state.items():
            if name.endswith("num_batches_tracked"):
                continue
            wanted = self.arrays[f"{which}/{name}"]
            values = tensor.double().numpy().ravel()
            if name in normalised:
                np.testing.assert_allclose(values[:6], wanted[2:], atol=4 * rate, err_msg=name)
                continue
            np.testing.assert_allclose(np.sqrt((values**2).sum()), wanted[1], rtol=1e-4, err_msg=name)
            np.testing.assert_allclose(values[:6], wanted[2:][: len(values)], rtol=0, atol=1e-5, err_msg=name)
            compared += 1
        return compared


def biases_before_norms(network: nn.Module) -> set[str]:
    """The biases of convolutions that a norm follows at once."""
    names = set()
    for prefix, sequence in network.named_modules():
        if not isinstance(sequence, nn.Sequential):
            continue
        children = list(sequence.named_children())
        for (name, layer), (_, after) in pairwise(children):
            if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d) and isinstance(after, nn.modules.batchnorm._NormBase):
                names.add(f"{prefix}.{name}.bias")
    return names


def train_on(module: RecipeModule, batches: list[Any], *, half: bool = False) -> list[dict[str, float]]:
    """The losses of each batch, from one pass over `batches` in that order; half: fp16 with a loss scaler."""
    losses: list[dict[str, float]] = []

    class Collected(pl.Callback):
        def on_train_batch_end(self, *of_the_batch: Any) -> None:
            losses.append(module.take_metrics())

    # Named outright, for on a processor Lightning would silently take bf16 and no scaler.
    scaled = MixedPrecision("16-mixed", "cpu", scaler=torch.amp.GradScaler("cpu", init_scale=1024.0))
    trainer = pl.Trainer(
        accelerator="cpu",
        plugins=[scaled] if half else [],
        max_epochs=1,
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        callbacks=[Collected()],
    )
    trainer.fit(module, DataLoader(_Batches(batches), batch_size=None))
    return losses


class _Batches(Dataset[Any]):
    def __init__(self, batches: list[Any]) -> None:
        self._batches = batches

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, number: int) -> Any:
        return self._batches[number]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._batches)
