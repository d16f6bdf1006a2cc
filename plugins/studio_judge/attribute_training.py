"""Train who tells attributes: `python -m studio_judge.attribute_training DIR [--out FILE] [--minutes 3]`.

DIR: pictures with a table of attributes, as `studio data looks` and `studio data portraits` write them, drawn with a
--seed that no generator was trained with. Every twentieth picture is held out; how well those are told goes into FILE.
Without --out the file is DIR/attributes.safetensors, where `studio evaluate --data DIR` looks for it.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor

from studio.errors import InputError, StudioError
from studio_judge.attributes import FORMAT, SIDE, AttributeNet, Attributes, loss_of, values_of

NAME = "attributes.safetensors"
_BATCH, _RATE, _HELD_OUT, _SHIFT = 32, 3e-3, 20, 3


def main() -> int:
    """Train and write; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DIR", help="a folder with images/ and attributes.csv")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where it goes (default DIR/attributes.safetensors)")
    parser.add_argument("--columns", default="", metavar="A,B", help="attributes to tell (default all)")
    parser.add_argument("--minutes", type=float, default=3.0, metavar="N", help="of processor time (default 3)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="of weights and order (default 7)")
    args = parser.parse_args()
    try:
        pictures, wanted, attributes = read_data(args.data, args.columns)
        network = train(pictures, wanted, attributes, minutes=args.minutes, seed=args.seed)
        told = accuracy(network, pictures[::_HELD_OUT], wanted[::_HELD_OUT], attributes)
        write(args.out or args.data / NAME, network, attributes, told)
    except StudioError as error:
        print(f"attribute_training: {error}", file=sys.stderr)
        return error.exit_code
    print(json.dumps(told, indent=2))
    return 0


def read_data(folder: Path, columns: str = "") -> tuple[NDArray[np.uint8], Tensor, Attributes]:
    """All pictures (N, 64, 64, 3), the index of each attribute's value (N, attributes), and the attributes."""
    from lightning_modules.attribute_sets import AttributeSource
    from lightning_modules.picture_configs import StarGanConfig

    source = AttributeSource(folder, StarGanConfig(crop_size=SIDE, attributes=columns))
    grouped: dict[str, list[int]] = {}
    for index, domain in enumerate(source.domains):
        grouped.setdefault(domain.rpartition("-")[0], []).append(index)
    if source.exclusive or len(source) < _HELD_OUT or any(len(group) < 2 for group in grouped.values()):
        raise InputError(f"{folder} holds no table of attributes with two values or more, for {_HELD_OUT} pictures")
    shown = [source.plain(index) for index in range(len(source))]
    rows = np.stack([row for _, row in shown])
    wanted = np.stack([rows[:, group].argmax(1) for group in grouped.values()], 1)
    attributes = {
        name: tuple(source.domains[index].rpartition("-")[2] for index in group) for name, group in grouped.items()
    }
    return np.stack([picture for picture, _ in shown]), torch.from_numpy(wanted), attributes


def train(
    pictures: NDArray[np.uint8], wanted: Tensor, attributes: Attributes, *, minutes: float, seed: int = 7
) -> AttributeNet:
    """A network that has seen the pictures that are not held out, for so many minutes of processor time."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network = AttributeNet(sum(map(len, attributes.values())))
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=1e-3)
    learnt = np.array([index for index in range(len(pictures)) if index % _HELD_OUT])
    began, part = time.process_time(), 0.0
    while part < 1:
        for group in optimizer.param_groups:
            group["lr"] = _RATE * 0.5 * (1 + math.cos(math.pi * part))
        chosen = chance.choice(learnt, min(_BATCH, len(learnt)), replace=False)
        batch = _moved(pictures[chosen], chance)
        loss = loss_of(network(values_of(batch)), wanted[chosen], attributes)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        part = (time.process_time() - began) / (60 * minutes)
    return network.eval()


@torch.inference_mode()
def accuracy(
    network: AttributeNet, pictures: NDArray[np.uint8], wanted: Tensor, attributes: Attributes
) -> dict[str, float]:
    """The share of pictures whose value is told right, by attribute."""
    scores = torch.cat([network(values_of(part)) for part in np.array_split(pictures, max(1, len(pictures) // 64))])
    parts = torch.split(scores, [len(values) for values in attributes.values()], 1)
    hits = [(part.argmax(1) == wanted[:, index]).float().mean() for index, part in enumerate(parts)]
    return {name: round(float(hit), 4) for name, hit in zip(attributes, hits, strict=True)}


def write(path: Path, network: AttributeNet, attributes: Attributes, told: dict[str, float]) -> None:
    """Half-precision weights, with what they know and how well."""
    facts = {"format": FORMAT, "attributes": attributes, "held_out_accuracy": told}
    state = {key: value.half() if value.is_floating_point() else value for key, value in network.state_dict().items()}
    save_file({key: value.contiguous() for key, value in state.items()}, path, {"studio": json.dumps(facts)})


def _moved(pictures: NDArray[np.uint8], chance: np.random.Generator) -> NDArray[np.uint8]:
    """Mirrored and shifted by a few pixels, each by chance."""
    ring = np.pad(pictures, ((0, 0), (_SHIFT, _SHIFT), (_SHIFT, _SHIFT), (0, 0)), mode="edge")
    moved = []
    for picture in ring:
        row, column = chance.integers(0, 2 * _SHIFT + 1, 2)
        cut = picture[row : row + SIDE, column : column + SIDE]
        moved.append(cut[:, ::-1] if chance.random() < 0.5 else cut)
    return np.stack(moved)


if __name__ == "__main__":
    sys.exit(main())
