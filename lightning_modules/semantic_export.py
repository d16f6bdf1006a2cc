"""From a run of SPADE or TSIT to a weight file that its plugin draws with, its card and a sheet."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lightning_modules.data_module import PairData
from lightning_modules.export import as_values, picture_board, recipe_facts
from lightning_modules.figures import picture_figures
from lightning_modules.samples import as_pictures
from lightning_modules.semantic import SemanticRecipe
from lightning_modules.semantic_recipes import (
    SemanticData,
    draw_like,
    drawing_networks,
    scenes,
    usual_look,
    usual_style,
)
from lightning_modules.spade import SpadeRecipe
from lightning_modules.spade import shape_of as spade_shape
from lightning_modules.tsit import TsitRecipe
from lightning_modules.tsit import shape_of as tsit_shape
from lightning_modules.weight_files import parameter_count, replace_file, stored, write_weights
from studio.labels import LANDSCAPE
from studio_spade.checkpoints import FORMAT as SPADE_FORMAT
from studio_spade.checkpoints import build as build_spade
from studio_torch.spectral import folded
from studio_tsit.checkpoints import FORMAT as TSIT_FORMAT
from studio_tsit.checkpoints import build as build_tsit
from studio_tsit.network import TsitGenerator

_FIGURED = 64


def export_semantic(module: SemanticRecipe, data: SemanticData, out: Path, notes: dict[str, Any]) -> str:
    """Write `out` (safetensors, fp16, spectral norms folded), `out`.json and a sheet `out`.jpg; returns the sha256."""
    networks = drawing_networks(module.cpu(), data)
    generator, facts = _facts(module, networks, data)
    state = stored(folded(networks.state_dict()))
    if isinstance(networks["generator"], TsitGenerator):  # its plugin keeps the generator alone
        prefix = "generator."
        state = {key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)}
        if facts["shape"]["knows_look"] and isinstance(data, PairData):
            state |= stored(usual_style(module, networks["generator"], data))
    made, real = _drawn(module, _as_written(networks, facts, state), data)
    replace_file(out.with_suffix(".jpg"), picture_board(made))
    card = {
        "generator": generator,
        "parameters": parameter_count(state),
        "perceptual_loss": module.backbone_name,
        "sheet": f"{out.with_suffix('.jpg').name}: of held-out pictures, never trained on",
        "recipe": recipe_facts(module.config),
        **notes,
    }
    if isinstance(data, PairData):
        others = torch.cat([batch.picture for batch in data.stream.first(len(real))])
        card["figures"] = picture_figures(as_values(made), real, others)
    return write_weights(out, state, facts, card)


def _facts(module: SemanticRecipe, networks: nn.ModuleDict, data: SemanticData) -> tuple[str, dict[str, Any]]:
    """The generator's id, and what its plugin builds and asks the network with."""
    facts: dict[str, Any] = {"labels": "", "domains": [], "noise": module.config.noise}
    facts["look"] = usual_look(module, networks, data)
    labels = len(LANDSCAPE)
    if isinstance(data, PairData):
        labels = len(data.labels)
        facts["labels"] = LANDSCAPE.name if data.labels.is_ours else ""
        facts["label_values"] = [] if data.labels.is_ours else list(data.labels.ours)
    if isinstance(module, SpadeRecipe):
        shape = asdict(spade_shape(module.config, labels, spectral=False))
        return "spade", {**facts, "format": SPADE_FORMAT, "shape": shape, "encoder": "encoder" in networks}
    assert isinstance(module, TsitRecipe)
    knows_look = module.config.styled and isinstance(data, PairData)
    shape = asdict(replace(tsit_shape(module.config, labels, spectral=False), knows_look=knows_look))
    return "tsit" if isinstance(data, PairData) else "tsit-transfer", {**facts, "format": TSIT_FORMAT, "shape": shape}


def _as_written(networks: nn.ModuleDict, facts: dict[str, Any], state: dict[str, Tensor]) -> nn.ModuleDict:
    """The networks as the file holds them, so that figures and sheet are of what is written."""
    if facts["format"] == SPADE_FORMAT:
        return build_spade(facts, state)
    networks["generator"] = build_tsit(facts, state)
    return networks


@torch.inference_mode()
def _drawn(module: SemanticRecipe, networks: nn.ModuleDict, data: SemanticData) -> tuple[NDArray[np.uint8], Tensor]:
    """Held-out pictures as these networks draw them, uint8 (N, H, W, 3), and the real ones, (N, 3, H, W)."""
    found = data.validation_batches(_FIGURED) if isinstance(data, PairData) else data.held_out.first(_FIGURED)
    made, real = [], []
    for scene in scenes(module, found):
        made.append(as_pictures(draw_like(module, networks, scene)))
        real.append(scene.real)
    return np.concatenate(made), torch.cat(real)
