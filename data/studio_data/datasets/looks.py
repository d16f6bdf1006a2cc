"""Write scenes of the procedural world, each under several looks: true pairs of before and after, told in words.

The layout: `images/000123.png` (RGB), `labels/SCENE.png` (indexed, once a scene), `looks.jsonl`, one line a picture
with its name, scene, look, kind, seed, style and style vector, and `attributes.csv` with name, scene, look, hour,
season and weather. Four scenes in a row are shown under the same looks; the column `look` names them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from studio.labels import LANDSCAPE
from studio_data.datasets.growing_folder import MOST_FILES, GrowingFolder, Progress, check_ranges
from studio_data.datasets.whole_files import file_name, replace_text, write_png
from studio_data.world import compose, paint
from studio_data.world.looks import MOST_LOOKS, WORDS, looks_of

FORMAT = 1  # counts up when scenes or looks come to look otherwise
_APART = 2  # spawn key of the seeds, which keeps these scenes apart from those of the pairs and the cartoons
_LISTING, _TABLE = "looks.jsonl", "attributes.csv"
_COLUMNS = ("name", "scene", "look", *WORDS)
_SCENES_OF_A_SERIES = 4


@dataclass(frozen=True)
class LooksRecipe:
    """Everything that the pictures of a folder share."""

    seed: int
    looks: int
    size: int
    supersample: int
    format: int = FORMAT


def write_looks(
    out: Path,
    count: int,
    *,
    looks: int = 6,
    size: int = 128,
    seed: int = 0,
    supersample: int = 2,
    workers: int = 1,
    progress: Progress | None = None,
) -> None:
    """Fill `out` with `count` scenes of size×size pixels, each under `looks` looks; what is there already is kept.

    Look k of scene i depends on (seed, i // 4, k), so a folder can be stopped, resumed and made longer with the same
    bytes as in one go. `progress` is called with the scenes that are whole and with `count`, at the start and after
    each picture. InputError for numbers out of range, a folder that can't be written, holds something else or looks of
    another recipe; StudioError where drawing or writing fails.
    """
    check_ranges(
        (
            ("looks", looks, 2, MOST_LOOKS),
            ("count", count, 1, MOST_FILES // looks),
            ("size", size, 16, 2048),
            ("seed", seed, 0, 2**63 - 1),
            ("supersample", supersample, 1, 4),
            ("workers", workers, 1, 256),
        )
    )
    recipe = LooksRecipe(seed, looks, size, supersample)
    folder = GrowingFolder(out, "looks", asdict(recipe), "looks.json", _LISTING, ("images",), ("labels",), (_TABLE,))
    folder.fill(count * looks, partial(draw_look, out, recipe), workers, _by_scenes(progress, looks))
    with folder.writing(lambda: count):
        _write_table(out)


def draw_look(out: Path, recipe: LooksRecipe, index: int) -> str:
    """Draw picture `index`, write its files and return its line of the listing."""
    number, k = divmod(index, recipe.looks)
    series = number // _SCENES_OF_A_SERIES
    sequence = np.random.SeedSequence([recipe.seed, number], spawn_key=(_APART,))
    seed = int(sequence.generate_state(1, np.uint64)[0] >> 11)
    scene = compose(seed, (recipe.size, recipe.size))
    style = looks_of(recipe.seed, series, k + 1)[k]
    # The map goes first: where a scene's first picture is there, its map is too.
    if k == 0:
        write_png(out / "labels" / f"{file_name(number)}.png", scene.labels, LANDSCAPE.palette())
    picture = paint(scene.labels, style, seed=seed, supersample=recipe.supersample, details=False)
    write_png(out / "images" / f"{file_name(index)}.png", picture)
    entry = {
        "name": file_name(index),
        "scene": file_name(number),
        "look": f"{file_name(series)}-{k}",
        "kind": scene.kind,
        "seed": seed,
        "style": style.to_dict(),
        "style_vector": [float(str(value)) for value in style.vector()],
    }
    return json.dumps(entry) + "\n"


def _by_scenes(progress: Progress | None, looks: int) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(done // looks, total // looks)) if progress else None


def _write_table(out: Path) -> None:
    """The listing's words as a table, in order of the names."""
    entries = [json.loads(line) for line in (out / _LISTING).read_text(encoding="utf-8").splitlines()]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for entry in sorted(entries, key=lambda entry: str(entry["name"])):
        table.writerow((entry["name"], entry["scene"], entry["look"], *(entry["style"][word] for word in WORDS)))
    replace_text(out / _TABLE, text.getvalue())
