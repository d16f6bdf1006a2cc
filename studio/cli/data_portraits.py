"""`studio data portraits`: drawn faces with their attributes, sketches and counterparts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from studio.cli.data_progress import INTERRUPTED_BY_KEY, progress


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `portraits` to those of `studio data`."""
    parser = commands.add_parser(
        "portraits",
        help="drawn faces with their line sketches and a table of attributes",
        description="Write drawn faces: images/NAME.png, sketches/NAME.png and attributes.csv. "
        "A folder that is not complete yet is continued, with the same bytes as in one go.",
    )
    parser.add_argument("--count", type=int, required=True, metavar="N", help="how many faces the folder shall hold")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; made if it isn't there")
    parser.add_argument("--size", type=int, default=128, help="pixels along each side (default 128)")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other faces (default 0)")
    parser.add_argument(
        "--counterparts",
        type=int,
        default=0,
        metavar="N",
        help="also draw the first N faces with every other value of each attribute (default 0)",
    )


def run(args: argparse.Namespace) -> int:
    """Write the portraits with a progress bar on stderr; Ctrl-C leaves a folder that the same command continues."""
    from studio_data.portraits.folder import write_portraits

    try:
        with progress("portraits") as show:
            write_portraits(
                args.out, args.count, size=args.size, seed=args.seed, counterparts=args.counterparts, progress=show
            )
    except KeyboardInterrupt:
        print("stopped; the same command goes on from there", file=sys.stderr)
        return INTERRUPTED_BY_KEY
    print(f"{args.count} portraits of {args.size}×{args.size} pixels in {args.out}", file=sys.stderr)
    return 0
