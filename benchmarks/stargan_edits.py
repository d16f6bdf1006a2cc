"""How near StarGAN's edits come to the true ones: `python benchmarks/stargan_edits.py WEIGHTS [--size 64] [-o SHEET]`.

The held-out faces of `adventurer_faces_128` (in STUDIO_SHARED) were drawn again with another hair colour, other eyes,
another mouth: what a perfect edit looks like. Error: mean absolute difference, 0 to 255, beside that of leaving the
face as it is. Only the pixels that the true edit changes are counted a second time (changed).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors import safe_open
from torch import Tensor

from studio_stargan.network import StarGenerator
from studio_torch.fitting import use_instance_statistics
from studio_torch.pictures import as_picture, as_tensor

SHARED = Path(os.environ.get("STUDIO_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
COLUMNS = {"hair": "hair", "eyes": "eyes", "mouth": "expression"}
"""What the targets' names call a thing, and the table's column of it."""
CHANGED = 12

Pixels = NDArray[np.uint8]


def load_network(path: Path) -> tuple[StarGenerator, list[str]]:
    """The generator in `path` and its domains."""
    with safe_open(path, framework="pt") as file:
        facts = json.loads(file.metadata()["studio"])
        state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
    network = StarGenerator(domains=len(facts["domains"]), channels=facts["channels"], blocks=facts["blocks"])
    network.load_state_dict(state)
    use_instance_statistics(network)
    return network.float().eval(), facts["domains"]


def read(path: Path, size: int) -> Pixels:
    """A face at size²."""
    return np.asarray(Image.open(path).convert("RGB").resize((size, size), Image.Resampling.BOX))


def moved(row: dict[str, str], column: str, value: str, domains: list[str]) -> Tensor:
    """The domain vector (1, D) of the face in `row` with `column` at `value`."""
    wanted = {**row, column: value}
    return torch.tensor([[float(wanted[name.rpartition("-")[0]] == name.rpartition("-")[2]) for name in domains]])


def main() -> None:
    """Print errors by column as JSON; with -o, a sheet of rows: face, true edit, ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--size", type=int, default=64, help="pixels along each side (default 64)")
    parser.add_argument("-o", "--out", type=Path, help="where a sheet of edits goes (.png)")
    chosen = parser.parse_args()
    folder = SHARED / "data" / "adventurer_faces_128"
    network, domains = load_network(chosen.weights)
    with (folder / "attributes.csv").open() as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    found: dict[str, list[list[float]]] = defaultdict(list)
    shown: list[Pixels] = []
    for path in sorted((folder / "val_targets").glob("*.png")):
        identity, edit = path.stem.split("_")
        thing, value = edit.split("-")
        if not any(name.startswith(COLUMNS[thing] + "-") for name in domains):
            continue
        face, truth = read(folder / "images" / f"{identity}.png", chosen.size), read(path, chosen.size)
        with torch.inference_mode():
            made = as_picture(network(as_tensor(face), moved(rows[identity], COLUMNS[thing], value, domains)))
        found[thing].append(errors(face, truth) + errors(made, truth, face))
        if len(found[thing]) % 17 == 1:
            shown.append(np.concatenate([face, truth, made], 0))
    print(json.dumps({thing: summary(np.array(values)) for thing, values in found.items()}, indent=2))
    if chosen.out:
        sheet = Image.fromarray(np.concatenate(shown[:20], 1))
        sheet.save(chosen.out)


def errors(made: Pixels, truth: Pixels, face: Pixels | None = None) -> list[float]:
    """Mean absolute difference everywhere, and where `face` (default: `made`) differs from the truth."""
    wrong = np.abs(made.astype(np.int16) - truth).mean(2)
    before = np.abs((made if face is None else face).astype(np.int16) - truth).max(2) > CHANGED
    return [float(wrong.mean()), float(wrong[before].mean()) if before.any() else 0.0]


def summary(values: NDArray[np.float64]) -> dict[str, Any]:
    """Means over all edits of a kind."""
    copied, copied_changed, edited, edited_changed = values.mean(0).round(2).tolist()
    return {
        "edits": len(values),
        "copying": copied,
        "error": edited,
        "copying, changed pixels": copied_changed,
        "error, changed pixels": edited_changed,
    }


if __name__ == "__main__":
    main()
