"""One label everywhere: how far apart are the pictures? `python benchmarks/uniform_maps.py [--out FILE.png]`.

Instance norm washes a uniform map out, SPADE keeps it (Park et al. 2019, section 3.1 and figure 3); our networks, with
random weights, no border (every convolution reflects its map). Distances are means of |Δ| on [-1, 1].
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path

import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor, nn

from studio.labels import LANDSCAPE
from studio_spade.network import Shape, SpadeGenerator
from studio_unet.resnet import Resnet

LABELS = ("sky", "grass", "sea", "snow")
SIDE = 64
LINE, LEFT, WIDTH = 17, 210, 330


def networks() -> dict[str, nn.Module]:
    """The paper's two sides of the comparison, small."""
    shape = Shape(len(LANDSCAPE), channels=8, hidden=32, crop_size=SIDE)
    return {
        "ResNet-9, instance norm": Resnet(inputs=len(LANDSCAPE), channels=16, norm="instance"),
        "SPADE on batch norm": SpadeGenerator(shape),
        "SPADE on instance norm": SpadeGenerator(Shape(**{**vars(shape), "norm": "instance"})),
    }


def distances(network: nn.Module) -> list[float]:
    """Between the pictures of each two labels."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d) and module.padding != (0, 0):
            module.padding_mode = "reflect"
    network.eval()
    with torch.inference_mode():
        pictures = [network(_uniform(label)) for label in LABELS]
    return [float((one - other).abs().mean()) for one, other in combinations(pictures, 2)]


def _uniform(label: str) -> Tensor:
    semantics = torch.zeros(1, len(LANDSCAPE), SIDE, SIDE)
    semantics[:, LANDSCAPE.id(label)] = 1.0
    return semantics


def plot(found: dict[str, list[float]]) -> Image.Image:
    """Bars: a network in a block, a pair of labels in a line."""
    pairs = [f"{one} / {other}" for one, other in combinations(LABELS, 2)]
    height = 26 + len(found) * (len(pairs) + 2) * LINE
    image = Image.new("RGB", (LEFT + WIDTH + 70, height), (255, 255, 255))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(12)
    draw.text((6, 5), "Maps of one label: mean distance of their pictures", fill=(40, 40, 44), font=font)
    longest = max(max(values) for values in found.values())
    y = 26
    for name, values in found.items():
        draw.text((6, y), name, fill=(40, 40, 44), font=font)
        y += LINE
        for pair, value in zip(pairs, values, strict=True):
            draw.text((40, y), pair, fill=(90, 90, 96), font=font)
            draw.rectangle((LEFT, y + 3, LEFT + value / longest * WIDTH, y + 12), fill=(44, 110, 170))
            draw.text((LEFT + value / longest * WIDTH + 6, y), f"{value:.4f}", fill=(40, 40, 44), font=font)
            y += LINE
        y += LINE
    return image


def main() -> None:
    """Print the distances, and draw them where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="a PNG to draw the plot into")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    found = {name: distances(network) for name, network in networks().items()}
    for name, values in found.items():
        print(f"{name:26} " + "  ".join(f"{value:.5f}" for value in values))
    if arguments.out:
        plot(found).quantize(32).save(arguments.out, optimize=True)


if __name__ == "__main__":
    main()
