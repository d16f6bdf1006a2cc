"""`studio data portraits`: drawn faces with their attributes, sketches and counterparts."""

from __future__ import annotations

import argparse

from studio.cli.data_options import add_folder_options, fill_folder


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `portraits` to those of `studio data`."""
    parser = commands.add_parser(
        "portraits",
        help="drawn faces with their line sketches and a table of attributes",
        description="Write drawn faces: images/NAME.png, sketches/NAME.png and attributes.csv. "
        "A folder that is not complete yet is continued, with the same bytes as in one go.",
    )
    add_folder_options(parser, "portraits", "faces", 128)
    parser.add_argument(
        "--counterparts",
        type=int,
        default=0,
        metavar="N",
        help="also draw the first N faces with every other value of each attribute (default 0)",
    )
    parser.add_argument(
        "--changing", metavar="A,B", help="the attributes in which counterparts differ, as hair,eyes (default: all)"
    )


def run(args: argparse.Namespace) -> int:
    """Write the portraits; the exit code. Raises StudioError with what the user should read."""
    from studio_data.portraits.folder import ALL, write_portraits

    changing = [name.strip() for name in args.changing.split(",")] if args.changing else ALL
    return fill_folder(
        args,
        "portraits",
        lambda show: write_portraits(
            args.out,
            args.count,
            size=args.size,
            seed=args.seed,
            counterparts=args.counterparts,
            changing=changing,
            progress=show,
        ),
    )
