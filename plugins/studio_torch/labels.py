"""Label maps for networks that were trained on other people's label sets."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.label_sets import label_set
from studio.label_sets.outward import values_for_landscape
from studio.labels import LANDSCAPE, LabelMap


def one_hot_in(labels: LabelMap, set_name: str, channels: int) -> Tensor:
    """Our label map, uint8 (H, W), as a network's semantics, float (1, channels, H, W).

    set_name: the label set whose values are the network's channels; "" for a network on our own. COCO-Stuff and
    Cityscapes networks of official size carry the edges between regions in their last channel; a label that a set has
    no likeness for is its "unknown" where it has one, else all zeros.
    """
    values = {label.id: label.id for label in LANDSCAPE}
    if set_name and set_name != LANDSCAPE.name:
        values = values_for_landscape(label_set(set_name))
    has_edges = (set_name, channels) in _WITH_EDGES
    unknown = _UNKNOWN.get((set_name, channels), -1)
    table = np.full(256, unknown, np.int64)
    for ours, theirs in values.items():
        table[ours] = theirs if 0 <= theirs < channels - has_edges else unknown
    found = torch.from_numpy(table[labels])
    semantics = torch.zeros(channels, *labels.shape)
    semantics.scatter_(0, found.clamp(min=0)[None], (found >= 0).float()[None])
    if has_edges:
        semantics[-1] = torch.from_numpy(region_edges(labels))
    return semantics[None]


def region_edges(labels: LabelMap) -> NDArray[np.float32]:
    """1 where a pixel differs from any of its four neighbours, else 0; float32 (H, W) (SPADE, section 4)."""
    edges = np.zeros(labels.shape, np.bool_)
    across, down = labels[:, 1:] != labels[:, :-1], labels[1:] != labels[:-1]
    edges[:, 1:] |= across
    edges[:, :-1] |= across
    edges[1:] |= down
    edges[:-1] |= down
    return edges.astype(np.float32)


# Official sizes: classes, then "unknown" where the set counts it, then instance edges.
_WITH_EDGES = {("coco", 184), ("coco", 183), ("cityscapes", 36)}
_UNKNOWN = {("coco", 184): 182, ("coco", 183): -1, ("ade20k", 151): 0, ("cityscapes", 36): 0, ("cityscapes", 35): 0}
_BY_CHANNELS = {184: "coco", 183: "coco", 182: "coco", 151: "ade20k", 150: "ade20k", 36: "cityscapes", 35: "cityscapes"}


def set_of_channels(channels: int) -> str:
    """The label set that official networks with so many channels were trained on; landscape's own, or "" unknown."""
    return LANDSCAPE.name if channels == len(LANDSCAPE) else _BY_CHANNELS.get(channels, "")
