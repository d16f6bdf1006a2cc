"""`studio render`: a sketch's or a photograph's picture without a screen."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.output import STDOUT, check_output, write_picture
from studio.cli.talk import answer, say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.generators.specs import Blend, Generator
    from studio.render.asking import Asked, Drawn
    from studio.render.chain import Progress

SIZES = range(16, 2049)
SEEDS = range(2**32)
PROCESSES = range(1, 1025)

EXAMPLES = """examples:
  studio render coast.png -o picture.png
  studio render coast.png -o dusk.jpg --generator world --option hour=sunset --size 512
  studio render Labels/a.mat -o a.png                    the SIFT Flow layout (key S)
  studio render map.png -o map-picture.png --labels ade20k
  studio render coast.png -o c.png --chain "unet | cartoongan:hayao"     one generator after another
  studio render photo.jpg -o c.jpg --generator cartoongan --weights hayao
  studio render sketches -o pictures --devices 4         a folder, by four processes; again: what is missing
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
    parser.add_argument("sketch", type=Path, metavar="SKETCH", help="the sketch (or photograph) to draw, or a folder")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="OUT",
        help=".png, .jpg or .webp (a folder's: a folder); - is stdout",
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--generator", metavar="ID", help="who draws (default: the sketch's own, else spade)")
    who.add_argument("--chain", metavar="CHAIN", help="generators after one another: A | B:DOMAIN | C@WEIGHTS")
    parser.add_argument("--size", type=_within(SIZES), metavar="N", help="pixels of the short side, 16 to 2048")
    parser.add_argument("--seed", type=_within(SEEDS), metavar="N", help="varies detail (default: the sketch's own)")
    parser.add_argument("--blend", type=_blend, metavar="SEED:SHARE", help="mix a second seed in, as 12:0.4")
    parser.add_argument("--style", type=Path, metavar="PICTURE", help="a picture whose look is taken")
    parser.add_argument("--domain", metavar="NAME", help="the domain that --generator draws in")
    parser.add_argument("--weights", metavar="NAME", help="weights of the store (studio weights list) for --generator")
    parser.add_argument("--labels", metavar="SET", help="what the sketch's label ids mean (default: landscape)")
    parser.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="the first generator's option; repeatable"
    )
    folders = parser.add_argument_group(
        "folders of sketches", "drawn by Lightning's Trainer.predict; what is there stays"
    )
    folders.add_argument("--devices", type=_within(PROCESSES), metavar="N", help="cards (or processes) that share them")
    folders.add_argument("--nodes", type=_within(PROCESSES), metavar="N", help="machines that do (docs/training.md)")
    folders.add_argument("--strategy", metavar="NAME", help="Lightning's strategy for that (default: DDP)")
    folders.add_argument("--format", choices=("png", "jpg", "webp"), help="of the pictures (default: png)")
    folders.add_argument("--force", action="store_true", help="draw also what has a picture already")
    parser.add_argument("--json", action="store_true", help="say what was done as JSON on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw; every check that costs little comes before the first that costs much."""
    from studio.render.asking import draw_file

    asked = _asked(args)
    if args.sketch.is_dir():
        from studio.cli.render_folder import render_folder

        return render_folder(args, asked)
    _refuse_folder_options(args)
    links = asked.links()
    check_output(args.out, args.sketch)
    if args.json and args.out == STDOUT:
        raise InputError("-o - and --json both want stdout: give the picture a file")
    with _progress() as show:
        drawn = draw_file(args.sketch, asked, links, on_progress=show)
    write_picture(args.out, drawn.sketch, drawn.picture)
    _tell(args, drawn)
    return 0


def _asked(args: argparse.Namespace) -> Asked:
    """What the command line says; InputError where its parts don't go together."""
    from studio.generators.host import find
    from studio.render.asking import Asked

    if args.chain is None and args.generator is None and (args.weights or args.domain):
        raise InputError("--weights and --domain are a generator's: name it with --generator")
    if args.chain is not None and (args.weights or args.domain):
        raise InputError("in a chain, domain and weights stand behind a generator's name: stargan:sunset@mine")
    if args.generator is not None:
        find(args.generator)
    chain = args.chain if args.chain is not None else _in_words(args) if args.generator is not None else None
    if chain == "":
        raise InputError("a chain reads GENERATOR | GENERATOR[:DOMAIN][@WEIGHTS] …, and this one is empty")
    return Asked(
        chain=chain or "",
        options=tuple(args.option),
        seed=args.seed,
        size=args.size,
        style=str(args.style.absolute()) if args.style else "",
        labels=args.labels,
        blend=args.blend,
    )


def _in_words(args: argparse.Namespace) -> str:
    domain = f":{args.domain}" if args.domain else ""
    return f"{args.generator}{domain}{'@' + args.weights if args.weights else ''}"


def _refuse_folder_options(args: argparse.Namespace) -> None:
    for name in ("devices", "nodes", "strategy", "format", "force"):
        if getattr(args, name):
            raise InputError(f"--{name} is for a folder of sketches, and {args.sketch} is none")


def _within(allowed: range) -> Callable[[str], int]:
    """An argparse type: a whole number out of `allowed`."""

    def parse(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() else -1
        if number not in allowed:
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {allowed[0]} to {allowed[-1]}")
        return number

    return parse


def _blend(text: str) -> Blend:
    """An argparse type: a second seed and its share."""
    from studio.generators.specs import Blend

    seed, _, share = text.partition(":")
    try:
        return Blend(_within(SEEDS)(seed), float(share))
    except (ValueError, argparse.ArgumentTypeError) as fault:
        raise argparse.ArgumentTypeError(f"{text} is no seed with its share (0 to 1), as in 12:0.4") from fault


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


def _tell(args: argparse.Namespace, drawn: Drawn) -> None:
    results = drawn.results
    height, width = drawn.picture.shape[:2]
    drawn_by = " | ".join(result.generator for result in results)
    milliseconds = sum(result.milliseconds for result in results)
    if args.json:
        facts: dict[str, Any] = {
            "out": str(args.out),
            "generator": drawn_by,
            "seed": drawn.seed,
            "size": [height, width],
            "milliseconds": round(milliseconds, 1),
            "weights": " | ".join(result.weights for result in results),
        }
        if drawn.blend:
            facts["blend"] = [drawn.blend.seed, drawn.blend.share]
        answer(json.dumps(facts))
    else:
        blend = f" + {drawn.blend.seed} ({drawn.blend.share:.0%})" if drawn.blend else ""
        say(f"{args.out}: {width}×{height}, {drawn_by}, seed {drawn.seed}{blend}, {milliseconds:.0f} ms")
