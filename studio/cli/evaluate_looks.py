"""`studio evaluate` of how well generators take their look from a style picture, beside plain recolouring."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studio.cli.evaluate_drawing import Drawer
from studio.cli.evaluate_pictures import pictures_in
from studio.cli.evaluate_report import Column, Figures, Report, milliseconds
from studio.cli.evaluate_scenes import Drawn, look_picture, scenes
from studio.cli.talk import say
from studio.errors import InputError
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.render.chain import Link

if TYPE_CHECKING:
    from studio_judge.looks import Looks

COLUMNS = (
    Column("to_given", "to given"),
    Column("to_others", "to others"),
    Column("ratio", "ratio"),
    Column("material_ratio", "by material"),
    Column("nearest", "nearest", ".0%"),
    Column("ms", "ms", ".0f"),
)
_STYLES, _FEWEST = 21, 3
_TRUE, _RECOLOURED = "true pictures", "{}, one look recoloured"
_STEP = 47


@dataclass(frozen=True)
class _Style:
    """A style picture, and where it is the world's its label map and what it was painted with."""

    picture: Picture
    labels: LabelMap | None
    words: dict[str, str]


def evaluate(args: argparse.Namespace, chains: dict[str, tuple[Link, ...]]) -> Report:
    """Every chain on the same maps, each with one of the style pictures in turn."""
    for name, links in chains.items():
        if not any("style" in link.generator.needs for link in links):
            raise InputError(f"{name} takes no style picture, and looks are measured; see --measure")
    styles = _styles(args)
    maps = scenes(args.data, args.count, args.size, args.labels)
    say(f"{len(maps)} maps of {args.data}, {len(styles)} style pictures")
    measuring = _Measuring(styles)
    facts = {"measure": "looks", "data": args.data, "maps": len(maps), "styles": len(styles), "size": args.size}
    report = Report(f"{len(maps)} maps of {args.data}, {len(styles)} style pictures, {args.size}²", COLUMNS, facts)
    report.note = "Distances: ten units of colour in CIELAB, or one doubling of texture, count 1"
    drawn = [LANDSCAPE.palette()[each.labels] for each in maps]
    given = [styles[number % len(styles)] for number in range(len(maps))]
    columns = [drawn, [style.picture for style in given]]
    if all(style.words for style in styles):
        true = [_painted(each, style) for each, style in zip(maps, given, strict=True)]
        report.baselines[_TRUE] = measuring.figures(true, maps)
        columns.append(true)
    for name, links in chains.items():
        made, fixed, took = _drawn(links, maps, given, styles[0], args.size)
        report.generators[name] = {**measuring.figures(made, maps), "ms": took}
        report.baselines[_RECOLOURED.format(name)] = measuring.figures(_recoloured(fixed, given), maps)
        columns.append(made)
    report.tiles = [list(row) for row in zip(*columns, strict=True)]
    return report


def _drawn(
    links: tuple[Link, ...], maps: Sequence[Drawn], given: Sequence[_Style], fixed: _Style, size: int
) -> tuple[list[Picture], list[Picture], float]:
    """Pictures in the looks that are given, the same maps all in one look, and milliseconds."""
    with Drawer(links, size) as drawer:
        one_look = [drawer.draw(drawn.labels, style=fixed.picture) for drawn in maps]
        made = [drawer.draw(drawn.labels, style=style.picture) for drawn, style in zip(maps, given, strict=True)]
        return made, one_look, milliseconds(drawer.took)


def _recoloured(pictures: Sequence[Picture], given: Sequence[_Style]) -> list[Picture]:
    from studio_judge.colour import recoloured

    return [recoloured(picture, style.picture) for picture, style in zip(pictures, given, strict=True)]


class _Measuring:
    """How near pictures come to the style picture that each was given, picture i to style i."""

    def __init__(self, styles: Sequence[_Style]) -> None:
        from studio_judge.looks import looks_of

        self._looks = [looks_of(style.picture, style.labels) for style in styles]

    def figures(self, pictures: Sequence[Picture], maps: Sequence[Drawn]) -> Figures:
        """to_given, to_others: mean distances; material_ratio: as ratio, but sky with sky and grass with grass.

        nearest: of how many pictures the given style is the nearest of all.
        """
        from studio_judge.looks import distance, looks_of

        whole, material = [], []
        for number, (picture, drawn) in enumerate(zip(pictures, maps, strict=True)):
            looks = looks_of(picture, drawn.labels if drawn.labels.shape == picture.shape[:2] else None)
            given = number % len(self._looks)
            order = [given, *(other for other in range(len(self._looks)) if other != given)]
            whole.append([distance(looks, self._looks[other]) for other in order])
            material.append([_by_material(looks, self._looks[other]) for other in order])
        near, far = _given_and_others(whole)
        near_material, far_material = _given_and_others(material)
        return {
            "to_given": round(near, 4),
            "to_others": round(far, 4),
            "ratio": round(near / far, 4),
            "material_ratio": None if np.isnan(near_material) else round(near_material / far_material, 4),
            "nearest": round(float(np.mean([row[0] <= min(row) for row in whole])), 4),
        }


def _by_material(one: Looks, two: Looks) -> float:
    from studio_judge.looks import distance_by_material

    found = distance_by_material(one, two)
    return float("nan") if found is None else found


def _given_and_others(rows: list[list[float]]) -> tuple[float, float]:
    """Mean distance to the first, and to all others, of those pictures that have both."""
    table = np.array(rows)
    others = np.ma.masked_invalid(table[:, 1:]).mean(1).filled(np.nan)
    known = ~np.isnan(table[:, 0]) & ~np.isnan(others)
    return (float(table[known, 0].mean()), float(others[known].mean())) if known.any() else (float("nan"),) * 2


def _styles(args: argparse.Namespace) -> list[_Style]:
    if args.styles:
        pictures = pictures_in(args.styles, _STYLES, args.size)
        if len(pictures) < _FEWEST:
            raise InputError(f"{args.styles} holds {len(pictures)} pictures; looks need {_FEWEST} or more to compare")
        return [_Style(picture, None, {}) for picture in pictures]
    found = []
    for index, words in enumerate(_looks_of_the_world()):
        labels, picture = look_picture(index, words, args.size)
        found.append(_Style(picture, labels, words))
    return found


def _looks_of_the_world() -> list[dict[str, str]]:
    """Looks that differ: hours, seasons and weathers in steps that come to the same one only after all others."""
    from studio_data.world import HOURS, SEASONS, WEATHERS

    looks = [
        {"hour": hour, "season": season, "weather": weather}
        for hour in HOURS
        for season in SEASONS
        for weather in WEATHERS
        if weather != "snowfall" or season == "winter"
    ]
    return [looks[index * _STEP % len(looks)] for index in range(_STYLES)]


def _painted(drawn: Drawn, style: _Style) -> Picture:
    from studio_data.world import Style, paint

    return paint(drawn.labels, Style.typical(**style.words), details=False, supersample=1)
