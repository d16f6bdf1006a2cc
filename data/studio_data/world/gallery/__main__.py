"""`python -m studio_data.world.gallery --out docs/world`: draws all grids as JPEG files."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from PIL import Image

from studio_data.world.gallery.grids import GRIDS

QUALITY = 88


def main() -> int:
    """Write one file per grid and say how long each took; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m studio_data.world.gallery", description="Grids of the world.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; made if it isn't there")
    parser.add_argument("--scale", type=float, default=1.0, metavar="X", help="size of the cells as a factor")
    args = parser.parse_args()
    if not 0 < args.scale <= 8:
        parser.error(f"--scale is {args.scale:g}; it must lie above 0 and up to 8")
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for name, grid in GRIDS.items():
            start = time.perf_counter()
            picture = grid(args.scale)
            file = args.out / f"{name}.jpg"
            Image.fromarray(picture).save(file, quality=QUALITY, optimize=True)
            print(
                f"{file}: {picture.shape[1]}×{picture.shape[0]}, {time.perf_counter() - start:.1f} s", file=sys.stderr
            )
    except OSError as error:
        parser.error(f"{args.out}: {error.strerror or error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
