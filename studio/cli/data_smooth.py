"""`studio data smooth`: edge-smoothed copies of cartoons, for CartoonGAN."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from studio.cli.data_progress import INTERRUPTED_BY_KEY, progress
from studio.errors import InputError


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `smooth` to those of `studio data`."""
    parser = commands.add_parser(
        "smooth",
        help="cartoons with blurred edges, for CartoonGAN",
        description="Write a copy of every picture with its edges found, widened and blurred, under the same name.\n"
        "`studio train cartoongan` does so itself where there are no copies; with them its steps are quicker.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="CARTOONS", help="a folder of pictures")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the copies")
    parser.add_argument("--size", type=int, default=0, metavar="N", help="resize to N×N first (default: as they are)")


def run(args: argparse.Namespace) -> int:
    """Write the copies; the same command goes on where it was stopped."""
    from studio_data.prepare.smooth_folder import smooth_folder

    if args.size and args.size < 3:
        raise InputError(f"--size is {args.size}; it must be at least 3")
    try:
        with progress("pictures") as show:
            count = smooth_folder(args.folder, args.out, size=args.size, progress=show)
    except KeyboardInterrupt:
        print("stopped; the same command goes on from there", file=sys.stderr)
        return INTERRUPTED_BY_KEY
    print(f"{count} pictures with smoothed edges in {args.out}", file=sys.stderr)
    return 0
