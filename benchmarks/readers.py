"""How well the two scene readers read, and how fast: `python benchmarks/readers.py world|camvid|speed|all|sheet`.

world: figures on 1,000 held-out scenes, the same for both, drawn into a folder by the first run; people's scribbles
(scenes of kind "drawing") apart. --cards writes them into the readers' cards.
camvid: the teacher on real street photographs, in the labels that both vocabularies have.
speed: milliseconds for a 256² picture on one core and on two; the baseline is the plain pass, no mirror, no tidying.
sheet: held-out pictures beside their maps, the teacher's and the judge's, as a JPEG (-o).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from lightning_modules.confusion import confusion, figures_of
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio_data.datasets.pairs import PairFolder, write_world_pairs
from studio_judge.checkpoints import BUNDLED as JUDGE
from studio_judge.checkpoints import load_judge
from studio_reader.checkpoints import BUNDLED as TEACHER
from studio_reader.checkpoints import load_reader
from studio_reader.render import PictureReader

HELD_OUT = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sketch-studio" / "readers-held-out"
SCENES, SIZE, SEED = 1000, 256, 900_001
SHARED = Path(os.environ.get("STUDIO_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))

Read = Callable[[Picture], LabelMap]

# CamVid's classes (by name, see labels.json of the set) and ours, as far as both mean the same thing.
GROUPS = {
    "sky": (("sky",), ("sky", "cloud", "sun", "fog")),
    "building": (("building",), ("building", "house")),
    "road": (("road", "pavement"), ("road",)),
    "tree": (("tree",), ("tree", "forest", "bush")),
}
OTHER, IGNORED = len(GROUPS), 255


def plain(network: nn.Module) -> Read:
    """One pass of a network, nothing else; pictures grow to whole cells of 16 pixels by their last row and column."""

    @torch.inference_mode()
    def read(picture: Picture) -> LabelMap:
        height, width = picture.shape[:2]
        values = torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float().div(127.5).sub(1)
        values = F.pad(values, (0, -width % 16, 0, -height % 16), mode="replicate")
        scores: Tensor = network(values.contiguous(memory_format=torch.channels_last))[0]
        scores[:, 0] = -torch.inf
        found: LabelMap = scores.argmax(1)[0, :height, :width].to(torch.uint8).numpy()
        return found

    return read


def whole(reader: PictureReader) -> Read:
    """What the generator does: with the mirror image, and tidied."""
    return lambda picture: reader.read(picture, picture.shape[:2], lambda fraction: None)


def readers() -> dict[str, Read]:
    """Every way of reading that is measured."""
    return {
        "teacher": plain(load_reader()[0]),
        "judge": plain(load_judge()[0]),
        "reader (generator)": whole(PictureReader(load_reader()[0])),
    }


def world_figures(folder: Path, count: int) -> dict[str, dict[str, Any]]:
    """Figures by reader on the held-out scenes, all of them and scribbles alone."""
    write_world_pairs(folder, count, size=SIZE, seed=SEED, supersample=2, workers=os.cpu_count() or 1)
    lines = (folder / "pairs.jsonl").read_text().splitlines()[:count]
    kinds = [json.loads(line)["kind"] for line in lines]
    pairs = PairFolder(folder)
    made: dict[str, dict[str, Any]] = {}
    for name, read in readers().items():
        tables = torch.zeros(2, len(LANDSCAPE), len(LANDSCAPE), dtype=torch.float64)
        for index, kind in enumerate(kinds):
            pair = pairs[index]
            painted = pair.labels != 0
            found = torch.from_numpy(read(pair.picture)[painted])
            tables[int(kind == "drawing")] += confusion(torch.from_numpy(pair.labels[painted]), found)
        made[name] = {
            **figures_of(tables.sum(0)),
            "pictures": len(kinds),
            "size": SIZE,
            "scribbles": {**figures_of(tables[1]), "pictures": kinds.count("drawing")},
        }
        made[name]["scribbles"].pop("iou")
    return made


def write_sheet(folder: Path, out: Path, rows: int = 5) -> None:
    """Two columns of: a held-out picture, its map, what the generator reads, what the judge reads."""
    pairs, reads = PairFolder(folder), readers()
    palette = LANDSCAPE.palette()
    tiles = []
    for index in range(2 * rows):
        pair = pairs[index]
        maps = (pair.labels, reads["reader (generator)"](pair.picture), reads["judge"](pair.picture))
        tiles.append(np.concatenate([pair.picture, *(palette[labels] for labels in maps)], 1)[::2, ::2])
    columns = [np.concatenate(tiles[start::2], 0) for start in (0, 1)]
    Image.fromarray(np.concatenate(columns, 1)).save(out, quality=88)


def camvid_pictures(folder: Path) -> Iterator[tuple[Picture, LabelMap]]:
    """CamVid's test frames with their labels by GROUPS: IGNORED where the world has no such thing."""
    names = {entry["name"]: entry["id"] for entry in json.loads((folder / "labels.json").read_text())["classes"]}
    table = np.full(256, IGNORED, np.uint8)
    for group, (theirs, _) in enumerate(GROUPS.values()):
        table[[names[name] for name in theirs]] = group
    for name in (folder / "test.txt").read_text().split():
        picture = np.asarray(Image.open(folder / "images" / f"{name}.jpg").convert("RGB"))
        yield picture, table[np.asarray(Image.open(folder / "labels" / f"{name}.png"))]


def camvid_figures(read: Read) -> dict[str, Any]:
    """Pixel accuracy and overlaps of the four groups on CamVid's test frames."""
    ours = np.full(256, OTHER, np.uint8)
    for group, (_, keys) in enumerate(GROUPS.values()):
        ours[list(LANDSCAPE.ids(*keys))] = group
    found = torch.zeros(OTHER + 1, OTHER + 1, dtype=torch.float64)
    for picture, truth in camvid_pictures(SHARED / "data" / "camvid_256"):
        compared = truth != IGNORED
        read_groups = ours[read(picture)]
        found += confusion(torch.from_numpy(truth[compared]), torch.from_numpy(read_groups[compared]), OTHER + 1)
    hits = found.diag()[:OTHER]
    overlaps = hits / (found.sum(0)[:OTHER] + found.sum(1)[:OTHER] - hits)
    return {
        "pixel_accuracy": round(float(hits.sum() / found.sum()), 4),
        "mean_iou": round(float(overlaps.mean()), 4),
        "iou": {group: round(float(value), 3) for group, value in zip(GROUPS, overlaps, strict=True)},
    }


def milliseconds(read: Read, picture: Picture, rounds: int = 15) -> float:
    """Median of some readings."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        read(picture)
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took), 1)


def speed_figures() -> dict[str, dict[str, float]]:
    """Milliseconds by reader for a 256² picture, on one core and on two."""
    picture = np.random.default_rng(0).integers(0, 256, (SIZE, SIZE, 3), np.uint8)
    measured: dict[str, dict[str, float]] = {name: {} for name in readers()}
    for cores in (1, 2):
        torch.set_num_threads(cores)
        for name, read in readers().items():
            read(picture)
            measured[name][f"{cores} core{'s' * (cores > 1)}"] = milliseconds(read, picture)
    return measured


def into_cards(figures: dict[str, dict[str, Any]], speed: dict[str, dict[str, float]]) -> None:
    """Put the figures into the cards beside the weights."""
    for name, weights in (("teacher", TEACHER), ("judge", JUDGE)):
        path = weights.with_suffix(".json")
        card = {**json.loads(path.read_text()), "figures": figures[name], "milliseconds_256": speed[name]}
        path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def main() -> None:
    """Print what was asked for as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("world", "camvid", "speed", "all", "sheet"))
    parser.add_argument("--held-out", type=Path, default=HELD_OUT, metavar="DIR", help="where the held-out scenes lie")
    parser.add_argument("--scenes", type=int, default=SCENES, metavar="N", help=f"how many of them (default {SCENES})")
    parser.add_argument("--cards", action="store_true", help="write world and speed figures into the cards")
    parser.add_argument("-o", "--out", type=Path, default=Path("sheet.jpg"), help="where the sheet goes")
    chosen = parser.parse_args()
    made: dict[str, Any] = {}
    if chosen.what == "sheet":
        write_sheet(chosen.held_out, chosen.out)
        return
    if chosen.what in ("world", "all"):
        made["world"] = world_figures(chosen.held_out, chosen.scenes)
    if chosen.what in ("camvid", "all"):
        made["camvid"] = {name: camvid_figures(read) for name, read in readers().items()}
    if chosen.what in ("speed", "all"):
        made["speed"] = speed_figures()
    print(json.dumps(made, indent=2))
    if chosen.cards and chosen.what == "all":
        into_cards(made["world"], made["speed"])


if __name__ == "__main__":
    main()
