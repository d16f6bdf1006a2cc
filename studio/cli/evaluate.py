"""`studio evaluate`: generators side by side, in figures and on one sheet."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.render.chain import Link

EXAMPLES = """examples:
  studio evaluate unet                                   on 240 held-out scenes of the world
  studio evaluate unet spade spade@mine --data scribbles --sheet sheet.png
  studio evaluate "unet | cartoongan:ink" --data maps --json
  studio evaluate tsit --measure looks                   how near to a given style picture, and to 20 others
  studio evaluate cartoongan:ink --data photos           beside the photographs and a plain filter
  studio evaluate stargan --data faces                   are the edits seen, and how far are they from true ones

What each figure means: docs/evaluate.md. The judge, who reads pictures back, has seen nothing but our world: its
figures compare generators of the world, and rank no others.
"""
_COUNTS = {"labels": 240, "looks": 24, "cartoon": 48, "edits": 40}


def add_parser(subparsers: Any) -> None:
    """Add the command `evaluate`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "evaluate",
        help="generators side by side, in figures and pictures",
        description="Let generators draw the same things and compare what they make of them.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("generators", nargs="+", metavar="GENERATOR", help="GENERATOR[@WEIGHTS], or a whole chain")
    parser.add_argument(
        "--measure",
        choices=tuple(_COUNTS),
        help="what is measured (default: labels of generators that draw label maps, cartoon or edits of the others)",
    )
    parser.add_argument(
        "--data",
        default="world",
        metavar="DIR",
        help="world (default), scribbles, portraits, or a folder of label maps, pictures or faces",
    )
    parser.add_argument("--labels", metavar="SET", help="what the ids of a folder's maps mean (default: landscape)")
    parser.add_argument("--count", type=int, metavar="N", help="how many (default 240 maps, fewer of the rest)")
    parser.add_argument("--size", type=int, default=256, metavar="N", help="pixels along each side (default 256)")
    parser.add_argument(
        "--inception", type=Path, metavar="FILE", help="weights of InceptionV3 for Fréchet distances, as papers use"
    )
    parser.add_argument("--styles", type=Path, metavar="DIR", help="looks: style pictures of your own, three or more")
    parser.add_argument("--cartoons", type=Path, metavar="DIR", help="cartoon: what true cartoons look like")
    parser.add_argument("--classifier", type=Path, metavar="FILE", help="edits: who tells the attributes")
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="what was drawn, side by side (.png, .jpg)")
    parser.add_argument("--json", action="store_true", help="every figure as JSON on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw, measure, tell; the exit code."""
    from importlib import import_module

    from studio.render.chain import parse_chain
    from studio.sketch.atomic import check_writable

    chains = {text: parse_chain(text) for text in args.generators}
    measure = args.measure or _measure_of(chains)
    _check_fitting(chains, measure)
    args.count = args.count or _COUNTS[measure]
    if args.count < 2 or not 64 <= args.size <= 512:
        raise InputError("--count is at least 2, --size from 64 to 512")
    if args.labels and (measure not in ("labels", "looks") or not Path(args.data).is_dir()):
        raise InputError("--labels says what the ids in a folder of label maps mean: name one with --data")
    if args.sheet:
        check_writable(args.sheet)
    report = import_module(f"studio.cli.evaluate_{measure}").evaluate(args, chains)
    if args.sheet:
        report.write_sheet(args.sheet)
    answer(report.as_json() if args.json else report.as_table())
    return 0


def _measure_of(chains: dict[str, tuple[Link, ...]]) -> str:
    """What suits the first generator: its domains tell who edits attributes."""
    from studio.cli.evaluate_domains import domains_of, edits_attributes

    links = next(iter(chains.values()))
    if links[0].generator.input == "labels":
        return "labels"
    return "edits" if edits_attributes(domains_of(links)) else "cartoon"


def _check_fitting(chains: dict[str, tuple[Link, ...]], measure: str) -> None:
    wanted = "labels" if measure in ("labels", "looks") else "picture"
    for text, links in chains.items():
        if links[0].generator.input != wanted or links[-1].generator.output != "picture":
            drawn = "pictures from label maps" if wanted == "labels" else "pictures from pictures"
            raise InputError(f"{text} doesn't draw {drawn}, and {measure} is measured; see --measure")
