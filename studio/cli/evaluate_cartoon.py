"""`studio evaluate` of generators that draw cartoons of pictures: CartoonGAN's three wishes, beside plain means."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from studio.cli.evaluate_drawing import Drawer
from studio.cli.evaluate_features import Distances
from studio.cli.evaluate_pictures import Photograph, cartoons, photographs
from studio.cli.evaluate_report import Column, Figures, Report, milliseconds
from studio.cli.talk import say
from studio.errors import InputError
from studio.labels import Picture
from studio.render.chain import Link

if TYPE_CHECKING:
    from studio_judge.judging import Judging

COLUMNS = (
    Column("clearness", "clear edges"),
    Column("flatness", "flat areas"),
    Column("content", "content kept"),
    Column("read_alike", "read alike", ".1%"),
    Column("frechet", "Fréchet", ".2f"),
    Column("ms", "ms", ".0f"),
)
ITSELF, FILTER, HAND = "the picture itself", "bilateral filter, Canny ink", "true cartoon: {}"


def evaluate(args: argparse.Namespace, chains: dict[str, tuple[Link, ...]]) -> Report:
    """Every chain on the same pictures."""
    from studio_judge.ink_filter import inked
    from studio_judge.judging import Judging

    judging = Judging()
    distances = Distances(judging, args.inception)
    given = photographs(args.data, args.count, args.size)
    pictures = [each.picture for each in given]
    say(f"{len(given)} pictures of {args.data}")
    baselines: dict[str, Sequence[Picture]] = {ITSELF: pictures, FILTER: [inked(picture) for picture in pictures]}
    baselines |= _of_hands(given)
    facts = {"measure": "cartoon", "data": args.data, "pictures": len(given), "size": args.size}
    report = Report(f"{len(given)} pictures of {args.data}, {args.size}²", COLUMNS, facts)
    made: dict[str, Sequence[Picture]] = {}
    took: dict[str, Figures] = {}
    for name, links in chains.items():
        with Drawer(links, args.size) as drawer:
            drawer.draw(pictures[0])  # loading is not drawing
            made[name] = [drawer.draw(picture) for picture in pictures]
            took[name] = {"ms": milliseconds(drawer.took)}
    true = cartoons(args.cartoons, args.count, args.size)
    far = distances.to(true, {**baselines, **made})
    facts |= {"frechet_features": distances.name, "cartoons": str(args.cartoons or "world")}
    report.note = f"Fréchet distance to {len(true)} cartoons of {facts['cartoons']}, in {distances.name}"
    for rows, drawn in ((report.baselines, baselines), (report.generators, made)):
        for name, those in drawn.items():
            rows[name] = {**_figures(those, pictures, judging), "frechet": far[name], **took.get(name, {})}
    report.tiles = [list(row) for row in zip(pictures, baselines[FILTER], *made.values(), strict=True)]
    return report


def _of_hands(given: Sequence[Photograph]) -> Mapping[str, Sequence[Picture]]:
    return {HAND.format(hand): [each.cartoons[hand] for each in given] for hand in given[0].cartoons}


def _figures(made: Sequence[Picture], originals: Sequence[Picture], judging: Judging) -> Figures:
    """Means over all pictures; read_alike: the share of pixels in which the judge reads the same label as before."""
    from studio_judge.cartoon_measures import cartoon_figures

    if made[0].shape != originals[0].shape:
        raise InputError(f"a cartoon of {made[0].shape[:2]} pixels was made of a picture of {originals[0].shape[:2]}")
    each = [asdict(cartoon_figures(one, original)) for one, original in zip(made, originals, strict=True)]
    alike = [judging.read(one) == judging.read(original) for one, original in zip(made, originals, strict=True)]
    means = {key: round(float(np.mean([figures[key] for figures in each])), 4) for key in each[0]}
    return {**means, "read_alike": round(float(np.mean(alike)), 4)}
