"""What naturalising sketches is worth: hasty sketches drawn before and after it, and what the judge says of them.

    python benchmarks/naturalised.py [--maps N] [--sheet FILE.png]

Two kinds of sketches of held-out scenes: `blocks`, the scene in blocks of 16 pixels, as on a coarse canvas, and
`scribbles`, the blobs and bars that the world's own scribbler draws. Each is drawn by `world` and `unet` as it is and
naturalised. mIoU: how well the judge reads the labels back out of the picture, against the map that was drawn.
Fréchet: how far the pictures are, in the judge's features, from the world's pictures of the scenes behind them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from lightning_modules.figures import frechet_distance
from studio.cli.evaluate_drawing import Drawer
from studio.cli.evaluate_scenes import HELD_OUT_SEED, SCRIBBLES, WORLD, scenes
from studio.drawing.naturalise import naturalise
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.render.chain import parse_chain
from studio_judge.judging import Judging, read_figures

SIDE, BLOCK = 256, 16
GENERATORS = ("world", "unet")


def in_blocks(labels: LabelMap) -> LabelMap:
    """A map whose every block of 16 × 16 pixels has its most frequent label."""
    coarse = labels.reshape(SIDE // BLOCK, BLOCK, SIDE // BLOCK, BLOCK).transpose(0, 2, 1, 3)
    frequent = [[np.bincount(block.ravel()).argmax() for block in row] for row in coarse]
    return np.kron(np.array(frequent, np.uint8), np.ones((BLOCK, BLOCK), np.uint8))


def main(count: int, sheet: Path | None) -> None:
    """Draw, judge, print."""
    truths = scenes(WORLD, count, SIDE)
    sketches = {
        "blocks": [in_blocks(scene.labels) for scene in truths],
        "scribbles": [scene.labels for scene in scenes(SCRIBBLES, count, SIDE)],
    }
    judging = Judging()
    true = judging.features([scene.truth for scene in truths if scene.truth is not None])
    rows: list[Picture] = []
    print(f"{count} sketches of each kind, {SIDE}² pixels, seeds from {HELD_OUT_SEED}")
    for kind, before in sketches.items():
        after = [naturalise(labels, seed) for seed, labels in enumerate(before)]
        maps = {"before": before, "after": after}
        for generator in GENERATORS:
            with Drawer(parse_chain(generator), SIDE) as drawer:
                pictures = {name: [drawer.draw(labels) for labels in some] for name, some in maps.items()}
            for name, some in maps.items():
                figures = read_figures(judging.table(pictures[name], some))
                distance = frechet_distance(judging.features(pictures[name]), true)
                read = f"mIoU {figures['mean_iou']:.3f}  accuracy {figures['pixel_accuracy']:.3f}"
                print(f"{kind:10} {generator:6} {name:7} {read}  Fréchet {distance:.2f}", flush=True)
            rows += [
                _row(before[place], pictures["before"][place], after[place], pictures["after"][place])
                for place in range(2)
            ]
    if sheet:
        Image.fromarray(np.concatenate(rows)).save(sheet)


def _row(before: LabelMap, drawn: Picture, after: LabelMap, drawn_after: Picture) -> Picture:
    colours = LANDSCAPE.palette()
    return np.concatenate([colours[before], drawn, colours[after], drawn_after], axis=1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maps", type=int, default=40)
    parser.add_argument("--sheet", type=Path)
    given = parser.parse_args()
    main(given.maps, given.sheet)
