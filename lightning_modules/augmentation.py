"""What is done to a pair before a network sees it: brought to size, cropped, mirrored; all by given chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio_torch.maps import resize_labels
from studio_torch.suns import painted_light

# Style names whose sign turns with the picture.
SIDED = ("sun_x",)

Labels = NDArray[np.uint8]
Picture = NDArray[np.uint8]
StyleVector = NDArray[np.float32]


def at_load_size(labels: Labels, picture: Picture, short_side: int) -> tuple[Labels, Picture]:
    """Both at `short_side`, aspect kept: labels by nearest neighbour, the picture bicubic (antialiased)."""
    if min(labels.shape) == short_side:
        return labels, picture
    scale = short_side / min(labels.shape)
    height, width = round(labels.shape[0] * scale), round(labels.shape[1] * scale)
    resized = Image.fromarray(picture).resize((width, height), Image.Resampling.BICUBIC)
    return resize_labels(labels, height, width), np.asarray(resized)


def random_crop(labels: Labels, picture: Picture, size: int, chance: np.random.Generator) -> tuple[Labels, Picture]:
    """A square of `size` pixels somewhere in both."""
    top, left = (int(chance.integers(0, side - size + 1)) for side in labels.shape)
    return _cut(labels, picture, top, left, size)


def central_crop(labels: Labels, picture: Picture, size: int) -> tuple[Labels, Picture]:
    """The middle square of `size` pixels; a pair that is smaller is enlarged first."""
    if min(labels.shape) < size:
        labels, picture = at_load_size(labels, picture, size)
    return _cut(labels, picture, (labels.shape[0] - size) // 2, (labels.shape[1] - size) // 2, size)


def mirrored(
    labels: Labels, picture: Picture, style: StyleVector, sided: Sequence[int]
) -> tuple[Labels, Picture, StyleVector]:
    """The pair as a mirror shows it: the style's `sided` entries (the sun's side) turn their sign."""
    turned = style.copy()
    turned[list(sided)] *= -1
    return labels[:, ::-1], picture[:, ::-1], turned


def lit_by(labels: Labels, style: StyleVector, names: Sequence[str]) -> StyleVector:
    """The style as the picture shows it: where a sun is painted, that is the one which shines."""
    told = painted_light(labels, names)
    lit = style.copy()
    lit[list(told)] = list(told.values())
    return lit if told else style


def _cut(labels: Labels, picture: Picture, top: int, left: int, size: int) -> tuple[Labels, Picture]:
    rows, columns = slice(top, top + size), slice(left, left + size)
    return labels[rows, columns], picture[rows, columns]
