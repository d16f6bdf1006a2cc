"""Where each pixel lies in its thing: what tells a network one window from the next, and a sun's rim from its middle.

A one-hot map says no more of a house's wall than that it is one, and convolutions see a few pixels of it. pix2pixHD
(Wang et al. 2018, section 3.3) and SPADE add the borders between things; these planes add each pixel's place in the box
of its connected part, that box's size, and a beat that fits it, for facades are divided evenly.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor

from studio.labels import LANDSCAPE

THINGS = LANDSCAPE.ids("cloud", "sun", "mountain", "rock", "bush", "tree", "building", "house", "bridge")
PLANES = 6
"""Across and down the box, from -1 to 1; its width and height in doublings, 0 at an eighth and 1 at the whole of the
picture's height; the beats of columns and storeys, a cosine that is 1 where one ends and -1 in its middle, and of what
has no facade, how far a pixel lies from the middle (1) over the rim of the ellipse in its box (0) to a corner (-1). All
times LOUD, for a network learns by weights of much the same size whatever they are multiplied with."""
LOUD = 3.0

_HOUSE, _BUILDING = LANDSCAPE.ids("house", "building")
_EAVES = 0.42  # where a house's wall begins, of its height
_TALL = 0.62  # walls higher than this share of their width have two storeys
_COLUMN, _STOREY = 0.023, 0.027  # of a tower's windows, in picture heights
_DOUBLINGS = 3.0


def thing_planes(labels: Tensor) -> Tensor:
    """One-hot labels (N, L, H, W) → (N, PLANES, H, W) of the same type; 0 where no thing is."""
    ids = labels.argmax(1).to(torch.uint8).cpu().numpy()
    planes = torch.from_numpy(np.stack([_planes(each) for each in ids]))
    return planes.to(labels.device, labels.dtype).contiguous(memory_format=torch.channels_last)


def with_things(labels: Tensor) -> Tensor:
    """One-hot labels (N, L, H, W) with the planes behind them: (N, L + PLANES, H, W)."""
    return torch.cat([labels, thing_planes(labels)], 1)


def with_room_for_things(state: dict[str, Tensor], wanted: dict[str, Tensor]) -> dict[str, Tensor]:
    """`state` for a network like `wanted`'s: with zeros where that has PLANES more inputs behind the labels."""
    grown = dict(state)
    for name, tensor in wanted.items():
        have = state.get(name)
        if have is None or have.ndim != 4 or tensor.shape[1] - have.shape[1] != PLANES:
            continue
        at = len(LANDSCAPE)
        room = have.new_zeros(have.shape[0], PLANES, *have.shape[2:])
        grown[name] = torch.cat([have[:, :at], room, have[:, at:]], 1)
    return grown


def _planes(ids: NDArray[np.uint8]) -> NDArray[np.float32]:
    height = len(ids)
    planes = np.zeros((PLANES, *ids.shape), np.float32)
    for label in set(THINGS) & set(np.unique(ids).tolist()):
        parts, _ = ndimage.label(ids == label)
        for number, box in enumerate(ndimage.find_objects(parts), start=1):
            rows, columns = box
            facts = _in_box(label, rows.stop - rows.start, columns.stop - columns.start, height)
            np.copyto(planes[:, rows, columns], facts, where=parts[rows, columns] == number)
    return planes


def _in_box(label: int, high: int, wide: int, height: int) -> NDArray[np.float32]:
    """The planes of a box of high × wide pixels in a picture of `height`: (PLANES, high, wide)."""
    down = ((np.arange(high) + 0.5) / high)[:, None]
    across = ((np.arange(wide) + 0.5) / wide)[None, :]
    facts = np.empty((PLANES, high, wide), np.float32)
    facts[0], facts[1] = 2 * across - 1, 2 * down - 1
    facts[2], facts[3] = (1 + np.log2(side / height) / _DOUBLINGS for side in (wide, high))
    columns, storeys = 0.0, 0.0
    if label == _HOUSE:
        columns = float(np.clip(round(wide / high * 1.9 + 0.6), 2, 6))
        storeys = 2.0 if high * (1 - _EAVES) / wide > _TALL else 1.0
        down = np.maximum(0, (down - _EAVES) / (1 - _EAVES))
    elif label == _BUILDING:
        columns, storeys = (max(1.0, round(side / height / unit)) for side, unit in ((wide, _COLUMN), (high, _STOREY)))
    if columns:
        facts[4], facts[5] = _beat(columns, across, wide), _beat(storeys, down, high)
    else:
        facts[4], facts[5] = 1 - facts[0] ** 2 - facts[1] ** 2, 0
    return facts * np.float32(LOUD)


def _beat(count: float, along: NDArray[np.float64], pixels: int) -> NDArray[np.float64]:
    """A cosine of `count` waves; none where a wave is too few pixels long to be seen."""
    seen = np.clip(pixels / count - 2, 0, 1)
    return np.asarray(seen * np.cos(2 * np.pi * count * along))
