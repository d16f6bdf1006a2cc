"""`studio data`: write data sets to train on."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from studio.cli import data_portraits
from studio.cli.data_progress import INTERRUPTED_BY_KEY, progress


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `data` with its own subcommands."""
    parser = subparsers.add_parser("data", help="write data sets to train on")
    parser.set_defaults(run=run)
    commands = parser.add_subparsers(dest="data_command", metavar="COMMAND", required=True)
    world = commands.add_parser(
        "world",
        help="pairs of label map and picture, drawn from the procedural world",
        description="Write pairs of the procedural world: labels/NAME.png, images/NAME.png and pairs.jsonl. "
        "A folder that is not complete yet is continued, with the same bytes as in one go.",
    )
    world.add_argument("--count", type=int, required=True, metavar="N", help="how many pairs the folder shall hold")
    world.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; made if it isn't there")
    world.add_argument("--size", type=int, default=256, help="pixels along each side (default 256)")
    world.add_argument("--seed", type=int, default=0, help="another seed gives other scenes (default 0)")
    world.add_argument(
        "--supersample", type=int, default=2, metavar="N", help="samples per pixel along each side, 1 to 4 (default 2)"
    )
    world.add_argument("--workers", type=int, metavar="N", help="processes (default: one for each usable core)")
    data_portraits.add_parser(commands)


def run(args: argparse.Namespace) -> int:
    """Do what `studio data` was asked for; the exit code. Raises StudioError with what the user should read."""
    return data_portraits.run(args) if args.data_command == "portraits" else _world(args)


def _world(args: argparse.Namespace) -> int:
    """Write the pairs with a progress bar on stderr; Ctrl-C leaves a folder that the same command continues."""
    from studio_data.datasets.pairs import write_world_pairs

    workers = args.workers if args.workers is not None else _usable_cores()
    reached = 0
    try:
        with progress("pairs") as show:

            def note(done: int, total: int) -> None:
                nonlocal reached
                reached = done
                show(done, total)

            write_world_pairs(
                args.out,
                args.count,
                size=args.size,
                seed=args.seed,
                supersample=args.supersample,
                workers=workers,
                progress=note,
            )
    except KeyboardInterrupt:
        print(f"stopped at {reached} of {args.count} pairs; the same command goes on from there", file=sys.stderr)
        return INTERRUPTED_BY_KEY
    print(f"{args.count} pairs of {args.size}×{args.size} pixels in {args.out}", file=sys.stderr)
    return 0


def _usable_cores() -> int:
    """The cores this process may run on; all of them where the system doesn't say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
