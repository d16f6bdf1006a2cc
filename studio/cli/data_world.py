"""`studio data world`: pairs of label map and picture."""

from __future__ import annotations

import argparse

from studio.cli.data_options import add_drawing_options, add_folder_options, fill_folder, workers_of


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `world` to those of `studio data`."""
    parser = commands.add_parser(
        "world",
        help="pairs of label map and picture, drawn from the procedural world",
        description="Write pairs of the procedural world: labels/NAME.png, images/NAME.png and pairs.jsonl. "
        "A folder that is not complete yet is continued, with the same bytes as in one go.",
    )
    add_folder_options(parser, "pairs", "scenes", 256)
    add_drawing_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the pairs; the exit code. Raises StudioError with what the user should read."""
    from studio_data.datasets.pairs import write_world_pairs

    return fill_folder(
        args,
        "pairs",
        lambda show: write_world_pairs(
            args.out,
            args.count,
            size=args.size,
            seed=args.seed,
            supersample=args.supersample,
            workers=workers_of(args),
            progress=show,
        ),
    )
