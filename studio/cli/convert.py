"""`studio convert`: a drawing in another format, and what that format can't hold."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer, complain, say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.sketch.formats.export import Export

EXAMPLES = """formats, by the ending of OUT's name:
  .png         the drawing inside of its picture          .labels.png  label ids, as training takes them
  .ora         OpenRaster, for Krita and GIMP             .spade.png   SPADE's layout: id - 1, 255 for none
  .mat         MATLAB, as SIFT Flow has label maps        .svg         the canvas as areas
  .gif         the strokes as a film                      .ans         the canvas as text: cat it

examples:
  studio convert coast.png coast.ora
  studio convert Labels/a.mat a.png
  studio convert map.png coast.png --labels ade20k        a map of another label set
  studio convert coast.png map.labels.png --to ade20k     and back to its values
"""


def add_parser(subparsers: Any) -> None:
    """Add the command `convert`."""
    parser = subparsers.add_parser(
        "convert",
        help="a drawing in another format",
        description="Write a drawing (PNG, OpenRaster, .mat, label map) in another format. What is lost is told.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", type=Path, metavar="IN", help="the drawing")
    parser.add_argument("out", type=Path, metavar="OUT", help="where it goes; its ending says the format")
    parser.add_argument("--labels", metavar="SET", help="what the label ids of IN mean (default: landscape)")
    parser.add_argument("--to", metavar="SET", help="label set whose values a .labels.png gets (default: landscape)")
    parser.add_argument("--json", action="store_true", help="say what was done as JSON on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Convert; what is lost goes to stderr."""
    from studio.sketch.formats.exporting import ENDINGS, ending_of, export, losses

    if ending_of(args.out) is None:
        raise InputError(f"{args.out}: a drawing's name ends in {', '.join(ENDINGS)}")
    if args.to and ending_of(args.out) != ".labels.png":
        raise InputError("--to is for label ids: give OUT a name that ends in .labels.png")
    if args.out.exists() and args.source.exists() and args.out.samefile(args.source):
        raise InputError(f"{args.out} is the drawing itself; give the copy another name")
    what = _opened(args)
    export(args.out, what)
    lost = losses(args.out, what)
    height, width = what.sketch.labels.shape
    if args.json:
        answer(json.dumps({"out": str(args.out), "size": [height, width], "left_out": lost}))
        return 0
    for one in lost:
        complain(f"{args.out} leaves out: {one}")
    say(f"{args.out}: {width}×{height}, {ENDINGS[ending_of(args.out) or '.png'].what}")
    return 0


def _opened(args: argparse.Namespace) -> Export:
    from studio.label_sets import label_set
    from studio.label_sets.outward import values_for_landscape
    from studio.sketch.files import open_with_picture
    from studio.sketch.formats.export import Export
    from studio.sketch.formats.film import MOST_FRAMES
    from studio.sketch.formats.strokes import maps_of
    from studio.sketch.places import journal_beside

    sketch, picture = open_with_picture(args.source, args.labels)
    journal = journal_beside(args.source)
    values = values_for_landscape(label_set(args.to)) if args.to else {}
    return Export(sketch, picture, lambda: maps_of(journal, MOST_FRAMES), values, args.to or "")
