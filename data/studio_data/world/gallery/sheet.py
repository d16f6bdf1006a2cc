"""A sheet: cells in rows; a cell is a picture, or several side by side or stacked, under a line of text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]

GAP = 4
TEXT_HEIGHT = 17
TEXT_SIZE = 11
PAPER = (255, 255, 255)
INK = (40, 40, 44)


def headed(text: str, picture: Picture) -> Picture:
    """`picture` (H, W, 3) with `text` above it: (H + TEXT_HEIGHT, W, 3)."""
    head = Image.new("RGB", (picture.shape[1], TEXT_HEIGHT), PAPER)
    ImageDraw.Draw(head).text((1, 2), text, fill=INK, font=ImageFont.load_default(TEXT_SIZE))
    return np.vstack([np.asarray(head), picture])


def side_by_side(pictures: Sequence[Picture]) -> Picture:
    """Pictures of one size from left to right, a line of paper between them."""
    return _joined(pictures, axis=1)


def stacked(pictures: Sequence[Picture]) -> Picture:
    """Pictures of one size from top to bottom, a line of paper between them."""
    return _joined(pictures, axis=0)


def sheet(cells: Sequence[Picture], columns: int) -> Picture:
    """Cells of one size in rows of `columns`, GAP pixels of paper between them; a last row may be short."""
    height, width = cells[0].shape[:2]
    rows = -(-len(cells) // columns)
    paper = np.empty((rows * (height + GAP) - GAP, columns * (width + GAP) - GAP, 3), np.uint8)
    paper[:] = PAPER
    for index, cell in enumerate(cells):
        row, column = index // columns * (height + GAP), index % columns * (width + GAP)
        paper[row : row + height, column : column + width] = cell
    return paper


def _joined(pictures: Sequence[Picture], axis: int) -> Picture:
    line = np.full_like(pictures[0].take([0, 0], axis), 255)
    parts = [part for picture in pictures for part in (line, picture)]
    return np.concatenate(parts[1:], axis)
