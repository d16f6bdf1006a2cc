"""The studio's own TSIT from data to weights: its module and data, sheets of samples, and the file that draws."""

from __future__ import annotations

import copy
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lightning_modules.averaging import measure_batch_norms_in
from lightning_modules.budget import Budget
from lightning_modules.config_styled import StyledConfig
from lightning_modules.export import as_values, picture_board, recipe_facts
from lightning_modules.figures import picture_figures
from lightning_modules.losses.choosing import chosen_backbone
from lightning_modules.picture_stream import PictureData
from lightning_modules.sample_maps import sketches
from lightning_modules.samples import as_pictures
from lightning_modules.styled import StyledBatch, StyledRecipe
from lightning_modules.styled_pairs import StyledPairs
from lightning_modules.weight_files import parameter_count, replace_file, stored, write_weights
from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio_data.world.style import STYLE_NAMES
from studio_torch.scenes import draw_noise, one_hot
from studio_tsit.checkpoints import FORMAT
from studio_tsit.scene_tsit import SceneTsit

_SHOWN, _FIGURED, _MEASURED = 8, 64, 160
_AT_ONCE = 8
_CLEAR_DAY = ("hour=day", "season=summer", "weather=clear")


def prepare_styled(data: str, config: StyledConfig) -> tuple[StyledRecipe, PictureData]:
    """The untrained module and the data of a run; InputError says what is wrong with the folder `data`."""
    if not Path(data).is_dir():
        raise InputError(f"no folder {data}: this recipe learns from `studio data looks`, --data DIR")
    scenes = PictureData(StyledPairs(Path(data), config), config)
    scenes.style_names = STYLE_NAMES
    budget = Budget(batches=config.epochs * len(scenes.stream), minutes=config.max_minutes)
    backbone = chosen_backbone(config.vgg, config.teacher) if config.perceptual or config.texture else None
    return StyledRecipe(config, budget, len(STYLE_NAMES), backbone), scenes


@torch.no_grad()
def drawing_network(module: StyledRecipe, data: PictureData) -> SceneTsit:
    """A copy of the averaged network that is ready to draw: norms measured anew, the usual look of clear days."""
    network = copy.deepcopy(module.average.network).to(module.device).eval()
    assert isinstance(network, SceneTsit)
    some = StyledBatch(*(part.to(module.device) for part in data.stream.first(_MEASURED)))
    measure_batch_norms_in(network, lambda: _draw_all(network, some))
    clear = some.style[:, [STYLE_NAMES.index(name) for name in _CLEAR_DAY]].min(1).values > 0.5
    network.learn_usual_look(some.picture[clear] if clear.any() else some.picture)
    return network


def _draw_all(network: SceneTsit, batch: StyledBatch) -> list[Tensor]:
    """Pictures (n, 3, H, W) in [-1, 1], a few at a time, each by the same noise in every call."""
    count, height, width = batch.labels.shape
    device = batch.picture.device
    noise = draw_noise(network, count, (height, width), torch.Generator(device).manual_seed(0))
    parts = [slice(start, start + _AT_ONCE) for start in range(0, count, _AT_ONCE)]
    return [
        network(one_hot(batch.labels[part]), batch.look[part], tuple(plane[part] for plane in noise)) for part in parts
    ]


@torch.inference_mode()
def styled_sheet(module: StyledRecipe, data: PictureData) -> NDArray[np.uint8]:
    """Rows: held-out maps, the pictures that give the look, ours, the true ones; sketches, ours in these looks."""
    network = drawing_network(module, data)
    held_out = StyledBatch(*(part.to(module.device) for part in data.held_out.first(_SHOWN)))
    palette = LANDSCAPE.palette()
    drawn = sketches(module.config.crop_size)[: len(held_out.labels)]
    sketched = held_out._replace(labels=torch.from_numpy(drawn).to(module.device), look=held_out.look[: len(drawn)])
    rows = [
        palette[held_out.labels.cpu().numpy()],
        as_pictures(held_out.look),
        as_pictures(torch.cat(_draw_all(network, held_out))),
        as_pictures(held_out.picture),
        palette[drawn],
        as_pictures(torch.cat(_draw_all(network, sketched))),
    ]
    widest = max(len(row) for row in rows)
    filled = [np.concatenate([row, np.zeros((widest - len(row), *row.shape[1:]), np.uint8)]) for row in rows]
    return np.concatenate([np.concatenate(list(row), 1) for row in filled], 0)


@torch.inference_mode()
def export_styled(module: StyledRecipe, data: PictureData, out: Path, notes: dict[str, Any]) -> str:
    """Write `out` (safetensors, fp16), `out`.json and a sheet `out`.jpg; returns the sha256."""
    network = drawing_network(module.cpu(), data)
    state = stored(network.state_dict())
    network.load_state_dict(state)  # the figures are of what is written
    held_out = StyledBatch(*data.held_out.first(_FIGURED))
    made = as_pictures(torch.cat(_draw_all(network, held_out)))
    others = StyledBatch(*data.stream.first(len(made))).picture
    replace_file(out.with_suffix(".jpg"), picture_board(made))
    card = {
        "generator": "tsit",
        "parameters": parameter_count(state),
        "figures": picture_figures(as_values(made), held_out.picture, others),
        "sheet": f"{out.with_suffix('.jpg').name}: held-out maps in the looks of other scenes, never trained on",
        "perceptual_loss": module.backbone_name,
        "recipe": recipe_facts(module.config),
        "licence": "MIT",
        **notes,
    }
    facts = {"format": FORMAT, "scene": asdict(network.shape), "labels": LANDSCAPE.name, "domains": []}
    return write_weights(out, state, facts, card)
