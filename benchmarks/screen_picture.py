"""What stands on an emulated terminal's screen, as a picture."""

from __future__ import annotations

import re
import subprocess
from functools import cache

import pyte
from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len

CELL = (9, 18)
"""Pixels of a cell, width and height."""

PAPER, INK = (18, 18, 18), (224, 224, 224)
_STRINGS = re.compile(rb"\x1b[_P][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(\x07|\x1b\\)")
_HALVES = {"▀": (0, 1), "▄": (1, 2), "█": (0, 2)}


def screen_of(output: bytes, columns: int, lines: int) -> pyte.Screen:
    """What a terminal shows that was sent these bytes."""
    screen = pyte.Screen(columns, lines)
    pyte.ByteStream(screen).feed(_STRINGS.sub(b"", output))
    return screen


def text_of(screen: pyte.Screen) -> str:
    """All text on the screen."""
    return "\n".join(
        "".join(screen.buffer[line][column].data for column in range(screen.columns)) for line in range(screen.lines)
    )


def picture_of(screen: pyte.Screen) -> Image.Image:
    """The screen as a picture."""
    width, height = CELL
    picture = Image.new("RGB", (screen.columns * width, screen.lines * height), PAPER)
    draw = ImageDraw.Draw(picture)
    for line in range(screen.lines):
        for column in range(screen.columns):
            cell = screen.buffer[line][column]
            ink, paper = _colour(cell.fg, INK), _colour(cell.bg, PAPER)
            if cell.reverse:
                ink, paper = paper, ink
            left, top, cells = column * width, line * height, cell_len(cell.data)
            if cells:
                draw.rectangle((left, top, left + cells * width - 1, top + height - 1), paper)
            if cell.data in _HALVES:
                above, below = (top + half * height // 2 for half in _HALVES[cell.data])
                draw.rectangle((left, above, left + width - 1, below - 1), ink)
            elif cell.data.strip():
                draw.text((left, top + 1), cell.data, ink, _font("zh-cn" if cells == 2 else "en"))
    return picture


def _colour(said: str, usual: tuple[int, int, int]) -> tuple[int, int, int]:
    """The studio says all colours in numbers; others are the terminal's own."""
    if not re.fullmatch(r"[0-9a-fA-F]{6}", said):
        return usual
    red, green, blue = bytes.fromhex(said)
    return red, green, blue


@cache
def _font(language: str) -> ImageFont.FreeTypeFont:
    """A font of this machine whose letters are as wide as cells."""
    command = ["fc-match", "-f", "%{file}", f"monospace:lang={language}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return ImageFont.truetype(found, CELL[1] * 4 // 5)
