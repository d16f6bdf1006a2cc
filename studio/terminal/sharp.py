"""A still picture at the terminal's own sharpness: as strips, each a whole escape sequence that stands for itself.

Strips because nothing can be sent inside of one: a stroke waits for a strip at most, not for a picture. An image has
the same id each time, so a terminal that keeps images keeps one per strip.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.labels import Picture
from studio.terminal.facts import USUAL_CELL, Graphics

FIRST_ID = 7_340_000
"""Of Kitty's image ids ours begin here; strip n has n more."""

KITTY_CHUNK = 4096
MOST_STRIPS = 64


@dataclass(frozen=True)
class Quality:
    """How many colours Kitty's and Sixel pictures have, how good iTerm2's JPEG is, and about how many bytes 64 × 32
    cells come to."""

    colours: int
    jpeg: int
    about_bytes: int


QUALITIES = (Quality(256, 85, 60_000), Quality(64, 70, 32_000), Quality(32, 55, 20_000), Quality(16, 40, 12_000))
"""The best one first."""


@dataclass(frozen=True, eq=False)
class Strip:
    """Lines `first` up to `first + lines` of the picture, the pixels under them, uint8 (h, W, 3), and what is sent at
    their first cell to show them."""

    number: int
    first: int
    lines: int
    pixels: NDArray[np.uint8]
    sequence: bytes


SIXEL_COSTS = 4.5
"""How many times the bytes a Sixel picture has: it is neither compressed nor scaled by the terminal."""


def quality_for(bytes_per_second: float, mode: Graphics, seconds: float = 0.8) -> Quality:
    """The best quality that the line carries in about this time."""
    carried = bytes_per_second * seconds / (SIXEL_COSTS if mode is Graphics.SIXEL else 1)
    return next((one for one in QUALITIES if one.about_bytes <= carried), QUALITIES[-1])


def strips_of(
    picture: Picture,
    mode: Graphics,
    *,
    columns: int,
    half_rows: int,
    background: tuple[int, int, int],
    cell: tuple[int, int] | None = None,
    quality: Quality = QUALITIES[0],
    strip_lines: int = 4,
) -> list[Strip]:
    """A picture (H, W, 3) on `columns` cells by `half_rows` half-cells, cut into strips of `strip_lines` lines.

    Where `half_rows` is odd, the lower half of the last line is `background`. ValueError for Graphics.CELLS.
    """
    lines = (half_rows + 1) // 2
    wide, high = cell or USUAL_CELL
    if mode is not Graphics.SIXEL:  # the others scale it themselves, so no more is sent than there is
        wide = min(wide, math.ceil(picture.shape[1] / columns))
        high = min(high, math.ceil(2 * picture.shape[0] / half_rows))
    whole = _coloured(picture, mode, (columns * wide, round(half_rows * high / 2)), quality)
    whole = _filled(whole, lines * high, background)
    line_height = high
    strip_lines = max(strip_lines, math.ceil(lines / MOST_STRIPS))
    strips = []
    for number, first in enumerate(range(0, lines, strip_lines)):
        count = min(strip_lines, lines - first)
        part = whole.crop((0, first * line_height, whole.width, (first + count) * line_height))
        sequence = _sequence(part, mode, number, columns, count, quality)
        strips.append(Strip(number, first, count, _rows(picture, 2 * first, 2 * (first + count), half_rows), sequence))
    return strips


def placed(strip: Strip, column: int, line: int) -> bytes:
    """A strip with its first cell at (column, line), counted from 0; the cursor stays where it is."""
    return b"\x1b7\x1b[%d;%dH%s\x1b8" % (line + strip.first + 1, column + 1, strip.sequence)


def taken_away(mode: Graphics, numbers: Iterable[int]) -> bytes:
    """What makes strips disappear and frees their memory; nothing where cells that are drawn anew do that."""
    if mode is not Graphics.KITTY:
        return b""
    return b"".join(b"\x1b_Ga=d,d=I,i=%d,q=2\x1b\\" % (FIRST_ID + number) for number in numbers)


def _rows(picture: Picture, first: int, end: int, half_rows: int) -> Picture:
    """The rows of the picture under some of its half-cells."""
    height = len(picture)
    return picture[first * height // half_rows : -(-min(end, half_rows) * height // half_rows)]


def _coloured(picture: Picture, mode: Graphics, size: tuple[int, int], quality: Quality) -> Image.Image:
    """The picture in its size and colours. Few colours are chosen first: equal neighbours cost a Sixel nothing."""
    image = Image.fromarray(picture)
    if mode is Graphics.ITERM2:
        return image.resize(size, Image.Resampling.BICUBIC)
    is_best = quality.colours == QUALITIES[0].colours
    if is_best:
        image = image.resize(size, Image.Resampling.BICUBIC)
    image = image.quantize(quality.colours - 1, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return image if is_best else image.resize(size, Image.Resampling.NEAREST)


def _filled(image: Image.Image, height: int, background: tuple[int, int, int]) -> Image.Image:
    """The image on a ground that is `height` pixels high."""
    if image.height == height:
        return image
    palette = image.getpalette()
    if palette is None:
        whole = Image.new(image.mode, (image.width, height), background)
    else:
        colours = palette[: 3 * (int(np.asarray(image).max()) + 1)]
        whole = Image.new(image.mode, (image.width, height), len(colours) // 3)
        whole.putpalette([*colours, *background])
    whole.paste(image)
    return whole


def _sequence(part: Image.Image, mode: Graphics, number: int, columns: int, lines: int, quality: Quality) -> bytes:
    match mode:
        case Graphics.KITTY:
            return _kitty(_encoded(part, "PNG"), FIRST_ID + number, columns, lines)
        case Graphics.ITERM2:
            data = _encoded(part, "JPEG", quality=quality.jpeg)
            size = f"size={len(data)};width={columns};height={lines};preserveAspectRatio=0;doNotMoveCursor=1"
            return f"\x1b]1337;File=inline=1;{size}:".encode() + base64.b64encode(data) + b"\x07"
        case Graphics.SIXEL:
            return _sixel(part, quality.colours)
        case Graphics.CELLS:
            raise ValueError("cells are no image")


def _kitty(data: bytes, image_id: int, columns: int, lines: int) -> bytes:
    """Show an image over cells, in the place of the one that had its id before."""
    text = base64.b64encode(data)
    chunks = [text[start : start + KITTY_CHUNK] for start in range(0, len(text), KITTY_CHUNK)]
    shown = b"a=T,f=100,i=%d,p=1,c=%d,r=%d,C=1,q=2," % (image_id, columns, lines)
    return b"".join(
        b"\x1b_G%sm=%d;%s\x1b\\" % (shown if not number else b"q=2,", number < len(chunks) - 1, chunk)
        for number, chunk in enumerate(chunks)
    )


def _sixel(part: Image.Image, colours: int) -> bytes:
    from studio.terminal.textual_image_safely import sixel_encoder

    encoder = sixel_encoder()
    sequence: str = encoder.image_to_sixels(part, encoder.SixelOptions(colors=colours))
    # Pixels beyond the last row of a band stay as they are; else they would black out what stands below.
    return sequence.replace("\x1bP0;0;0q", "\x1bP0;1;0q", 1).encode()


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
