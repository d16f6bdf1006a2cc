"""The look that weights draw without a style picture: that of the clear summer days they were trained on."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lightning_modules.budget import Budget
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.data_module import PairData
from lightning_modules.pair_sources import Example
from lightning_modules.semantic_recipes import usual_look
from lightning_modules.spade import SpadeRecipe

NAMES = ("hour=day", "hour=night", "season=summer", "weather=clear")
SIZE = 64


class Brightness(nn.Module):
    """An encoder whose code is the picture's brightness."""

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        bright = picture.mean((1, 2, 3))[:, None]
        return bright, torch.full_like(bright, -3.0)


class Days:
    """Every third picture a clear summer day, bright; the others nights, dark."""

    def __init__(self, styled: bool) -> None:
        self._styled = styled

    def __len__(self) -> int:
        return 12

    def pair(self, epoch: int, index: int) -> Example:
        is_day = index % 3 == 0
        style = np.array([is_day, not is_day, 1, is_day] if self._styled else [], np.float32)
        picture = np.full((SIZE, SIZE, 3), 255 if is_day else 0, np.uint8)
        return Example(np.ones((SIZE, SIZE), np.uint8), picture, style)


@pytest.mark.parametrize(("styled", "bright"), [(True, 1.0), (False, -1 / 3)])
def test_clear_days_are_the_usual_look_and_without_names_all_pictures_are(styled: bool, bright: float) -> None:
    config = SpadeConfig(
        channels=1, hidden=1, d_channels=1, d_layers=2, latent=1, batch=4, load_size=SIZE, crop_size=SIZE, epochs=1
    )
    module = SpadeRecipe(config, Budget(batches=1, minutes=0), None)
    data = PairData(Days(styled), NAMES, config, held_out=0)
    (mean,), (log_variance,) = usual_look(module, nn.ModuleDict({"encoder": Brightness()}), data)
    assert mean == pytest.approx(bright, abs=1e-4)
    assert log_variance == -3.0
    assert usual_look(module, nn.ModuleDict(), data) == []
