"""`studio render`: a sketch's picture without a screen."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.output import STDOUT, check_output, write_picture
from studio.cli.talk import answer, say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.generators.specs import Generator, Request
    from studio.sketch.document import Sketch

SIZES = range(16, 2049)
SEEDS = range(2**32)
PIXEL_LIMIT = 2 * 2048 * 2048

EXAMPLES = """examples:
  studio render coast.png -o picture.png
  studio render coast.png -o dusk.jpg --generator world --option hour=sunset --size 512
  studio render Labels/a.mat -o a.png                    the SIFT Flow layout (key S)
  studio render map.png -o map-picture.png --labels ade20k
"""


def add_parser(subparsers: Any) -> None:
    """Add the command `render`."""
    parser = subparsers.add_parser(
        "render",
        help="a sketch's picture, without a screen",
        description="Draw a sketch: the studio's own PNG, a PNG of label ids or label colours, or a MATLAB .mat.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sketch", type=Path, metavar="SKETCH", help="the sketch to draw")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help=".png, .jpg or .webp; - is stdout")
    parser.add_argument("--generator", metavar="ID", help="who draws (default: the sketch's own, else unet)")
    parser.add_argument("--size", type=_within(SIZES), metavar="N", help="pixels of the short side, 16 to 2048")
    parser.add_argument("--seed", type=_within(SEEDS), metavar="N", help="varies detail (default: the sketch's own)")
    parser.add_argument("--labels", metavar="SET", help="what the sketch's label ids mean (default: landscape)")
    parser.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="a generator's option; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="say what was done as JSON on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw the sketch; every check that costs little comes before the first that costs much."""
    from studio.generators.host import find
    from studio.generators.requests import request_of
    from studio.render.once import render_once
    from studio.sketch.files import open_sketch

    generator = find(args.generator) if args.generator is not None else None
    check_output(args.out, args.sketch)
    if args.json and args.out == STDOUT:
        raise InputError("-o - and --json both want stdout: give the picture a file")
    sketch = open_sketch(args.sketch, args.labels)
    generator = generator or find(sketch.chain[0].generator)
    _set(sketch, generator, args)
    request = request_of(sketch, _checked_size(args.size, sketch, generator))
    with _progress(generator) as show:
        result = render_once(request, on_progress=show)
    sketch.weights[generator.id] = result.weights
    write_picture(args.out, sketch, result.image)
    _tell(args, request, result.milliseconds, result.weights)
    return 0


def _set(sketch: Sketch, generator: Generator, args: argparse.Namespace) -> None:
    """Let the command line have its way over what the sketch says of generator, options and seed."""
    from studio.cli.options import option_values
    from studio.sketch.document import Step

    if generator.input != "labels":
        raise InputError(f"generator {generator.id} draws pictures from pictures; a sketch needs one that draws labels")
    own = sketch.chain[0]
    kept = dict(own.options) if own.generator == generator.id else {}
    sketch.chain = (Step(generator.id, {**kept, **option_values(generator, args.option)}),)
    if args.seed is not None:
        sketch.seed = args.seed


def _checked_size(wanted: int | None, sketch: Sketch, generator: Generator) -> int:
    """The short side: as wanted, else the size nearest to the sketch's that the generator draws well."""
    short, long = sorted(sketch.labels.shape)
    size = wanted or min(generator.sizes, key=lambda known: abs(known - short))
    if size * size * long // short > PIXEL_LIMIT:
        height, width = sketch.labels.shape
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
def _progress(generator: Generator) -> Any:
    """Shows per cent on a terminal's stderr while a render takes its time, and wipes that away."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield None
        return

    def show(fraction: float) -> None:
        sys.stderr.write(f"\r{generator.id} {fraction:4.0%}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _tell(args: argparse.Namespace, request: Request, milliseconds: float, weights: str) -> None:
    height, width = request.shape
    if args.json:
        facts = {
            "out": str(args.out),
            "generator": request.generator,
            "seed": request.seed,
            "size": [height, width],
            "milliseconds": round(milliseconds, 1),
            "weights": weights,
        }
        answer(json.dumps(facts))
    else:
        say(f"{args.out}: {width}×{height}, {request.generator}, seed {request.seed}, {milliseconds:.0f} ms")
