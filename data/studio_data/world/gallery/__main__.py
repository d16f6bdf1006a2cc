"""`python -m studio_data.world.gallery --out docs/world`: draws all grids as JPEG files, and plots of statistics.

With `--real FOLDER` the plots show the real label maps that lie in that folder beside the world's.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from PIL import Image

from studio.errors import InputError
from studio_data.world.gallery.grids import GRIDS
from studio_data.world.gallery.plots import PLOTS
from studio_data.world.gallery.statistics import composed_maps, real_sets, statistics

QUALITY = 80
MAPS = 2000


def main() -> int:
    """Write one file per grid and say how long each took; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m studio_data.world.gallery", description="Grids of the world.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; made if it isn't there")
    parser.add_argument("--scale", type=float, default=1.0, metavar="X", help="size of the cells as a factor")
    parser.add_argument("--real", type=Path, metavar="DIR", help="a folder with real sets of label maps, for the plots")
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
        _write_plots(args.out, args.real, max(20, int(MAPS * min(1.0, args.scale))))
    except InputError as error:
        parser.error(str(error))
    except OSError as error:
        parser.error(f"{args.out}: {error.strerror or error}")
    return 0


def _write_plots(out: Path, real: Path | None, maps: int) -> None:
    sets = [statistics("the world", composed_maps(maps))]
    if real is not None:
        sets += [statistics(name, read()) for name, read in real_sets(real).items()]
    for name, plot in PLOTS.items():
        plot(sets).quantize(64).save(out / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
