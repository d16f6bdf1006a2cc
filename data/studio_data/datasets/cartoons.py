"""Write cartoons of the procedural world, with the masks of their edges, as CartoonGAN's training needs them.

The layout: `images/000123.png` (RGB), `edges/000123.png` (grey: how far a pixel belongs to a drawn edge),
`smoothed/000123.png` where asked for, `photos/000123.png` (the same scene painted) where cartoons are traced from it,
and `cartoons.jsonl`, one line a picture with its name, kind, seed, style and hand. The scenes are others than those of
`write_world_pairs` with the same seed: those two domains aren't paired.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError
from studio_data.datasets.growing_folder import MOST_FILES, GrowingFolder, Progress, check_ranges
from studio_data.datasets.whole_files import file_name, write_png
from studio_data.world import HANDS, compose, paint

FORMAT = 1
ALL_HANDS = "all"
TRACING_HAND = "ink"
_APART = 1  # spawn key of the seeds, which keeps these scenes apart from those of the pairs


@dataclass(frozen=True)
class CartoonRecipe:
    """Everything that the cartoons of a folder share."""

    seed: int
    size: int
    supersample: int
    hand: str
    smooth: bool
    traced: bool = False
    format: int = FORMAT


def write_cartoons(
    out: Path,
    count: int,
    *,
    hand: str = ALL_HANDS,
    size: int = 256,
    seed: int = 0,
    supersample: int = 2,
    smooth: bool = False,
    traced: bool = False,
    workers: int = 1,
    progress: Progress | None = None,
) -> None:
    """Fill `out` with `count` cartoons of size×size pixels; those that are there already are kept.

    hand: one of HANDS, or ALL_HANDS, which take turns. smooth: also write copies with their edges smoothed (CartoonGAN,
    section 3.2.1). traced: paint each scene too, and draw its cartoon after that picture (hand "ink"), so that shapes
    and lines lie where the picture has them. Otherwise as `write_world_pairs`: resumable, the same bytes in one go, the
    same errors.
    """
    if hand not in (ALL_HANDS, *HANDS):
        raise InputError(f"there is no hand {hand!r}; there are {', '.join((ALL_HANDS, *HANDS))}")
    if traced and hand != TRACING_HAND:
        raise InputError(f"only the hand of {TRACING_HAND} draws after pictures, not {hand}")
    check_ranges(
        (
            ("count", count, 1, MOST_FILES),
            ("size", size, 16, 2048),
            ("seed", seed, 0, 2**63 - 1),
            ("supersample", supersample, 1, 4),
            ("workers", workers, 1, 256),
        )
    )
    recipe = CartoonRecipe(seed, size, supersample, hand, smooth, traced)
    folders = ("images", "edges", *("smoothed",) * smooth, *("photos",) * traced)
    folder = GrowingFolder(out, "cartoons", asdict(recipe), "cartoons.json", "cartoons.jsonl", folders)
    folder.fill(count, partial(draw_one, out, recipe), workers, progress)


def draw_one(out: Path, recipe: CartoonRecipe, index: int) -> str:
    """Draw cartoon `index`, write its files and return its line of the listing."""
    from studio_data.world.cartoon.draw import draw_cartoon
    from studio_data.world.cartoon.smoothing import edge_smoothed
    from studio_data.world.cartoon.tracing import painted_labels, trace

    sequence = np.random.SeedSequence([recipe.seed, index], spawn_key=(_APART,))
    seed = int(sequence.generate_state(1, np.uint64)[0] >> 11)
    hand = HANDS[index % len(HANDS)] if recipe.hand == ALL_HANDS else recipe.hand
    scene = compose(seed, (recipe.size, recipe.size))
    photo: NDArray[np.uint8] | None = None
    if recipe.traced:
        photo = paint(scene.labels, scene.style, seed=seed, supersample=recipe.supersample)
        shapes = painted_labels(scene.labels, scene.style, seed=seed, supersample=recipe.supersample)
        cartoon = trace(photo, shapes)
    else:
        cartoon = draw_cartoon(scene.labels, scene.style, hand=hand, seed=seed, supersample=recipe.supersample)
    name = f"{file_name(index)}.png"
    write_png(out / "images" / name, cartoon.picture)
    write_png(out / "edges" / name, cartoon.ink)
    if recipe.smooth:
        write_png(out / "smoothed" / name, edge_smoothed(cartoon.picture, cartoon.ink))
    if photo is not None:
        write_png(out / "photos" / name, photo)
    entry = {
        "name": file_name(index),
        "kind": scene.kind,
        "seed": seed,
        "style": scene.style.to_dict(),
        "hand": hand,
    }
    return json.dumps(entry) + "\n"
