"""`studio evaluate`: generators side by side, in figures and on one sheet."""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer, say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.cli.evaluate_drawing import Pictures
    from studio.cli.evaluate_scenes import Drawn

EXAMPLES = """examples:
  studio evaluate unet                                   on 240 held-out scenes of the world
  studio evaluate unet spade spade@mine --data scribbles --sheet sheet.png
  studio evaluate "unet | cartoongan:ink" --data maps --json

mIoU: how well the judge, a network that no generator was trained with, reads the labels back; "of renderer" is that as
a part of what it reads out of the world's own pictures. The judge has seen nothing but our world: its figures compare
generators of the world, and rank no others. Fréchet: the distance to the world's pictures in the judge's features.
Seeds and styles: how much another seed, or sunset instead of day, changes the picture (mean difference of 0 to 255).
"""


def add_parser(subparsers: Any) -> None:
    """Add the command `evaluate`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "evaluate",
        help="generators side by side, in figures and pictures",
        description="Let generators draw the same label maps and compare what they make of them.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("generators", nargs="+", metavar="GENERATOR", help="GENERATOR[@WEIGHTS], or a whole chain")
    parser.add_argument("--data", default="world", metavar="DIR", help="world (default), scribbles, or label maps")
    parser.add_argument("--count", type=int, default=240, metavar="N", help="how many maps (default 240)")
    parser.add_argument("--size", type=int, default=256, metavar="N", help="pixels along each side (default 256)")
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="maps and pictures side by side (.png, .jpg)")
    parser.add_argument("--json", action="store_true", help="every figure as JSON on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw, judge, tell; the exit code."""
    from studio.cli.evaluate_drawing import Pictures
    from studio.cli.evaluate_scenes import scenes
    from studio.cli.evaluate_telling import table_of, write_sheet
    from studio.render.chain import parse_chain
    from studio.sketch.atomic import check_writable

    if args.count < 2 or not 64 <= args.size <= 512:
        raise InputError("--count is at least 2, --size from 64 to 512")
    chains = {text: parse_chain(text) for text in args.generators}
    for text, links in chains.items():
        if links[0].generator.input != "labels" or links[-1].generator.output != "picture":
            raise InputError(f"{text} doesn't draw pictures from label maps; put a generator that does before it")
    if args.sheet:
        check_writable(args.sheet)
    maps = scenes(args.data, args.count, args.size)
    say(f"{len(maps)} maps of {args.data}")
    pictures = {text: Pictures(text, links, maps, args.size) for text, links in chains.items()}
    figures = _figures(maps, pictures)
    if args.sheet:
        write_sheet(args.sheet, maps, pictures)
    told = {"data": args.data, "maps": len(maps), "size": args.size, **figures}
    answer(json.dumps(told, indent=2) if args.json else table_of(told))
    return 0


def _figures(maps: list[Drawn], pictures: dict[str, Pictures]) -> dict[str, Any]:
    from studio_judge.judging import FEATURES, Judging, read_figures

    judging, labels = Judging(), [drawn.labels for drawn in maps]
    true = [drawn.truth for drawn in maps if drawn.truth is not None]
    renderer = judging.look(true, labels) if len(true) == len(maps) else None
    made: dict[str, Any] = {}
    for name, drawn in pictures.items():
        made[name] = {
            **read_figures(judging.look(drawn.all, drawn.labels_of(maps)), renderer),
            "by_seed": round(drawn.by_seed, 2),
            "by_style": round(drawn.by_style, 2),
            "ms": round(statistics.median(drawn.took) * 1000, 1),
        }
    own = {"true_pictures": read_figures(renderer)} if renderer else {}
    return {"frechet_features": FEATURES, **own, "generators": made}
