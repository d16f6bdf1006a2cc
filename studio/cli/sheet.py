"""`studio sheet`: one sketch through several generators and seeds, as one picture."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer, say
from studio.errors import InputError

if TYPE_CHECKING:
    from PIL import Image

    from studio.labels import Picture

EXAMPLES = """examples:
  studio sheet coast.png -o sheet.png                          every generator that has weights, four seeds
  studio sheet coast.png -o sheet.png --chain unet --chain "world | cartoongan:ink" --seeds 0 7 12
"""
CAPTION, GAP = 16, 6
"""Pixels: of the line above each picture, and between pictures."""

PAPER, INK = (250, 249, 246), (40, 40, 44)


def add_parser(subparsers: Any) -> None:
    """Add the command `sheet`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "sheet",
        help="one sketch through several generators and seeds, as one picture",
        description="Draw a sketch by several chains of generators (rows) and seeds (columns), on one sheet.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sketch", type=Path, help="a drawing, or a label map (PNG, .mat)")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="the sheet (.png, .jpg)")
    parser.add_argument("--chain", action="append", metavar="CHAIN", help="a row; may be given several times")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2, 3], metavar="N", help="the columns")
    parser.add_argument("--size", type=int, default=256, metavar="N", help="short side of each picture (default 256)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw the sheet; the exit code."""
    from studio.cli.evaluate_drawing import Drawer
    from studio.render.chain import parse_chain
    from studio.sketch.atomic import check_writable
    from studio.sketch.files import open_sketch

    if not 16 <= args.size <= 1024:
        raise InputError("--size is from 16 to 1024")
    check_writable(args.out)
    sketch = open_sketch(args.sketch)
    rows: dict[str, list[Picture]] = {}
    for text in args.chain or able():
        links = parse_chain(text)
        if links[0].generator.input != "labels" or links[-1].generator.output != "picture":
            raise InputError(f"{text} doesn't draw pictures from label maps; put a generator that does before it")
        say(text)
        with Drawer(links, args.size) as drawer:
            rows[text] = [drawer.draw(sketch.labels, seed=seed, style=sketch.style) for seed in args.seeds]
    _laid_out(rows, args.seeds).save(args.out)
    answer(str(args.out))
    return 0


def able() -> list[str]:
    """Every generator that draws label maps by itself: it has weights or needs none, and no style or domain."""
    from studio.generators.host import generators
    from studio.weights.store import Store

    store = Store()
    return [
        spec.id
        for spec in generators().values()
        if (spec.input, spec.output) == ("labels", "picture")
        and store.is_trained(spec)
        and not {"style", "domain"} & store.needs_of(spec, store.digest_for(spec.id))
    ]


def _laid_out(rows: dict[str, list[Picture]], seeds: list[int]) -> Image.Image:
    from PIL import Image, ImageDraw, ImageFont

    height, width = next(iter(rows.values()))[0].shape[:2]
    across, down = width + GAP, height + CAPTION + GAP
    sheet = Image.new("RGB", (GAP + across * len(seeds), GAP + down * len(rows)), PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(11)
    for row, (text, pictures) in enumerate(rows.items()):
        for column, (seed, picture) in enumerate(zip(seeds, pictures, strict=True)):
            left, top = GAP + column * across, GAP + row * down
            draw.text((left, top), f"{text}   seed {seed}" if column == 0 else f"seed {seed}", fill=INK, font=font)
            sheet.paste(Image.fromarray(picture).resize((width, height)), (left, top + CAPTION))
    return sheet
