"""SPADE and TSIT from data to modules, and the networks that draw: the averaged ones, their norms measured."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lightning_modules.averaging import measure_batch_norms_in
from lightning_modules.batches import Batch
from lightning_modules.budget import Budget
from lightning_modules.config_semantic import SemanticConfig
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.config_tsit import TRANSFER, TsitConfig
from lightning_modules.data_module import PairData
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.choosing import chosen_backbone
from lightning_modules.opening import open_labelled
from lightning_modules.phased_stream import PhasedStream, choices
from lightning_modules.picture_stream import PictureData
from lightning_modules.sample_maps import sketches
from lightning_modules.samples import as_pictures
from lightning_modules.semantic import Scene, SemanticRecipe
from lightning_modules.spade import SpadeRecipe
from lightning_modules.transfer_sets import TransferSets
from lightning_modules.tsit import TsitRecipe
from studio.errors import InputError
from studio_tsit.network import TsitGenerator, look_name

SemanticData = PairData | PictureData
_SHOWN = 6
_NORM_PICTURES, _LOOK_PICTURES = 160, 256
_MOST_AT_ONCE = 8
_CLEAR_DAY = ("hour=day", "season=summer", "weather=clear")


def prepare_semantic(data: str, config: SemanticConfig) -> tuple[SemanticRecipe, SemanticData]:
    """The untrained module and the data of a run; InputError says what is wrong with `data`."""
    backbone = chosen_backbone(config.vgg, config.teacher) if config.perceptual else None
    if isinstance(config, TsitConfig) and config.task == TRANSFER:
        folder = Path(data)
        if not folder.is_dir():
            raise InputError(f"no folder {folder}: style transfer learns from two folders of pictures, --data DIR")
        pictures = PictureData(TransferSets(folder, config), config)
        return TsitRecipe(config, _budget(config, pictures), backbone), pictures
    pairs = open_labelled(data, config)
    if phases := config.phases:
        chosen = choices(phases, pairs.names, pairs.stream.indices, Path(data))
        pairs.stream = PhasedStream(pairs.stream, phases, chosen)
    budget = _budget(config, pairs)
    if isinstance(pairs.stream, PhasedStream):
        pairs.stream.follow(budget)
    return _module(config, budget, backbone, len(pairs.labels)), pairs


def _module(config: SemanticConfig, budget: Budget, backbone: Backbone | None, labels: int) -> SemanticRecipe:
    if isinstance(config, TsitConfig):
        return TsitRecipe(config, budget, backbone, labels)
    assert isinstance(config, SpadeConfig)
    return SpadeRecipe(config, budget, backbone, labels)


def _budget(config: SemanticConfig, data: SemanticData) -> Budget:
    return Budget(batches=config.epochs * len(data.stream), minutes=config.max_minutes)


@torch.no_grad()
def drawing_networks(module: SemanticRecipe, data: SemanticData) -> nn.ModuleDict:
    """A copy of the averaged networks, ready to draw.

    Averaged weights never saw the running statistics that came with them, so these are measured anew.
    """
    networks = copy.deepcopy(module.average.network).to(module.device).eval()
    assert isinstance(networks, nn.ModuleDict)
    if module.config.ema:
        measure_batch_norms_in(networks, lambda: _draw_some(module, networks, data))
    return networks


def _draw_some(module: SemanticRecipe, networks: nn.ModuleDict, data: SemanticData) -> None:
    for scene in scenes(module, data.stream.first(_NORM_PICTURES)):
        draw_like(module, networks, scene)


def scenes(module: SemanticRecipe, found: list[Batch] | tuple[Tensor, ...]) -> Iterator[Scene]:
    """What data gave as `first`, in scenes of a few pictures, on the module's device."""
    batches = [tuple(batch) for batch in found] if isinstance(found, list) else [found]
    for batch in batches:
        for parts in zip(*(torch.split(part, _at_once(module)) for part in batch), strict=True):
            moved = tuple(part.to(module.device) for part in parts)
            yield module.scene(Batch(*moved) if isinstance(found, list) else moved)


def _at_once(module: SemanticRecipe) -> int:
    """How many pictures are drawn at a time: no more than training has at once, so that they fit as it does."""
    return min(_MOST_AT_ONCE, module.fitting.size or module.config.batch)


def draw_like(module: SemanticRecipe, networks: nn.ModuleDict, scene: Scene) -> Tensor:
    """The scene's pictures in the look of its real ones, where the network has an encoder for it."""
    code = networks["encoder"](scene.real)[0] if "encoder" in networks else None
    return module.draw(networks, scene, code, torch.Generator().manual_seed(0))


@torch.inference_mode()
def usual_look(module: SemanticRecipe, networks: nn.ModuleDict, data: SemanticData) -> list[list[float]]:
    """Mean and log variance of the codes that an encoder reads off usual pictures; nothing where there is none."""
    if "encoder" not in networks or not isinstance(data, PairData):
        return []
    pictures = usual_pictures(data, _LOOK_PICTURES)
    codes = [networks["encoder"](part.to(module.device)) for part in torch.split(pictures, _at_once(module))]
    looks = [torch.cat(parts).mean(0) for parts in zip(*codes, strict=True)]
    return [[round(float(value), 5) for value in look] for look in looks]


@torch.inference_mode()
def usual_style(module: SemanticRecipe, generator: TsitGenerator, data: PairData) -> dict[str, Tensor]:
    """What TSIT's style stream finds in usual pictures on average: the buffers of a network that knows its look."""
    pictures = usual_pictures(data, _LOOK_PICTURES)
    parts = [generator.look(part.to(module.device)) for part in torch.split(pictures, _at_once(module))]
    found = {}
    for scale, looks in enumerate(zip(*parts, strict=True)):
        means, deviations = (torch.cat(pieces).mean(0).flatten() for pieces in zip(*looks, strict=True))
        found[look_name(scale)] = torch.stack([means, deviations])
    return found


def usual_pictures(data: PairData, count: int) -> Tensor:
    """Of the first `count` pictures (N, 3, H, W) clear summer days, or all where nobody says which those are."""
    batches = data.stream.first(count)
    columns = [data.style_names.index(name) for name in _CLEAR_DAY if name in data.style_names]
    clear = [batch.picture[(batch.style[:, columns] > 0.5).all(1)] for batch in batches]
    return torch.cat(clear if columns and any(map(len, clear)) else [batch.picture for batch in batches])


@torch.inference_mode()
def semantic_sheet(module: SemanticRecipe, data: SemanticData) -> NDArray[np.uint8]:
    """Rows of what is drawn from, what is drawn, and true (or style) pictures; then sketches; uint8 (H, W, 3)."""
    networks = drawing_networks(module, data)
    if isinstance(data, PictureData):
        content, style = (part[:_SHOWN] for part in data.held_out.first(_SHOWN))
        made = [as_pictures(draw_like(module, networks, scene)) for scene in scenes(module, (content, style))]
        return _stacked([as_pictures(content), np.concatenate(made), as_pictures(style)])
    found = data.validation_batches(_SHOWN)
    made = [as_pictures(draw_like(module, networks, scene)) for scene in scenes(module, found)]
    palette = data.labels.palette()
    maps = np.concatenate([palette[batch.labels.numpy()] for batch in found])
    rows = [maps, np.concatenate(made), np.concatenate([as_pictures(batch.picture) for batch in found])]
    if data.labels.is_ours:
        drawn = sketches(module.config.crop_size)[: len(maps)]
        rows += [palette[drawn], draw_sketches(module, networks, data, drawn)]
    return _stacked(rows)


@torch.inference_mode()
def draw_sketches(
    module: SemanticRecipe, networks: nn.ModuleDict, data: PairData, drawn: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Pictures uint8 (N, H, W, 3) of label maps of ours, uint8 (N, H, W) without void, in the usual look."""
    look, usual = usual_look(module, networks, data), usual_pictures(data, _LOOK_PICTURES)[:1].to(module.device)
    pictures = []
    for labels in torch.from_numpy(drawn):
        scene = module.scene(Batch(labels[None].to(module.device), usual, torch.zeros(1, 0)))
        code = torch.tensor(look[:1], device=module.device) if look else None
        pictures.append(as_pictures(module.draw(networks, scene, code, torch.Generator().manual_seed(0))))
    return np.concatenate(pictures)


def _stacked(rows: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Rows of pictures (N, H, W, 3) on one sheet; a shorter row ends in black."""
    widest = max(len(row) for row in rows)
    filled = [np.concatenate([row, np.zeros((widest - len(row), *row.shape[1:]), np.uint8)]) for row in rows]
    return np.concatenate([np.concatenate(list(row), 1) for row in filled], 0)
