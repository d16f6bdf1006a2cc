"""Closing holes: pixels that should go take the label that is nearest to them."""

from __future__ import annotations

from studio.drawing.area import Area, Mask
from studio.labels import LabelMap


def grown_over(labels: LabelMap, holes: Mask) -> LabelMap:
    """The map, uint8 (H, W), with each pixel of `holes`, bool (H, W), given the label of the nearest other pixel.

    A map that is nothing but holes stays as it is.
    """
    if holes.all() or not holes.any():
        return labels.copy()
    from scipy import ndimage  # here, because it takes longer to load than the studio's first paint may

    nearest = ndimage.distance_transform_edt(holes, return_distances=False, return_indices=True)
    grown: LabelMap = labels[tuple(nearest)]
    return grown


def closed(labels: LabelMap, area: Area) -> LabelMap:
    """The map with an area's pixels taken over by what surrounds them."""
    holes = labels != labels
    holes[area.region.slices] = area.inside
    return grown_over(labels, holes)
