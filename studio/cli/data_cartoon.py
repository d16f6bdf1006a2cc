"""`studio data cartoon`: cartoons of the world with the masks of their edges."""

from __future__ import annotations

import argparse

from studio.cli.data_options import add_drawing_options, add_folder_options, fill_folder, workers_of

_HANDS = (
    "all",
    "ink",
    "poster",
    "watercolour",
)  # written here too, so that help loads no NumPy; a test holds them equal


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `cartoon` to those of `studio data`."""
    parser = commands.add_parser(
        "cartoon",
        help="cartoons of the procedural world by three hands, with the masks of their edges",
        description="Write cartoons of the procedural world: images/NAME.png, the mask of the drawn edges as "
        "edges/NAME.png, and cartoons.jsonl. A folder that is not complete yet is continued, with the same bytes as "
        "in one go.",
    )
    add_folder_options(parser, "cartoons", "scenes", 256)
    parser.add_argument(
        "--hand", choices=_HANDS, default=_HANDS[0], help="who draws them (default all, who take turns)"
    )
    parser.add_argument(
        "--smooth", action="store_true", help="also write copies with blurred edges, smoothed/NAME.png, for CartoonGAN"
    )
    parser.add_argument(
        "--traced",
        action="store_true",
        help="paint the scenes too, photos/NAME.png, and draw their cartoons after these pictures (--hand ink): pairs",
    )
    add_drawing_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the cartoons; the exit code. Raises StudioError with what the user should read."""
    from studio_data.datasets.cartoons import write_cartoons

    return fill_folder(
        args,
        "cartoons",
        lambda show: write_cartoons(
            args.out,
            args.count,
            hand=args.hand,
            size=args.size,
            seed=args.seed,
            supersample=args.supersample,
            smooth=args.smooth,
            traced=args.traced,
            workers=workers_of(args),
            progress=show,
        ),
    )
