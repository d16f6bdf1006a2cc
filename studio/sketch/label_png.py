"""Label maps in PNG files that others wrote: numbers, palettes, or colours of a label set."""

from __future__ import annotations

import io
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.errors import InputError
from studio.label_sets import LabelSet
from studio.label_sets.label_set import EMPTY_VALUE, first_where
from studio.labels import LabelMap, Picture
from studio.sketch import png
from studio.sketch.document import MAX_PIXELS
from studio.sketch.photographs import PhotographError

GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6

# Pillow stretches grey of few bits to 0..255; this is the step between two neighbouring values.
_GREY_STEP = {1: 1, 2: 85, 4: 17}

_WHAT_TO_GIVE = (
    "give a map of labels instead: a PNG of label numbers or of the label set's colours, a .mat, or a sketch saved here"
)


def read_label_png(data: bytes, label_set: LabelSet) -> LabelMap:
    """The label map, uint8 (H, W) of LANDSCAPE ids, in a PNG file's bytes.

    Grey values are the set's label values (1 to 16 bits); so are palette indices, unless every colour that is used is
    one of the set's and stands for something else; RGB is read by the set's colours. Transparent pixels are void.
    InputError says what is wrong and, for a single wrong pixel, its row and column (from 0).
    """
    header = png.header_of(data)
    if header is None:
        raise InputError("it is cut short")
    check_size(header.height, header.width)
    if (fault := png.fault_of(data)) is not None:
        raise InputError(f"it {fault}")
    if header.colour_type == GREY_ALPHA and header.bits == 16:
        raise InputError("16-bit grey with transparency can't be read; save it without transparency")
    image = _decode(data)
    if header.colour_type == GREY:
        return label_set.to_landscape(np.asarray(image) // _GREY_STEP.get(header.bits, 1))
    if header.colour_type == GREY_ALPHA:
        values, alpha = np.moveaxis(np.asarray(image), -1, 0)
        return label_set.to_landscape(np.where(_transparent(alpha), EMPTY_VALUE, values))
    if header.colour_type == PALETTE:
        return _of_palette(np.asarray(image), image.getpalette("RGB") or [], label_set)
    alpha = np.asarray(image.convert("RGBA"))[..., 3] if header.colour_type == RGBA else None
    return _of_colours(np.asarray(image.convert("RGB")), alpha, label_set)


def check_size(height: int, width: int) -> None:
    """InputError for a map without pixels, or with more of them than a sketch may have."""
    if height < 1 or width < 1:
        raise InputError("it has no pixels")
    if height * width > MAX_PIXELS:
        raise InputError(f"it has {width}×{height} pixels; a sketch has at most {MAX_PIXELS:,} (2048×2048)")


def _decode(data: bytes) -> Image.Image:
    """The first frame's pixels, as stored. Pillow's many kinds of exception become one, its warnings none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=("PNG",))
            if getattr(image, "is_animated", False):
                raise InputError("it is animated; export one frame as PNG")
            check_size(image.height, image.width)  # again: a second header may say otherwise
            image.load()
    except InputError:
        raise
    except Exception as error:  # OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, …
        raise InputError(f"it can't be decoded ({error})") from error
    return image


def _of_palette(indices: NDArray[np.uint8], palette: list[int], label_set: LabelSet) -> LabelMap:
    used = np.unique(indices)
    colours = np.array(palette, np.uint8).reshape(-1, 3)
    if label_set.colours is not None and used[-1] < len(colours):
        labels = label_set.of_colours(colours[None, used])[0]
        own = [label_set.colours.get(int(index)) == tuple(colours[index].tolist()) for index in used]
        if (labels >= 0).all() and not all(own):
            table = np.zeros(256, np.uint8)
            table[used] = labels
            return table[indices]
    return label_set.to_landscape(indices)


def _of_colours(colours: Picture, alpha: NDArray[np.uint8] | None, label_set: LabelSet) -> LabelMap:
    if label_set.colours is None:
        raise InputError(f"it is in colour, and the label set {label_set.name} has no colours; {_WHAT_TO_GIVE}")
    labels = label_set.of_colours(colours)
    if alpha is not None:
        labels[_transparent(alpha)] = 0
    foreign = labels < 0
    if foreign.mean() > 0.5:
        raise PhotographError(
            f"it is a photograph, or not in the colours of the label set {label_set.name}; `studio data labels` reads "
            "labels out of a photograph"
        )
    if (first := first_where(foreign)) is not None:
        row, column = first
        red, green, blue = colours[row, column].tolist()
        raise InputError(
            f"the colour #{red:02x}{green:02x}{blue:02x} at row {row}, column {column} isn't in the label set "
            f"{label_set.name}; save the labels without smoothing or compression"
        )
    return labels.astype(np.uint8)


def _transparent(alpha: NDArray[Any]) -> NDArray[np.bool_]:
    """Which pixels are wholly transparent; InputError for the first one that is neither that nor opaque."""
    if (half := first_where((alpha > 0) & (alpha < 255))) is not None:
        raise InputError(f"the pixel at row {half[0]}, column {half[1]} is half transparent; labels are on or off")
    return np.asarray(alpha == 0)
