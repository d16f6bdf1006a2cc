"""Lint: what in a sketch is unlike the scenes that networks have learnt from, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from studio.drawing.area import Area, Mask
from studio.drawing.crumbs import crumbs, without_crumbs
from studio.drawing.holes import grown_over
from studio.drawing.level import levelled, water_edges
from studio.drawing.naturalise import naturalise
from studio.drawing.straightness import block_size
from studio.drawing.usual_shares import MOST_SHARES
from studio.labels import LANDSCAPE, LabelMap

Mend = Callable[[LabelMap], LabelMap]

_UNLABELLED_SHARE = 0.005
_UPSIDE_DOWN_SHARE = 0.15
"""Of a label's width: how much of it may have the sky right below before it is said to stand on its head."""

_NATURAL_BLOCK = 0.035
"""Straight runs of borders, in shares of the map's short side, up to which they pass for nature."""

_STANDING = ("house", "building", "tree", "bridge", "rock", "bush", "mountain", "hill", "forest")
_LYING = ("sea", "lake", "river", "sand", "grass", "field", "road", "snow", "dirt")
_OVERHEAD = LANDSCAPE.ids("sky", "cloud", "sun")
_SMALLEST_STANDING = 0.0005


@dataclass(frozen=True, eq=False, slots=True)
class Finding:
    """One thing to look at.

    kind: "unlabelled", "crumbs", "blocky", "tilted", "above_sky", "floats" or "too_much". label: the key of the label
    that it is about, "" for none. amount: a share of the map (0..1), for crumbs how many pixels. area: where.
    mend: makes a better map of a map, None where only a hand can.
    """

    kind: str
    label: str
    amount: float
    area: Area
    mend: Mend | None = None


def lint(labels: LabelMap) -> list[Finding]:
    """What is unlike a scene in a map, uint8 (H, W) of LANDSCAPE ids; the worst kinds first."""
    return [
        finding
        for look in (_unlabelled, _above_sky, _floating, _tilted, _crumbs, _blocky, _shares)
        for finding in look(labels)
    ]


def _unlabelled(labels: LabelMap) -> Iterator[Finding]:
    empty = labels == 0
    share = float(empty.mean())
    if share > _UNLABELLED_SHARE:
        yield _finding("unlabelled", "", share, empty, None if empty.all() else _fill)


def _crumbs(labels: LabelMap) -> Iterator[Finding]:
    found = crumbs(labels)
    if found.any():
        yield _finding("crumbs", "", int(found.sum()), found, without_crumbs)


def _blocky(labels: LabelMap) -> Iterator[Finding]:
    if block_size(labels) > _NATURAL_BLOCK * min(labels.shape):
        yield _finding("blocky", "", 0, np.zeros(labels.shape, bool), lambda drawn: naturalise(drawn, 0))


def _tilted(labels: LabelMap) -> Iterator[Finding]:
    level = levelled(labels)
    for key in ("sea", "lake"):
        columns, rows = water_edges(labels, LANDSCAPE.id(key))
        if columns.size and np.ptp(rows) > 2 and (level != labels).any():
            yield _finding("tilted", key, np.ptp(rows) / labels.shape[0], level != labels, levelled)


def _above_sky(labels: LabelMap) -> Iterator[Finding]:
    """Ground and water that have the sky right below them."""
    for key in _LYING:
        own = labels == LANDSCAPE.id(key)
        width = int(own.any(axis=0).sum())
        has_sky_below = own[:-1] & np.isin(labels[1:], _OVERHEAD)
        if width and has_sky_below.any(axis=0).sum() > _UPSIDE_DOWN_SHARE * width:
            yield _finding("above_sky", key, float(own.mean()), own)


def _floating(labels: LabelMap) -> Iterator[Finding]:
    """Things that stand on nothing but the sky."""
    from scipy import ndimage  # here, because it takes longer to load than the studio's first paint may

    for key in _STANDING:
        areas, _ = ndimage.label(labels == LANDSCAPE.id(key))
        for number, (rows, columns) in enumerate(ndimage.find_objects(areas), start=1):
            own = areas[rows, columns] == number
            if own.sum() < _SMALLEST_STANDING * labels.size or rows.stop >= labels.shape[0]:
                continue
            foot = rows.start + own.shape[0] - 1 - own[::-1].argmax(axis=0)
            below = labels[np.minimum(foot + 1, labels.shape[0] - 1), np.arange(columns.start, columns.stop)]
            if np.isin(below[own.any(axis=0)], _OVERHEAD).all():
                yield _finding("floats", key, own.sum() / labels.size, areas == number)


def _shares(labels: LabelMap) -> Iterator[Finding]:
    """Labels that cover more than they do in any scene."""
    for key, most in MOST_SHARES.items():
        own = labels == LANDSCAPE.id(key)
        share = float(own.mean())
        if share > most:
            yield _finding("too_much", key, share, own)


def _fill(labels: LabelMap) -> LabelMap:
    return grown_over(labels, labels == 0)


def _finding(kind: str, label: str, amount: float, where: Mask, mend: Mend | None = None) -> Finding:
    return Finding(kind, label, float(amount), Area.of_mask(where), mend)
