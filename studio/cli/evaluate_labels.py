"""`studio evaluate` of generators that draw label maps: read back by the judge, their distances, their diversity."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from studio.cli.evaluate_drawing import Drawer
from studio.cli.evaluate_features import Distances
from studio.cli.evaluate_report import Column, Figures, Report, milliseconds
from studio.cli.evaluate_scenes import Drawn, look_picture, scenes
from studio.cli.talk import say
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.render.chain import Link

COLUMNS = (
    Column("mean_iou", "mIoU"),
    Column("of_renderer", "of renderer", ".1%"),
    Column("pixel_accuracy", "accuracy"),
    Column("frechet", "Fréchet", ".2f"),
    Column("by_seed", "seeds", ".1f"),
    Column("by_style", "styles", ".1f"),
    Column("ms", "ms", ".0f"),
)
_CHANGED_ON = 8
_HOURS = ("day", "sunset")
_TRUE = "true pictures"


@dataclass
class _Made:
    """A generator's pictures, in the order of the maps, and what there is to say of how it made them."""

    pictures: list[Picture] = field(default_factory=list)
    figures: Figures = field(default_factory=dict)


def evaluate(args: argparse.Namespace, chains: dict[str, tuple[Link, ...]]) -> Report:
    """Every chain on the same maps."""
    from studio_judge.judging import Judging, read_figures

    judging = Judging()
    distances = Distances(judging, args.inception)
    maps = scenes(args.data, args.count, args.size, args.labels)
    say(f"{len(maps)} maps of {args.data}")
    made = {name: _drawn(name, links, maps, args.size) for name, links in chains.items()}
    true = [drawn.truth for drawn in maps if drawn.truth is not None]
    is_paired = len(true) == len(maps)
    facts = {"measure": "labels", "data": args.data, "maps": len(maps), "size": args.size}
    report = Report(f"{len(maps)} maps of {args.data}, {args.size}²", COLUMNS, facts)
    renderer = judging.table(true, [drawn.labels for drawn in maps]) if is_paired else None
    if renderer is not None:
        facts["frechet_features"] = distances.name
        report.note = f"Fréchet distance to the true pictures, in {distances.name}"
        report.baselines[_TRUE] = read_figures(renderer)
        for name, far in distances.to(true, {name: each.pictures for name, each in made.items()}).items():
            made[name].figures["frechet"] = far
    for name, each in made.items():
        fitting = [_at(drawn.labels, picture.shape[:2]) for drawn, picture in zip(maps, each.pictures, strict=True)]
        report.generators[name] = {**read_figures(judging.table(each.pictures, fitting), renderer), **each.figures}
    report.tiles = _tiles(maps, list(made.values()))
    return report


def _drawn(name: str, links: tuple[Link, ...], maps: list[Drawn], size: int) -> _Made:
    made = _Made()
    with Drawer(links, size) as drawer:
        drawer.draw(maps[0].labels, words=maps[0].style)  # loading is not drawing
        for number, drawn in enumerate(maps):
            look = look_picture(number, drawn.style, size)[1] if drawer.takes_look else None
            made.pictures.append(drawer.draw(drawn.labels, seed=number, words=drawn.style, style=look))
            if number % 50 == 49:
                say(f"{name}: {number + 1} of {len(maps)}")
        made.figures["ms"] = milliseconds(drawer.took)
        some = maps[:_CHANGED_ON]
        made.figures["by_seed"] = _by_seed(drawer, some, size)
        made.figures["by_style"] = _by_style(drawer, some, size)
    return made


def _by_seed(drawer: Drawer, maps: Sequence[Drawn], size: int) -> float:
    looks = [look_picture(0, drawn.style, size)[1] if drawer.takes_look else None for drawn in maps]
    return _mean_change(
        [drawer.draw(drawn.labels, seed=seed, words=drawn.style, style=look) for seed in (1, 2)]
        for drawn, look in zip(maps, looks, strict=True)
    )


def _by_style(drawer: Drawer, maps: Sequence[Drawn], size: int) -> float:
    looks = [look_picture(0, {"hour": hour}, size)[1] if drawer.takes_look else None for hour in _HOURS]
    return _mean_change(
        [
            drawer.draw(drawn.labels, seed=1, words={**drawn.style, "hour": hour}, style=look)
            for hour, look in zip(_HOURS, looks, strict=True)
        ]
        for drawn in maps
    )


def _mean_change(pairs: Iterable[list[Picture]]) -> float:
    """Mean difference of each pair, 0 to 255."""
    return round(float(np.mean([np.abs(one.astype(np.int16) - two).mean() for one, two in pairs])), 2)


def _tiles(maps: list[Drawn], made: Sequence[_Made]) -> list[list[Picture]]:
    """Rows of: the map in its palette's colours, its true picture if there is one, what each generator made."""
    palette = LANDSCAPE.palette()
    return [
        [palette[drawn.labels], *([] if drawn.truth is None else [drawn.truth]), *(each.pictures[row] for each in made)]
        for row, drawn in enumerate(maps)
    ]


def _at(labels: LabelMap, shape: tuple[int, ...]) -> LabelMap:
    """By the nearest pixel."""
    height, width = shape
    rows = (np.arange(height) * labels.shape[0] // height)[:, None]
    resized: LabelMap = labels[rows, np.arange(width) * labels.shape[1] // width]
    return resized
