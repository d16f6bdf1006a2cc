"""`python -m studio_data.portraits.gallery --out docs/portraits`: one grid per attribute, as JPEG files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio_data.portraits.attributes import ATTRIBUTES, Attribute
from studio_data.portraits.draw import line_sketch, portrait
from studio_data.portraits.face import Face

QUALITY = 70
_CELL = 96
_ROWS = (
    Face(identity=3),
    Face(hair="black", cut="short", fringe="spiky", eyes="open", features="strong", skin="brown", identity=8),
)


def attribute_grid(attribute: Attribute, cell: int = _CELL) -> NDArray[np.uint8]:
    """Two faces with every value of an attribute, the first also as a sketch: uint8 (3·cell, values·cell, 3)."""
    faces = [[face.changed(**{attribute.key: value}) for value in attribute.keys] for face in _ROWS]
    first, second = ([portrait(face, cell) for face in row] for row in faces)
    sketches = [np.repeat(line_sketch(face, cell)[..., None], 3, axis=2) for face in faces[0]]
    return np.vstack([np.hstack(row) for row in (first, sketches, second)])


def sampled_grid(columns: int = 8, rows: int = 3, cell: int = _CELL) -> NDArray[np.uint8]:
    """Random faces, uint8 (rows·cell, columns·cell, 3)."""
    rng = np.random.default_rng(4)
    return np.vstack([np.hstack([portrait(Face.sample(rng), cell) for _ in range(columns)]) for _ in range(rows)])


def main() -> int:
    """Write all grids; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m studio_data.portraits.gallery", description="Grids of portraits.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; made if it isn't there")
    args = parser.parse_args()
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        grids = {"sampled": sampled_grid()} | {attribute.key: attribute_grid(attribute) for attribute in ATTRIBUTES}
        for name, grid in grids.items():
            Image.fromarray(grid).save(args.out / f"{name}.jpg", quality=QUALITY, optimize=True)
    except OSError as error:
        parser.error(f"{args.out}: {error.strerror or error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
