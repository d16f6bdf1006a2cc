"""What the commands share that fill a folder of drawings: their options, and how a run of them is told and ended."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from studio.cli.data_progress import INTERRUPTED_BY_KEY, Progress, progress


def add_folder_options(parser: argparse.ArgumentParser, things: str, drawn: str, size: int) -> None:
    """How many, where, how large and from which seed; `things` fill the folder, `drawn` is what a seed decides."""
    parser.add_argument(
        "--count", type=int, required=True, metavar="N", help=f"how many {things} the folder shall hold"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; made if it isn't there")
    parser.add_argument("--size", type=int, default=size, help=f"pixels along each side (default {size})")
    parser.add_argument("--seed", type=int, default=0, help=f"another seed gives other {drawn} (default 0)")


def add_drawing_options(parser: argparse.ArgumentParser) -> None:
    """How finely the world is sampled and in how many processes."""
    parser.add_argument(
        "--supersample", type=int, default=2, metavar="N", help="samples per pixel along each side, 1 to 4 (default 2)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one for each usable core)")


def workers_of(args: argparse.Namespace) -> int:
    """How many processes draw: as many as were asked for, else the cores this process may run on."""
    if args.workers is not None:
        return int(args.workers)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fill_folder(args: argparse.Namespace, things: str, write: Callable[[Progress], None]) -> int:
    """Run `write` with a progress bar on stderr; Ctrl-C leaves a folder that the same command continues."""
    reached = total_count = 0
    try:
        with progress(things) as show:

            def note(done: int, total: int) -> None:
                nonlocal reached, total_count
                reached, total_count = done, total
                show(done, total)

            write(note)
    except KeyboardInterrupt:
        total_count = total_count or args.count
        print(f"stopped at {reached} of {total_count} {things}; the same command goes on from there", file=sys.stderr)
        return INTERRUPTED_BY_KEY
    print(f"{args.count} {things} of {args.size}×{args.size} pixels in {args.out}", file=sys.stderr)
    return 0
