"""A picture to look at in every way that a terminal may show one."""

from __future__ import annotations

import numpy as np

from studio.labels import Picture
from studio.terminal.colours import ColourDepth, ansi_picture, xterm_picture
from studio.terminal.facts import Graphics
from studio.terminal.sharp import strips_of

COLUMNS, LINES = 40, 6
RESET = "\x1b[0m"


def card_picture(height: int, width: int) -> Picture:
    """All hues, light to dark, and on the left a fine grid that only sharp pictures show; uint8 (height, width, 3)."""
    hue = np.linspace(0, 1, width, endpoint=False)[None, :, None]
    light = np.linspace(1, 0.15, height)[:, None, None]
    colours = np.clip(np.abs((hue + np.array([0, 2 / 3, 1 / 3])) % 1 * 6 - 3) - 1, 0, 1)
    card = (colours * 0.8 + 0.2) * light * 255
    grid = slice(width // 8)
    lines = (np.arange(height)[:, None] // max(1, height // 32) + np.arange(width)[None, :] // max(1, width // 160)) % 2
    card[:, grid] = lines[:, grid, None] * 255
    picture: Picture = np.rint(card).astype(np.uint8)
    return picture


def cells_card(depth: ColourDepth) -> str:
    """The card as lines of half-cells in one colour depth."""
    picture = card_picture(2 * LINES, COLUMNS)
    if depth is ColourDepth.TRUECOLOR:
        inks = [[f"2;{red};{green};{blue}" for red, green, blue in row] for row in picture.tolist()]
    else:
        entries = xterm_picture(picture) if depth is ColourDepth.XTERM else ansi_picture(picture)
        inks = [[f"5;{entry}" for entry in row] for row in entries.tolist()]
    lines = []
    for upper, lower in zip(inks[0::2], inks[1::2], strict=True):
        cells = (f"\x1b[38;{above};48;{below}m▀" for above, below in zip(upper, lower, strict=True))
        lines.append("".join(cells) + RESET)
    return "\n".join(lines)


def sharp_card(mode: Graphics, cell: tuple[int, int] | None) -> str:
    """The card as one picture of a protocol, below which the cursor stands afterwards."""
    (strip,) = strips_of(
        card_picture(192, 320),
        mode,
        columns=COLUMNS,
        half_rows=2 * LINES,
        background=(0, 0, 0),
        cell=cell,
        strip_lines=LINES,
    )
    room = "\n" * LINES + f"\x1b[{LINES}A"
    return f"{room}\x1b7{strip.sequence.decode()}\x1b8\x1b[{LINES}B"
