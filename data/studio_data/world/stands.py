"""Where trees stand in what was painted: one tree in a thing of a tree's shape, rows behind rows in a wide one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import noise
from .colour import Floats, Mask
from .fields import one_dimensional_blur
from .patch import Patch
from .sprites import Sprites
from .standing import Stand

_MOST_WOODS = 48  # things with rows in them; the rest are one plant each


class Habit(NamedTuple):
    """How a kind of plant grows: its breadth for its height, rows in a wood, and heights in spans of the wood."""

    breadth: float
    rows: int
    tall: float
    tallest: float
    lone: float  # a thing broader than this, for its height, is a wood
    slim: float = 0.0  # and one slimmer than this


def stand(patch: Patch, sprites: Sprites, habit: Habit) -> Stand:
    """The plants of a patch, the nearest first: what they cover isn't looked at again."""
    seen = Stand(*(np.zeros(len(patch), np.float32) for _ in range(8)))
    thing, boxes = patch.things
    size = (boxes[:, 2:] - boxes[:, :2]) / np.float32(patch.frame.height)
    wide = is_wood(patch, habit)
    area = np.where(wide, size[:, 0] * size[:, 1], 0)
    woods = np.sort(np.argsort(-area, kind="stable")[: min(_MOST_WOODS, int(wide.sum()))])
    number = np.full(len(boxes), -1)
    number[woods] = np.arange(len(woods))
    wood = number[thing]
    _lone(patch, sprites, habit, seen, np.flatnonzero(wood < 0))
    if len(woods):
        _rows(patch, sprites, habit, seen, wood, boxes[woods])
    return seen


def is_wood(patch: Patch, habit: Habit) -> Mask:
    """Which things of a patch are woods (things,): wide, or cut by both sides of the picture."""
    boxes = patch.things[1]
    size = (boxes[:, 2:] - boxes[:, :2]) / np.float32(patch.frame.height)
    through = (boxes[:, 1] <= 0) & (boxes[:, 3] >= patch.frame.width)
    return np.asarray(
        ((size[:, 1] > habit.lone * size[:, 0]) | (size[:, 1] < habit.slim * size[:, 0]) | through)
        & (size[:, 1] > 0.03)
    )


def _lone(patch: Patch, sprites: Sprites, habit: Habit, seen: Stand, at: NDArray[np.int64]) -> None:
    if not len(at):
        return
    thing, boxes = patch.things
    height = patch.frame.height
    box = (boxes[thing[at]] / np.float32(height)).astype(np.float32)
    slim = (box[:, 3] - box[:, 1]) / np.maximum(box[:, 2] - box[:, 0], 1e-3)
    chance = noise.hashed(boxes[thing[at], 1] * 256 // height, boxes[thing[at], 2] * 256 // height, 3)
    kind = np.floor(chance * sprites.count)
    x = (patch.x[at] - (box[:, 1] + box[:, 3]) / 2) / np.maximum(box[:, 3] - box[:, 1], 1e-3) * 1.9
    if habit.breadth < 0.6:  # pines stand in woods
        kind = np.minimum(kind, 3)
    elif sprites.count == 6:  # a slim shape is a poplar or a birch
        kind = np.where(slim < 0.5, 2, np.where(slim < 0.75, 3, kind))
        x = np.where(slim < 0.5, x * 0.52, np.where(slim < 0.75, x * 0.68, x))
    y = (patch.y[at] - box[:, 0]) / np.maximum(box[:, 2] - box[:, 0], 1e-3)
    _take(sprites, seen, at, kind, x, y, (box[:, 2] - box[:, 0]) * height, chance, 1.0)


def _rows(
    patch: Patch, sprites: Sprites, habit: Habit, seen: Stand, wood: NDArray[np.int64], boxes: NDArray[np.int32]
) -> None:
    tops, feet = _outlines(patch, wood, boxes)
    height, width = patch.frame.height, patch.frame.width
    spans = [np.median(foot[b[1] : b[3]] - top[b[1] : b[3]]) for top, foot, b in zip(tops, feet, boxes, strict=True)]
    span = np.array(spans, np.float32)
    for row in range(habit.rows - 1, -1, -1):
        near = row / (habit.rows - 1)
        at = np.flatnonzero((wood >= 0) & (seen.cover == 0))
        if not len(at):
            return
        here = wood[at]
        tall = np.maximum(np.minimum(span[here] * np.float32(habit.tall), habit.tallest), 0.02) * (0.72 + 0.38 * near)
        pitch = tall * np.float32(habit.breadth)
        place = patch.x[at] / pitch + np.float32(0.618 * row + 0.31)
        tree = np.floor(place)
        chance = noise.hashed(tree.astype(np.int32), row, 17)
        sway = 0.18 * (chance * 173.3 % 1 - 0.5)
        middle = (tree + 0.5 + sway - np.float32(0.618 * row + 0.31)) * pitch
        column = np.clip((middle * height).astype(np.int32), boxes[here, 1], np.minimum(boxes[here, 3], width) - 1)
        grown = tall * (0.74 + 0.34 * chance)
        top, foot = tops[here, column], feet[here, column]
        top = np.where(top < 0.02, top - 0.35 * tall, top)  # cut by the picture: the wood goes on above
        last = np.maximum(foot, top + 0.6 * grown) + 0.015
        first = np.minimum(top + 0.9 * grown, last)
        y = (
            patch.y[at] - (first + (last - first) * (near + (chance * 7.3 % 1 - 0.5) * 0.9 / habit.rows) - grown)
        ) / grown
        x = (patch.x[at] - middle) / (pitch * 0.5) * (1.05 - 0.12 * chance)
        inside = (y >= 0) & (y < 1) & (np.abs(x) < 1)
        at, x, y, grown, chance = (part[inside] for part in (at, x, y, grown, chance))
        kind = np.floor((chance * 61.7) % 1 * sprites.count)
        _take(sprites, seen, at, kind, x, y, grown * height, chance, near)


def _take(
    sprites: Sprites,
    seen: Stand,
    at: NDArray[np.int64],
    kind: Floats,
    x: Floats,
    y: Floats,
    pixels: Floats,
    chance: Floats,
    near: float,
) -> None:
    mirrored = np.where((chance * 977) % 1 < 0.5, x, -x)
    texel = sprites.at(kind, np.clip(mirrored, -1, 0.999), y, pixels)
    shown = (texel.cover > 0.3) & (np.abs(x) < 1)
    at = at[shown]
    seen.cover[at] = 1
    seen.nx[at] = np.where(mirrored == x, texel.nx, -texel.nx)[shown]
    for plane, values in (
        (seen.ny, texel.ny),
        (seen.light, texel.light),
        (seen.wood, texel.wood),
        (seen.chance, chance),
        (seen.down, y),
    ):
        plane[at] = values[shown]
    seen.near[at] = near


def _outlines(patch: Patch, wood: NDArray[np.int64], boxes: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """y of the upper and lower end of every wood in every column of the picture, smooth, (woods, width) each."""
    height, width = patch.frame.height, patch.frame.width
    tops = np.full((len(boxes), width), np.inf, np.float32)
    feet = np.full((len(boxes), width), -np.inf, np.float32)
    within = wood >= 0
    place, y = wood[within] * width + patch.column[within], patch.y[within]
    tops.reshape(-1)[place[::-1]] = y[::-1]  # rows come from the top down: the last written is the highest
    feet.reshape(-1)[place] = y
    columns = np.arange(width)
    for top, foot in zip(tops, feet, strict=True):
        filled = np.flatnonzero(np.isfinite(top))
        top[:] = one_dimensional_blur(np.interp(columns, filled, top[filled]), height * 0.008)
        foot[:] = one_dimensional_blur(np.interp(columns, filled, foot[filled]), height * 0.02)
    return tops, feet
