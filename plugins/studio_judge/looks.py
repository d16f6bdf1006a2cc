"""How far apart two pictures look: their colours and their textures, whatever stands where.

Colour: the sliced Wasserstein distance of their pixels in CIELAB (Rabin et al. 2011). Texture: how much lightness
varies at four scales, as their difference in doublings. Ten units of colour, which nobody overlooks (about two are just
seen), count as much as one doubling of texture; the distance is their sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import LabelMap, Picture
from studio_judge.colour import Floats, lab_of

WHOLE = 0
"""The area that is the whole picture; others go by their label."""
_DIRECTIONS, _QUANTILES, _SCALES = 24, 48, (1.0, 2.0, 4.0, 8.0)
_COLOUR = 10.0
_SMALLEST = 0.02
"""Of the picture: an area below it tells no look."""
_FLAT = 0.25
"""Lightness (of 100) that varies less than this is no texture that one sees."""


@dataclass(frozen=True)
class Look:
    """An area's colours (quantiles along fixed directions), its texture by scale, and its share of the picture."""

    colours: Floats
    texture: Floats
    share: float


Looks = Mapping[int, Look]


def looks_of(picture: Picture, labels: LabelMap | None = None) -> dict[int, Look]:
    """The looks of a picture uint8 (H, W, 3): whole, and of each label in its map (H, W), where there is one."""
    lab = lab_of(picture)
    bands = _bands(lab[..., 0])
    areas: dict[int, NDArray[np.bool_]] = {WHOLE: np.ones(lab.shape[:2], bool)}
    if labels is not None:
        areas |= {int(label): labels == label for label in np.unique(labels) if label}
    return {
        area: Look(_colours(lab[mask]), np.log2(_FLAT + bands[mask].std(0)), float(mask.mean()))
        for area, mask in areas.items()
        if mask.mean() >= _SMALLEST
    }


def distance(one: Looks, two: Looks) -> float:
    """How far apart two pictures look as wholes."""
    return _apart(one[WHOLE], two[WHOLE])


def distance_by_material(one: Looks, two: Looks) -> float | None:
    """Sky with sky, grass with grass, by their shares; None where the pictures share no label."""
    shared = [area for area in one if area != WHOLE and area in two]
    if not shared:
        return None
    weights = [min(one[area].share, two[area].share) for area in shared]
    return float(np.average([_apart(one[area], two[area]) for area in shared], weights=weights))


def _apart(one: Look, two: Look) -> float:
    colour = np.abs(one.colours - two.colours).mean() / _COLOUR
    return float(colour + np.abs(one.texture - two.texture).mean())


def _colours(pixels: Floats) -> Floats:
    """(N, 3) → quantiles along directions that are the same on every machine, (quantiles, directions)."""
    directions = np.random.default_rng(5).normal(size=(3, _DIRECTIONS))
    directions /= np.linalg.norm(directions, axis=0)
    steps = (np.arange(_QUANTILES) + 0.5) / _QUANTILES
    return np.asarray(np.quantile(pixels @ directions, steps, axis=0))


def _bands(lightness: Floats) -> Floats:
    """(H, W) → what of it lives at each scale, (H, W, scales)."""
    levels = [lightness, *(ndimage.gaussian_filter(lightness, scale) for scale in _SCALES)]
    return np.stack([finer - coarser for finer, coarser in pairwise(levels)], -1)
