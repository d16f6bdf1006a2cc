"""Naturalise: the straight and blocky borders of a hasty sketch become such as nature has.

Networks have learnt from scenes whose ridges are jagged, whose woods are crowned and whose shores wind; what people
draw is made of bars and blocks. Here every label takes part in a contest for each pixel: its own blurred shape, which
rounds corners, plus noise as wild and as fine as the label's borders are in nature. Built things stay as they were
drawn, water against the sky stays level, and void is filled from its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.drawing.area import Mask
from studio.drawing.crumbs import without_crumbs
from studio.drawing.ellipse import ellipse
from studio.drawing.holes import grown_over
from studio.drawing.level import levelled
from studio.drawing.straightness import block_size
from studio.labels import LANDSCAPE, LabelMap

_Field = NDArray[np.float32]


@dataclass(frozen=True)
class Border:
    """What a label's borders are like: how far they stray (0..1 of the widest), and how large their bumps are."""

    wildness: float
    grain: float


_USUAL = Border(0.5, 0.05)
BORDERS = {
    LANDSCAPE.id(key): border
    for key, border in {
        "sky": Border(0.0, 0.1),
        "cloud": Border(0.9, 0.045),
        "fog": Border(0.6, 0.15),
        "mountain": Border(1.0, 0.09),
        "hill": Border(0.5, 0.16),
        "snow": Border(0.8, 0.04),
        "rock": Border(0.8, 0.03),
        "forest": Border(0.8, 0.018),
        "tree": Border(0.8, 0.022),
        "bush": Border(0.7, 0.02),
        "sand": Border(0.5, 0.12),
        "sea": Border(0.2, 0.2),
        "lake": Border(0.25, 0.12),
        "river": Border(0.3, 0.1),
        "grass": Border(0.35, 0.08),
        "road": Border(0.15, 0.2),
        "field": Border(0.15, 0.1),
        "flower": Border(0.7, 0.03),
    }.items()
}
"""Grains in shares of the map's short side; labels that aren't here have the usual border."""

SUN = LANDSCAPE.id("sun")
BUILT = LANDSCAPE.ids("sun", "house", "building", "bridge")
"""Things whose shape is meant as it is drawn; suns become round."""

_BLUR_OF_BLOCKS = 0.6
"""How far corners are rounded, in blocks that the map is made of, at strength 1 ..."""

_LEAST_BLUR, _MOST_BLUR = 0.01, 0.04
"""... but by no less and no more, in shares of the map's short side."""

_CONTEST = 0.38
"""How much noise may add at most to a blurred shape, whose values go from 0 to 1: islands come from more."""

_LIMB_SCORE = 0.8
"""What the thin parts of a shape have at least in the contest: enough to stay, little enough to stray."""

_OCTAVES = 3


def naturalise(labels: LabelMap, seed: int, strength: float = 1.0) -> LabelMap:
    """A map, uint8 (H, W) of LANDSCAPE ids, with the borders of nature; the same seed gives the same.

    strength: 1 is meant for quick sketches, 0.5 for careful ones; above 0. An empty map stays empty.
    """
    filled = grown_over(labels, labels == 0)
    if not filled.any():
        return filled
    whole = without_crumbs(filled)
    built = np.isin(whole, BUILT)
    ground = _contest(grown_over(whole, built), seed, strength)
    ground = levelled(without_crumbs(ground))
    ground[built & (whole != SUN)] = whole[built & (whole != SUN)]
    _round_suns(whole, ground)
    return ground


def _round_suns(drawn: LabelMap, labels: LabelMap) -> None:
    """Paint a disc over `labels`, in place, for each sun that was drawn."""
    from scipy import ndimage

    suns, _ = ndimage.label(drawn == SUN)
    for rows, columns in ndimage.find_objects(suns):
        ellipse(labels.shape, (rows.start, columns.start), (rows.stop - 1, columns.stop - 1)).paint(labels, SUN)


def _contest(labels: LabelMap, seed: int, strength: float) -> LabelMap:
    from scipy import ndimage

    side = min(labels.shape)
    blur = strength * min(max(_BLUR_OF_BLOCKS * block_size(labels), _LEAST_BLUR * side), _MOST_BLUR * side)
    best: _Field = np.full(labels.shape, -np.inf, np.float32)
    winner = labels.copy()
    for label in np.unique(labels).tolist():
        border = BORDERS.get(label, _USUAL)
        shape = (labels == label).astype(np.float32)
        score = ndimage.gaussian_filter(shape, _thin_blur(shape, blur), mode="nearest")
        if border.wildness:
            noise = _noise(labels.shape, np.random.default_rng((seed, label)), max(1.0, border.grain * side, blur))
            score = score + _CONTEST * border.wildness * noise * ((score > 0.02) & (score < 0.98))
        score = np.where(_limbs(labels == label, 0.8 * blur), np.maximum(score, _LIMB_SCORE), score)
        won = score > best
        winner[won], best[won] = label, score[won]
    return winner


def _limbs(shape: Mask, radius: float) -> Mask:
    """The thin, long parts of a shape, trunks and spits, which a blur would eat; not its mere corners."""
    from scipy import ndimage

    core = ndimage.distance_transform_edt(np.pad(shape, 1, mode="edge"))[1:-1, 1:-1] >= radius
    if not core.any():
        return np.zeros_like(shape)
    beyond = ndimage.distance_transform_edt(~core) - radius
    parts, count = ndimage.label(shape & (beyond > 0))
    lengths = ndimage.maximum(beyond, parts, np.arange(1, count + 1)) if count else np.zeros(0)
    is_limb = np.concatenate([[False], np.asarray(lengths) > 0.8 * radius])
    found: Mask = is_limb[parts]
    return found


def _thin_blur(shape: _Field, blur: float) -> float:
    """How far a shape may be blurred without vanishing: a river two pixels wide hardly."""
    from scipy import ndimage

    depth = float(ndimage.distance_transform_edt(np.pad(shape, 1, mode="edge")).max())
    return min(blur, 0.6 * depth)


def _noise(shape: tuple[int, ...], chance: np.random.Generator, grain: float) -> _Field:
    """Smooth noise (H, W), about -1..1, whose largest bumps are `grain` pixels wide, with finer ones on them."""
    from scipy import ndimage

    total: _Field = np.zeros(shape, np.float32)
    for octave in range(_OCTAVES):
        cell = max(1.0, grain / 2**octave)
        coarse = chance.standard_normal([int(side / cell) + 3 for side in shape]).astype(np.float32)
        fine = ndimage.zoom(
            coarse, [(side + cell) / (have - 1) for side, have in zip(shape, coarse.shape, strict=True)]
        )
        total += fine[: shape[0], : shape[1]] * 0.5**octave
    limit: _Field = np.tanh(total)
    return limit
