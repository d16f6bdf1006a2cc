"""`studio data looks`: scenes of the world, each under several hours, seasons and weathers."""

from __future__ import annotations

import argparse

from studio.cli.data_options import add_drawing_options, add_folder_options, fill_folder, workers_of


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `looks` to those of `studio data`."""
    parser = commands.add_parser(
        "looks",
        help="scenes of the procedural world, each under several hours, seasons and weathers",
        description="Write scenes, each under several looks that differ in hour, season or weather alone: "
        "images/NAME.png, labels/SCENE.png, looks.jsonl and attributes.csv. StarGAN learns from them what a word "
        "changes. A folder that is not complete yet is continued, with the same bytes as in one go.",
    )
    add_folder_options(parser, "scenes", "scenes and looks", 128)
    parser.add_argument("--looks", type=int, default=6, metavar="K", help="looks of each scene (default 6)")
    add_drawing_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the scenes; the exit code. Raises StudioError with what the user should read."""
    from studio_data.datasets.looks import write_looks

    return fill_folder(
        args,
        "scenes",
        lambda show: write_looks(
            args.out,
            args.count,
            looks=args.looks,
            size=args.size,
            seed=args.seed,
            supersample=args.supersample,
            workers=workers_of(args),
            progress=show,
        ),
    )
