"""How large the generators are and how long they take: `python benchmarks/networks.py`, a table in Markdown.

Every recipe that ships, at 256²: parameters, 10⁹ multiplications of convolutions and linear layers, and milliseconds
per picture on one core (median, float32, weights at random), also as a multiple of the quickest in the same run.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn

from lightning_modules.config import load_config
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.config_tsit import TsitConfig
from lightning_modules.picture_configs import CartoonGanConfig, PicturePairsConfig, StarGanConfig
from studio.labels import LANDSCAPE

SIDE, ROUNDS, STYLE = 256, 5, 50
RECIPES = (
    *("unet-live-256", "unet-workshop", "unet-paper", "pix2pix-small", "pix2pix-paper", "spade-small", "spade-paper"),
    *("tsit-small", "tsit-paper", "tsit-transfer-small", "cartoongan-small", "cartoongan-paper", "stargan-small"),
    "stargan-paper",
)

Draw = Callable[[], Tensor]


def prepared(preset: str) -> tuple[nn.Module, Draw]:
    """The generator of a recipe, as it draws, and a call that draws one picture."""
    config = load_config(preset)
    picture = torch.zeros(1, 3, SIDE, SIDE)
    labels = torch.zeros(1, len(LANDSCAPE), SIDE, SIDE)
    labels[:, 1] = 1
    if isinstance(config, SpadeConfig):
        from lightning_modules.spade import shape_of as spade_shape
        from studio_spade.network import SpadeGenerator

        network: nn.Module = SpadeGenerator(spade_shape(config, len(LANDSCAPE), spectral=False)).eval()
        code = (torch.zeros(1, config.latent),) if config.latent else ()
        return network, lambda: network(labels, *code)
    if isinstance(config, TsitConfig):
        from lightning_modules.tsit import shape_of as tsit_shape
        from studio_tsit.network import TsitGenerator

        transfer = preset.startswith("tsit-transfer")
        network = TsitGenerator(tsit_shape(config, 3 if transfer else len(LANDSCAPE), spectral=False)).eval()
        if network.shape.styled:
            return network, lambda: network(picture if transfer else labels, picture)
        return network, lambda: network(labels, *((torch.zeros(1, config.latent),) if config.latent else ()))
    if isinstance(config, PicturePairsConfig):
        from lightning_modules.image_pix2pix import generator_of

        network = generator_of(config, config.norm).eval()  # type: ignore[arg-type]
    elif isinstance(config, StarGanConfig):
        from studio_stargan.network import StarGenerator

        network = StarGenerator(domains=5, channels=config.channels, blocks=config.blocks).eval()
        return network, lambda: network(picture, torch.zeros(1, 5))
    elif isinstance(config, CartoonGanConfig):
        from studio_cartoongan.network import CartoonGenerator

        network = CartoonGenerator(channels=config.channels, blocks=config.blocks).eval()
    else:
        from lightning_modules.config_pix2pix import Pix2PixConfig
        from studio_torch.scenes import draw_noise
        from studio_unet.sizes import build

        assert isinstance(config, Pix2PixConfig)
        network = build(config.network, STYLE).eval()
        noise = draw_noise(network, 1, (SIDE, SIDE), torch.Generator().manual_seed(0))
        return network, lambda: network(labels, torch.zeros(1, STYLE), noise)
    return network, lambda: network(picture)


def multiplications(network: nn.Module, draw: Draw) -> int:
    """Of convolutions and linear layers in one picture."""
    total = 0

    def count(module: nn.Module, given: tuple[Tensor, ...], made: Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.ConvTranspose2d):
            total += given[0].numel() * module.weight[0].numel()
        elif isinstance(module, nn.Conv2d | nn.Linear):
            total += made.numel() * module.weight[0].numel()

    handles = [module.register_forward_hook(count) for module in network.modules()]
    draw()
    for handle in handles:
        handle.remove()
    return total


def milliseconds(draw: Draw) -> float:
    """Median for one picture."""
    draw()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        draw()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


@torch.inference_mode()
def main() -> None:
    """Print the table."""
    torch.set_num_threads(1)
    print("| recipe | parameters, M | GMAC at 256² | ms, one core | × the quickest |")
    print("|---|---|---|---|---|")
    rows = []
    for preset in RECIPES:
        network, draw = prepared(preset)
        size = sum(parameter.numel() for parameter in network.parameters()) / 1e6
        rows.append((preset, size, multiplications(network, draw) / 1e9, milliseconds(draw)))
    quickest = min(row[-1] for row in rows)
    for preset, size, work, took in rows:
        print(f"| `{preset}` | {size:.1f} | {work:.1f} | {took:.0f} | {took / quickest:.1f} |")


if __name__ == "__main__":
    main()
