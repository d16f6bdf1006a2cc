"""Write pairs drawn from the procedural world: in several processes, to be stopped and resumed at any time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from studio.labels import LANDSCAPE
from studio_data.datasets.fresh_world import world_pair
from studio_data.datasets.growing_folder import MOST_FILES, GrowingFolder, Progress, check_ranges
from studio_data.datasets.whole_files import file_name, write_png

FORMAT = 2  # counts up when the world comes to look otherwise


@dataclass(frozen=True)
class PairRecipe:
    """Everything that the pairs of a folder share; two folders with equal recipes hold equal pairs."""

    seed: int
    size: int
    supersample: int
    format: int = FORMAT


def write_world_pairs(
    out: Path,
    count: int,
    *,
    size: int = 256,
    seed: int = 0,
    supersample: int = 2,
    workers: int = 1,
    progress: Progress | None = None,
) -> None:
    """Fill `out` with `count` pairs of size×size pixels; pairs that are there already are kept.

    Pair i depends on (seed, i), `size` and `supersample` only, so a folder can be stopped, resumed and made longer
    with the same bytes as in one go. Files appear whole or not at all. `progress` is called with the pairs that exist
    and with `count`, at the start and after each pair. InputError for numbers out of range, a folder that can't be
    written, holds something else or pairs of another recipe; StudioError where drawing or writing fails.
    """
    check_ranges(
        (
            ("count", count, 1, MOST_FILES),
            ("size", size, 16, 2048),
            ("seed", seed, 0, 2**63 - 1),
            ("supersample", supersample, 1, 4),
            ("workers", workers, 1, 256),
        )
    )
    recipe = PairRecipe(seed, size, supersample)
    folder = GrowingFolder(out, "pairs", asdict(recipe), "world.json", "pairs.jsonl", ("labels", "images"))
    folder.fill(count, partial(draw_pair, out, recipe), workers, progress)


def draw_pair(out: Path, recipe: PairRecipe, index: int) -> str:
    """Draw pair `index`, write its two files and return its line of the listing."""
    pair, scene, pair_seed = world_pair(recipe.seed, index, recipe.size, recipe.supersample)
    write_png(out / "labels" / f"{file_name(index)}.png", pair.labels, LANDSCAPE.palette())
    write_png(out / "images" / f"{file_name(index)}.png", pair.picture)
    entry: dict[str, Any] = {
        "name": file_name(index),
        "kind": scene.kind,
        "seed": pair_seed,
        "style": scene.style.to_dict(),
        "style_vector": [float(str(value)) for value in pair.style],
    }
    return json.dumps(entry) + "\n"
