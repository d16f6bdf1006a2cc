"""How many colours the terminal shows, and pictures brought down to them."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

CUBE_LEVELS = np.array([0, 95, 135, 175, 215, 255])
# xterm's own sixteen; terminals differ here, so only the coarsest depth uses them.
ANSI_HEX = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
ANSI_RGB = np.array([list(bytes.fromhex(colour)) for colour in ANSI_HEX.split()])
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
XTERM_DITHER, ANSI_DITHER = 16, 96
"""Largest difference, per channel, that ordered dithering adds between neighbours at 256 and at sixteen colours."""

ANSI_SATURATION = 2.0
"""How far colours are moved from their grey, so that not everything becomes one of the four greys of sixteen."""


class ColourDepth(Enum):
    """What the terminal can show."""

    TRUECOLOR = "truecolor"
    XTERM = "256"
    ANSI = "16"
    NONE = "none"


def colour_depth(color_system: str | None, *, no_color: bool) -> ColourDepth:
    """The depth behind Rich's name of a colour system; `no_color` is the user's wish (NO_COLOR) and goes first."""
    if no_color or color_system is None:
        return ColourDepth.NONE
    return {"truecolor": ColourDepth.TRUECOLOR, "256": ColourDepth.XTERM}.get(color_system, ColourDepth.ANSI)


@cache
def xterm_palette() -> NDArray[np.int64]:
    """The 256-colour table of xterm, int (256, 3)."""
    cube = np.stack(np.meshgrid(CUBE_LEVELS, CUBE_LEVELS, CUBE_LEVELS, indexing="ij"), -1).reshape(-1, 3)
    greys = np.repeat((8 + 10 * np.arange(24))[:, None], 3, 1)
    return np.concatenate([ANSI_RGB, cube, greys])


def nearest_xterm(picture: NDArray[Any]) -> NDArray[np.int32]:
    """The entry (16..255) of xterm's table nearest to each colour of an RGB array (..., 3)."""
    colours = picture.astype(np.float32)
    levels = np.searchsorted((CUBE_LEVELS[1:] + CUBE_LEVELS[:-1]) / 2, colours)
    in_cube = 16 + levels @ np.array([36, 6, 1])
    grey = 232 + np.clip((colours.mean(-1) - 3) // 10, 0, 23).astype(np.int64)
    table = xterm_palette()
    cube_error = ((table[in_cube] - colours) ** 2).sum(-1)
    grey_error = ((table[grey] - colours) ** 2).sum(-1)
    nearest: NDArray[np.int32] = np.where(grey_error < cube_error, grey, in_cube).astype(np.int32)
    return nearest


def xterm_picture(picture: NDArray[np.uint8]) -> NDArray[np.int32]:
    """An entry (16..255) of xterm's table for each pixel of a picture (H, W, 3), lightly dithered."""
    return nearest_xterm(_dithered(picture.astype(np.float32), XTERM_DITHER))


def ansi_picture(picture: NDArray[np.uint8]) -> NDArray[np.int32]:
    """One of the sixteen colours (0..15) for each pixel of a picture (H, W, 3), saturated and dithered."""
    exact = picture.astype(np.float32)
    grey = exact.mean(-1, keepdims=True)
    vivid: NDArray[np.float32] = (grey + (exact - grey) * ANSI_SATURATION).astype(np.float32)
    distances = ((_dithered(vivid, ANSI_DITHER)[:, :, None, :] - ANSI_RGB) ** 2).sum(-1)
    nearest: NDArray[np.int32] = distances.argmin(-1).astype(np.int32)
    return nearest


def _dithered(picture: NDArray[np.float32], spread: int) -> NDArray[np.float32]:
    """A picture in a fixed 4 × 4 pattern of slightly darker and lighter pixels, which stays where it is."""
    height, width = picture.shape[:2]
    pattern = np.tile(BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width, None]
    moved: NDArray[np.float32] = (picture + (pattern / 16 - 0.5) * spread).astype(np.float32)
    return moved
