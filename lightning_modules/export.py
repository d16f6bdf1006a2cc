"""From a run's checkpoint to a weight file that draws (or reads), with its card and a sheet of what it makes."""

from __future__ import annotations

import copy
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import nn

from lightning_modules.averaging import finished_copy, measure_batch_norms_in
from lightning_modules.batches import Batch
from lightning_modules.config import as_plain
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.confusion import confusion, figures_of
from lightning_modules.data_module import PairData
from lightning_modules.figures import picture_figures
from lightning_modules.pix2pix import Pix2Pix
from lightning_modules.reader import Reader
from lightning_modules.run_config import RunConfig
from lightning_modules.samples import draw
from lightning_modules.starting import NORM_PICTURES
from lightning_modules.style_presets import style_presets
from lightning_modules.weight_files import parameter_count, replace_file, stored, write_weights
from studio.labels import LANDSCAPE
from studio_spade.checkpoints import FORMAT as SPADE_FORMAT
from studio_spade.scene_net import SceneNet
from studio_unet.checkpoints import FORMAT as GENERATOR_FORMAT

_SHEET = 5
_NORM_PICTURES = 480


def export_generator(module: Pix2Pix, data: PairData, out: Path, notes: dict[str, Any]) -> str:
    """Write `out` (safetensors, fp16), `out`.json and a 5×5 sheet `out`.jpg; returns the sha256."""
    config = module.config
    network = finished_copy(module.average, data.stream.first(NORM_PICTURES, size=16), keep_norms=config.freeze_norms)
    network.load_state_dict(stored(network.state_dict()))  # the figures are of what is written
    held_out = joined(data.validation_batches(64))
    made = draw(network, held_out.labels, held_out.style)
    others = joined(data.stream.first(len(held_out.labels))).picture
    figures = picture_figures(as_values(made), held_out.picture, others)
    replace_file(out.with_suffix(".jpg"), picture_board(made))
    generator, facts, state = _as_its_plugin_has_it(network, config)
    facts |= {"style_names": data.style_names, "presets": style_presets(data.style_names)}
    card = {
        "generator": generator,
        "network": config.network,
        "parameters": parameter_count(state),
        "figures": figures,
        "sheet": f"{out.with_suffix('.jpg').name}: held-out maps, never trained on",
        "recipe": recipe_facts(config),
        "licence": "MIT",
        **notes,
    }
    return write_weights(out, state, facts, card)


def _as_its_plugin_has_it(
    network: nn.Module, config: Pix2PixConfig
) -> tuple[str, dict[str, Any], dict[str, torch.Tensor]]:
    """The generator's id, what its plugin builds the network from, and the tensors under its plugin's names."""
    state = network.state_dict()
    if not isinstance(network, SceneNet):
        return "unet", {"format": GENERATOR_FORMAT, "network": config.network, "things": config.things}, state
    facts = {"format": SPADE_FORMAT, "scene": asdict(network.shape), "labels": LANDSCAPE.name, "domains": []}
    return "spade", facts, {f"generator.{key}": tensor for key, tensor in state.items()}


def export_reader(module: Reader, data: PairData, out: Path, notes: dict[str, Any]) -> str:
    """Write the averaged reader's weights and card; returns the sha256."""
    reader = finished_reader(module, data)
    state = stored(reader.state_dict())
    reader.load_state_dict(state)  # the figures are of what is written
    card = {
        "network": module.network.title,
        "parameters": parameter_count(state),
        "figures": reader_figures(reader, data.validation_batches(64)),
        "note": "it has seen only our own world",
        "recipe": recipe_facts(module.config),
        "licence": "MIT",
        **notes,
    }
    return write_weights(out, state, module.network.facts(data.style_names), card)


def finished_reader(module: Reader, data: PairData) -> nn.Module:
    """A copy of the averaged reader, its batch norms measured anew on pictures as the camera shows them."""
    reader = copy.deepcopy(module.average.network)
    batches = data.stream.first(_NORM_PICTURES, size=16)

    def read_all() -> None:
        for number, batch in enumerate(batches):
            reader(module.seen(batch, number)[1])

    measure_batch_norms_in(reader, read_all)
    return reader


@torch.inference_mode()
def reader_figures(reader: nn.Module, held_out: list[Batch]) -> dict[str, Any]:
    """Figures on held-out true pictures; see `confusion.figures_of`."""
    table = torch.zeros(len(LANDSCAPE), len(LANDSCAPE), dtype=torch.float64)
    for batch in held_out:
        for labels, picture in zip(torch.split(batch.labels, 8), torch.split(batch.picture, 8), strict=True):
            table += confusion(labels, reader(picture)[0].argmax(1))
    return {**figures_of(table), "pictures": sum(len(batch.labels) for batch in held_out)}


def recipe_facts(config: RunConfig) -> dict[str, Any]:
    """The recipe as a card says it: files by their names, for where they lay is nobody's business."""
    facts = as_plain(config)
    return {**facts, **{name: Path(facts[name]).name for name in ("vgg", "teacher") if facts.get(name)}}


def joined(batches: list[Batch]) -> Batch:
    """Several batches as one."""
    return Batch(*(torch.cat(parts) for parts in zip(*batches, strict=True)))


def as_values(pictures: np.ndarray[Any, np.dtype[np.uint8]]) -> torch.Tensor:
    """uint8 (N, H, W, 3) → (N, 3, H, W) in [-1, 1]."""
    return torch.from_numpy(pictures).float().div(127.5).sub(1).permute(0, 3, 1, 2)


def picture_board(pictures: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    """The first pictures (N, H, W, 3), five by five, as a JPEG."""
    chosen = pictures[: _SHEET * _SHEET]
    rows = [np.concatenate(list(chosen[start : start + _SHEET]), 1) for start in range(0, len(chosen), _SHEET)]
    whole = [row for row in rows if row.shape == rows[0].shape]
    data = io.BytesIO()
    Image.fromarray(np.concatenate(whole, 0)).save(data, "JPEG", quality=88)
    return data.getvalue()
