"""The recipes that take pictures: their modules and data, sheets of samples, and weights that the plugins draw with."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lightning_modules.attribute_sets import AttributeSource
from lightning_modules.averaging import batch_norms, measure_batch_norms_in
from lightning_modules.budget import Budget
from lightning_modules.cartoon_sets import CartoonSets
from lightning_modules.cartoongan import CartoonGan
from lightning_modules.config import as_plain
from lightning_modules.edit_sets import EditSource
from lightning_modules.image_pix2pix import PicturePairs
from lightning_modules.losses.choosing import chosen_backbone
from lightning_modules.picture_configs import PictureConfig, PicturePairsConfig, StarGanConfig
from lightning_modules.picture_pairs import PicturePairSource
from lightning_modules.picture_stream import PictureData
from lightning_modules.samples import as_pictures
from lightning_modules.star_edits import StarEdits
from lightning_modules.stargan import StarGan
from lightning_modules.weight_files import parameter_count, write_weights
from studio.errors import InputError
from studio_cartoongan.checkpoints import FORMAT as CARTOON_FORMAT
from studio_cartoongan.checkpoints import REIMPLEMENTATION
from studio_stargan.checkpoints import FORMAT as STAR_FORMAT
from studio_torch.change_net import ChangeNet
from studio_torch.fitting import use_instance_statistics
from studio_torch.networks import CHANGE
from studio_unet.pix2pix import UNet
from studio_unet.reference import PICTURE_FORMAT

PictureModule = PicturePairs | StarGan | CartoonGan
_SHOWN = 6
_NORM_PICTURES, _NORM_BATCH = 160, 16


def prepare_pictures(data: str, config: PictureConfig) -> tuple[PictureModule, PictureData]:
    """The untrained module and the data of a run; InputError says what is wrong with the folder `data`."""
    folder = Path(data)
    if not folder.is_dir():
        raise InputError(f"no folder {folder}: {config.kind} learns from a folder of pictures, --data DIR")
    if isinstance(config, PicturePairsConfig):
        pairs = PictureData(PicturePairSource(folder, config), config)
        return PicturePairs(config, _budget(config, pairs)), pairs
    if isinstance(config, StarGanConfig) and config.keep:
        edits = EditSource(folder, config)
        pictures = PictureData(edits, config)
        backbone = chosen_backbone(config.vgg, config.teacher) if config.perceptual else None
        return StarEdits(config, _budget(config, pictures), edits.spans, backbone), pictures
    if isinstance(config, StarGanConfig):
        source = AttributeSource(folder, config)
        faces = PictureData(source, config)
        budget = _budget(config, faces)
        return StarGan(config, budget, len(source.domains), exclusive=source.exclusive), faces
    sets = PictureData(CartoonSets(folder, config), config)
    return CartoonGan(config, _budget(config, sets), chosen_backbone(config.vgg, config.teacher)), sets


def _budget(config: PictureConfig, data: PictureData) -> Budget:
    return Budget(batches=config.epochs * len(data.stream), minutes=config.max_minutes)


@torch.inference_mode()
def picture_sheet(module: PictureModule, data: PictureData) -> NDArray[np.uint8]:
    """Held-out pictures, one row each of what goes in and what comes out; uint8 (H, W, 3).

    StarGAN: every domain; with true counterparts these last, below the edits that should give them.
    """
    network = drawing_copy(module, data)
    device = next(network.parameters()).device
    batch = [part.to(device) for part in data.held_out.first(_SHOWN)]
    rows: list[Tensor] = [batch[0]]
    if isinstance(module, StarGan):
        rows += [network(batch[0], target) for target in _targets(data, batch[1])]
        if isinstance(module, StarEdits):
            rows += [network(batch[0], batch[3]), batch[4]]
    elif isinstance(module, PicturePairs):
        rows += [network(batch[0]), batch[1]]
    else:
        rows += [network(batch[0]), batch[1]]
    return np.concatenate([np.concatenate(list(as_pictures(row)), 1) for row in rows], 0)


def _targets(data: PictureData, domains: Tensor) -> Sequence[Tensor]:
    """For every domain the vectors (N, D) of pictures moved there; a value of a column replaces the column's others."""
    source = data.source
    assert isinstance(source, AttributeSource)
    if isinstance(source, EditSource):
        return [alone.expand_as(domains) for alone in torch.eye(len(source.domains), device=domains.device)]
    targets = []
    for number, name in enumerate(source.domains):
        column = name.rpartition("-")[0]
        rivals = [i for i, other in enumerate(source.domains) if column and other.rpartition("-")[0] == column]
        moved = torch.zeros_like(domains) if source.exclusive else domains.clone()
        moved[:, rivals] = 0.0
        moved[:, number] = 1.0
        targets.append(moved)
    return targets


def drawing_copy(module: PictureModule, data: PictureData) -> nn.Module:
    """The averaged generator as the plugins draw with it."""
    network = finished_average(module, data)
    if isinstance(module, StarGan) and not isinstance(network, ChangeNet):
        use_instance_statistics(network)
    return network


def finished_average(module: PictureModule, data: PictureData) -> nn.Module:
    """The averaged generator in eval mode; its batch norms, if it has any that went on, measured anew on this data."""
    if isinstance(module, StarEdits | CartoonGan) and not module.config.freeze_norms:
        return measured_average(module, data)
    return copy.deepcopy(module.average.network).to(module.device).eval()


def measured_average(module: StarEdits | CartoonGan, data: PictureData) -> nn.Module:
    """The averaged generator in eval mode, its batch norms measured anew on this data."""
    network = copy.deepcopy(module.average.network).to(module.device)
    if batch_norms(network):
        shown = (0, 3) if isinstance(module, StarEdits) else (0,)
        parts = [part.to(module.device) for part in data.stream.first(_NORM_PICTURES)]
        batches = list(zip(*(torch.split(parts[place], _NORM_BATCH) for place in shown), strict=True))

        def draw_all() -> None:
            for batch in batches:
                network(*batch)

        measure_batch_norms_in(network, draw_all)
    return network.eval()


def export_pictures(module: PictureModule, data: PictureData, out: Path, notes: dict[str, Any]) -> str:
    """Write the averaged generator (safetensors, fp16) in its plugin's format, and its card; returns the sha256."""
    state = finished_average(module, data).state_dict()
    recipe = {
        name: Path(value).name if name in ("vgg", "teacher") else value
        for name, value in as_plain(module.config).items()
    }
    card = {"parameters": parameter_count(state), "recipe": recipe, **notes}
    generator, facts = _facts(module, data)
    if isinstance(module, CartoonGan):
        card["content_loss"] = module.backbone_name
    if isinstance(module, StarGan):
        card["domains"] = facts["domains"]
    return write_weights(out, state, {"labels": "", "domains": [], **facts}, {"generator": generator, **card})


def _facts(module: PictureModule, data: PictureData) -> tuple[str, dict[str, Any]]:
    """The generator's id, and what its plugin builds the network from."""
    if isinstance(module, PicturePairs):
        generator = module.generator
        kind = "unet" if isinstance(generator, UNet) else "resnet"
        return "pix2pix", {**generator.built_from, "format": PICTURE_FORMAT, "kind": kind}
    sizes = {"channels": module.config.channels, "blocks": module.config.blocks}
    if isinstance(module, CartoonGan):
        kind = CHANGE if isinstance(module.generator, ChangeNet) else REIMPLEMENTATION
        return "cartoongan", {"format": CARTOON_FORMAT, "kind": kind, **sizes}
    assert isinstance(data.source, AttributeSource)
    facts = {"format": STAR_FORMAT, **sizes, "network": module.config.network, "domains": list(data.source.domains)}
    if module.config.keep:
        facts |= {"keep": True, "largest": module.config.load_size}
    return "stargan", facts
