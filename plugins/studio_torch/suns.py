"""Painted suns: blocks of cells become discs before a network sees them, and the light comes from where one stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE, LabelMap

_SUN = LANDSCAPE.id("sun")
_SQUARE = 0.9
"""Above this share of its bounding box a region is a block of cells: a disc fills 0.79 of it."""


def with_round_suns(labels: LabelMap) -> LabelMap:
    """Each connected block of sun in `labels`, uint8 (H, W) without void, as the ellipse that fits into it.

    What is cut off takes the nearest other label. A canvas has few cells, and a sun painted on it is a rectangle; in
    the world, and in anybody's mind, it is round. Any other shape stays as it is: a half sun on the sea, a crescent.
    """
    suns = labels == _SUN
    if not suns.any() or suns.all():
        return labels
    from scipy import ndimage  # 0.2 s to import, and most maps have no sun

    cut = np.zeros_like(suns)
    regions, _ = ndimage.label(suns)
    for number, box in enumerate(ndimage.find_objects(regions), 1):
        region = regions[box] == number
        if region.mean() > _SQUARE:
            cut[box] |= region & ~_ellipse(region.shape)
    if not cut.any():
        return labels
    rows, columns = ndimage.distance_transform_edt(suns, return_distances=False, return_indices=True)
    rounded = labels.copy()
    rounded[cut] = labels[rows[cut], columns[cut]]
    return rounded


def painted_light(labels: LabelMap, style_names: Sequence[str]) -> dict[int, float]:
    """Entries of a style vector, by index, that a painted sun settles: it is in front (1), and at its x, -1 to 1.

    As the world draws it (`studio_data.world.geometry.place_sun`): the largest sun of the map counts. Nothing for a map
    without one, or of a style without such names.
    """
    suns = labels == _SUN
    if not suns.any():
        return {}
    from scipy import ndimage

    regions, _ = ndimage.label(suns)
    largest = np.bincount(regions[suns]).argmax()
    column = (np.nonzero(regions == largest)[1].mean() + 0.5) / labels.shape[1]
    told = {"sun_x": 2 * float(column) - 1, "front": 1.0}
    return {index: told[name] for index, name in enumerate(style_names) if name in told}


def _ellipse(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """The pixels whose centres lie in the largest ellipse of an array of this shape."""
    height, width = shape
    down = ((np.arange(height) + 0.5) * 2 / height - 1) ** 2
    across = ((np.arange(width) + 0.5) * 2 / width - 1) ** 2
    inside: NDArray[np.bool_] = down[:, None] + across[None] <= 1
    return inside
