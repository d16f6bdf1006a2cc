"""Which sample pictures a run draws while it trains: its recipe's sheet, and a viewer's sketch where it can."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytorch_lightning as pl
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn

from lightning_modules.averaging import finished_copy
from lightning_modules.base import RecipeModule
from lightning_modules.data_module import PairData
from lightning_modules.export import joined
from lightning_modules.picture_recipes import PictureModule, picture_sheet
from lightning_modules.picture_stream import PictureData
from lightning_modules.pix2pix import Pix2Pix
from lightning_modules.run_folder import Run
from lightning_modules.samples import draw, sample_sheet
from lightning_modules.sampling import Sampling
from lightning_modules.semantic import SemanticRecipe
from lightning_modules.semantic_recipes import SemanticData, draw_sketches, drawing_networks, semantic_sheet
from lightning_modules.starting import NORM_PICTURES
from lightning_modules.style_presets import style_presets
from lightning_modules.styled import StyledRecipe
from lightning_modules.styled_recipes import styled_sheet
from studio_torch.maps import at_size

_CLEAR_DAY = "day/summer/clear"
_SHOWN = 8


def sampling(run: Run, module: RecipeModule, data: PairData | PictureData) -> list[pl.Callback]:
    """What draws the run's samples; nothing for a recipe that draws no pictures."""
    minutes = run.config.sample_minutes
    if isinstance(module, PictureModule) and isinstance(data, PictureData):
        return [Sampling(run.folder, minutes, lambda: picture_sheet(module, data))]
    if isinstance(module, StyledRecipe) and isinstance(data, PictureData):
        return [Sampling(run.folder, minutes, lambda: styled_sheet(module, data))]
    if isinstance(module, SemanticRecipe):
        return [_of_semantic(run, module, data)]
    if isinstance(module, Pix2Pix) and isinstance(data, PairData):
        return [_of_pix2pix(run, module, data)]
    return []


def _of_semantic(run: Run, module: SemanticRecipe, data: SemanticData) -> Sampling:
    minutes = run.config.sample_minutes
    if not (isinstance(data, PairData) and data.labels.is_ours):
        return Sampling(run.folder, minutes, lambda: semantic_sheet(module, data))

    def draw_sketch(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        # Networks with a style code start from a grid of fixed size: the sketch is drawn as a square.
        side = module.config.crop_size
        square = at_size(labels, side, side)
        made = draw_sketches(module, drawing_networks(module, data), data, square[None])[0]
        height, width = _size(labels, side, 1)
        return np.asarray(Image.fromarray(made).resize((width, height)))

    return Sampling(run.folder, minutes, lambda: semantic_sheet(module, data), draw_sketch)


def _of_pix2pix(run: Run, module: Pix2Pix, data: PairData) -> Sampling:
    config = module.config
    held_out = joined(data.validation_batches(_SHOWN))
    presets = style_presets(data.style_names)
    norm_batches = data.stream.first(NORM_PICTURES, size=16)
    look = torch.tensor([presets[_CLEAR_DAY]]) if presets else held_out.style[:1]

    def network() -> nn.Module:
        return finished_copy(module.average, norm_batches, keep_norms=config.freeze_norms)

    def sheet() -> Any:
        return sample_sheet(network(), held_out, presets, config.crop_size)

    def draw_sketch(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        size = _size(labels, config.crop_size, int(module.generator.multiple))  # type: ignore[arg-type]
        made: NDArray[np.uint8] = draw(network(), torch.from_numpy(at_size(labels, *size))[None], look)[0]
        return made

    return Sampling(run.folder, config.sample_minutes, sheet, draw_sketch)


def _size(labels: NDArray[np.uint8], side: int, multiple: int) -> tuple[int, int]:
    """Height and width with about `side` pixels on the short side, the map's aspect, multiples of `multiple`."""
    scale = side / min(labels.shape)
    height, width = (max(1, round(length * scale / multiple)) * multiple for length in labels.shape)
    return height, width
