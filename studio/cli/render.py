"""`studio render`: a sketch's or a photograph's picture without a screen."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.output import STDOUT, check_output, write_picture
from studio.cli.talk import answer, say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.generators.specs import Generator, Result
    from studio.labels import LabelMap, Picture
    from studio.render.chain import Link, Progress
    from studio.sketch.document import Sketch

SIZES = range(16, 2049)
SEEDS = range(2**32)
PIXEL_LIMIT = 2 * 2048 * 2048

EXAMPLES = """examples:
  studio render coast.png -o picture.png
  studio render coast.png -o dusk.jpg --generator world --option hour=sunset --size 512
  studio render Labels/a.mat -o a.png                    the SIFT Flow layout (key S)
  studio render map.png -o map-picture.png --labels ade20k
  studio render coast.png -o c.png --chain "unet | cartoongan:hayao"     one generator after another
  studio render photo.jpg -o c.jpg --generator cartoongan --weights hayao
"""


def add_parser(subparsers: Any) -> None:
    """Add the command `render`."""
    parser = subparsers.add_parser(
        "render",
        help="a sketch's or a photograph's picture, without a screen",
        description="Draw a sketch: the studio's own PNG, a PNG of label ids or label colours, or a MATLAB .mat.\n"
        "Generators that draw from pictures take a photograph instead.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sketch", type=Path, metavar="SKETCH", help="the sketch (or photograph) to draw")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help=".png, .jpg or .webp; - is stdout")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--generator", metavar="ID", help="who draws (default: the sketch's own, else unet)")
    who.add_argument("--chain", metavar="CHAIN", help="generators after one another: A | B:DOMAIN | C@WEIGHTS")
    parser.add_argument("--size", type=_within(SIZES), metavar="N", help="pixels of the short side, 16 to 2048")
    parser.add_argument("--seed", type=_within(SEEDS), metavar="N", help="varies detail (default: the sketch's own)")
    parser.add_argument("--style", type=Path, metavar="PICTURE", help="a picture whose look is taken")
    parser.add_argument("--domain", metavar="NAME", help="the domain that --generator draws in")
    parser.add_argument("--weights", metavar="NAME", help="weights of the store (studio weights list) for --generator")
    parser.add_argument("--labels", metavar="SET", help="what the sketch's label ids mean (default: landscape)")
    parser.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="the first generator's option; repeatable"
    )
    parser.add_argument("--json", action="store_true", help="say what was done as JSON on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw; every check that costs little comes before the first that costs much."""
    from studio.render.chain import render_chain
    from studio.sketch.photographs import open_photograph

    asked = _asked_links(args)
    check_output(args.out, args.sketch)
    if args.json and args.out == STDOUT:
        raise InputError("-o - and --json both want stdout: give the picture a file")
    sketch, photograph = _opened(args, asked)
    links = _final_links(args, asked, sketch)
    seed = args.seed if args.seed is not None else sketch.seed if sketch else 0
    style = open_photograph(args.style) if args.style else sketch.style if sketch else None
    image = photograph if sketch is None else sketch.image
    assert image is not None
    size = _checked_size(args.size, image, links[0].generator)
    with _progress() as show:
        results = render_chain(links, image, seed=seed, size=size, style=style, on_progress=show)
    if sketch is not None:
        sketch.chain, sketch.seed, sketch.style = tuple(link.step for link in links), seed, style
        sketch.weights.update({result.generator: result.weights for result in results})
    write_picture(args.out, sketch, results[-1].image)
    _tell(args, seed, results)
    return 0


def _asked_links(args: argparse.Namespace) -> tuple[Link, ...]:
    """What the command line says of who draws; nothing where it leaves that to the sketch."""
    from studio.cli.options import option_values
    from studio.generators.host import find
    from studio.render.chain import parse_chain

    if args.chain is None and args.generator is None:
        if args.weights or args.domain:
            raise InputError("--weights and --domain are a generator's: name it with --generator")
        return ()
    if args.chain is not None and (args.weights or args.domain):
        raise InputError("in a chain, domain and weights stand behind a generator's name: stargan:sunset@mine")
    if args.chain is None:
        find(args.generator)
    links = parse_chain(args.chain or _in_words(args))
    values = option_values(links[0].generator, args.option)
    return (replace(links[0], step=replace(links[0].step, options=values)), *links[1:])


def _in_words(args: argparse.Namespace) -> str:
    domain = f":{args.domain}" if args.domain else ""
    return f"{args.generator}{domain}{'@' + args.weights if args.weights else ''}"


def _opened(args: argparse.Namespace, asked: tuple[Link, ...]) -> tuple[Sketch | None, Picture | None]:
    """The sketch, or the photograph where the first generator draws from pictures; a picture of ours is both."""
    from studio.generators.vocabularies import make_known
    from studio.sketch.files import open_sketch
    from studio.sketch.photographs import open_photograph

    if asked and asked[0].generator.input == "picture":
        return None, open_photograph(args.sketch)
    if args.labels:
        make_known(args.labels)
    return open_sketch(args.sketch, args.labels), None


def _final_links(args: argparse.Namespace, asked: tuple[Link, ...], sketch: Sketch | None) -> tuple[Link, ...]:
    """The chain that draws: the command line's, else the sketch's own; what the sketch says of options is kept."""
    from studio.cli.options import option_values
    from studio.render.chain import links_of

    if sketch is None:
        return asked
    if not asked:
        asked = links_of(sketch.chain)
        if args.option:
            changed = {**asked[0].step.options, **option_values(asked[0].generator, args.option)}
            asked = (replace(asked[0], step=replace(asked[0].step, options=changed)), *asked[1:])
        return asked
    sketch.from_photograph = False
    own, first = sketch.chain[0], asked[0]
    kept = dict(own.options) if own.generator == first.generator.id else {}
    step = replace(
        first.step, options={**kept, **first.step.options}, domain=first.step.domain or own.domain or sketch.domain
    )
    return (replace(first, step=step), *asked[1:])


def _checked_size(wanted: int | None, image: LabelMap | Picture, generator: Generator) -> int:
    """The short side: as wanted, else the size nearest to the image's that the generator draws well."""
    height, width = image.shape[:2]
    short, long = sorted((height, width))
    size = wanted or min(generator.sizes, key=lambda known: abs(known - short))
    if size * size * long // short > PIXEL_LIMIT:
        raise InputError(f"a sketch of {height}×{width} is too long for {size} pixels on its short side: lower --size")
    return size


def _within(allowed: range) -> Callable[[str], int]:
    """An argparse type: a whole number out of `allowed`."""

    def parse(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() else -1
        if number not in allowed:
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {allowed[0]} to {allowed[-1]}")
        return number

    return parse


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Shows per cent on a terminal's stderr while a render takes its time, and wipes that away."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield None
        return

    def show(generator: Generator, fraction: float) -> None:
        sys.stderr.write(f"\r{generator.id} {fraction:4.0%}\x1b[K")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _tell(args: argparse.Namespace, seed: int, results: list[Result]) -> None:
    height, width = results[-1].image.shape[:2]
    drawn_by = " | ".join(result.generator for result in results)
    milliseconds = sum(result.milliseconds for result in results)
    if args.json:
        facts = {
            "out": str(args.out),
            "generator": drawn_by,
            "seed": seed,
            "size": [height, width],
            "milliseconds": round(milliseconds, 1),
            "weights": " | ".join(result.weights for result in results),
        }
        answer(json.dumps(facts))
    else:
        say(f"{args.out}: {width}×{height}, {drawn_by}, seed {seed}, {milliseconds:.0f} ms")
