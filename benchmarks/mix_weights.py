"""The mean of two weight files of one training's parts: `python benchmarks/mix_weights.py FIRST SECOND SHARE OUT`.

SHARE (0 to 1) is the second's. Two parts of which the second began with the first lie in one basin, where what lies
between them draws too (Izmailov et al. 2018): a part that pulled hard towards an artist and one that smoothed it, say.
Both must hold the same network; OUT is described as FIRST is.
"""

import argparse
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import load_file, save_file


def mix(first: Path, second: Path, share: float, out: Path) -> None:
    """Write (1 - share) · first + share · second; numbers that are not floating stay the first's."""
    one, other = load_file(first), load_file(second)
    if {name: tensor.shape for name, tensor in one.items()} != {name: tensor.shape for name, tensor in other.items()}:
        raise SystemExit(f"{first} and {second} hold different networks")
    mean = {
        name: ((1 - share) * tensor.float() + share * other[name].float()).to(tensor.dtype)
        if tensor.is_floating_point()
        else tensor
        for name, tensor in one.items()
    }
    with safe_open(first, framework="pt") as file:
        save_file(mean, out, metadata=file.metadata())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    mix(given.first, given.second, given.share, given.out)


if __name__ == "__main__":
    main()
