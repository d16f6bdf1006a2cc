"""Sharp pictures: whole strips in the terminal's own size, one image per strip, nothing left behind."""

from __future__ import annotations

import base64
import io
import os
import pty
import re
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from studio.labels import Picture
from studio.terminal.facts import Graphics
from studio.terminal.sharp import FIRST_ID, QUALITIES, placed, quality_for, strips_of, taken_away

BACKGROUND = (1, 2, 3)
KITTY = re.compile(rb"\x1b_G([^;]*);([^\x1b]*)\x1b\\")


def landscape(side: int = 128) -> Picture:
    rows, columns = np.mgrid[0:side, 0:side] * (255 / side)
    return np.stack([rows, columns, 255 - rows], -1).astype(np.uint8)


def kitty_image(sequence: bytes) -> tuple[dict[str, str], Image.Image]:
    """What a terminal makes of a strip: its keys, and the image."""
    chunks = KITTY.findall(sequence)
    keys = dict(pair.split("=") for pair in chunks[0][0].decode().split(","))
    assert [b"m=1" in head for head, _ in chunks] == [True] * (len(chunks) - 1) + [False]
    data = base64.b64decode(b"".join(payload for _, payload in chunks))
    return keys, Image.open(io.BytesIO(data)).convert("RGB")


def sixel_pixels(sequence: bytes, width: int, height: int) -> Picture:
    """What a terminal makes of a Sixel picture (colours come in percent); NaN-free, pixels not drawn are 0."""
    body = re.fullmatch(rb'\x1bP0;1;0q"1;1;(\d+);(\d+)(.*)\x1b\\', sequence, re.DOTALL)
    assert body is not None
    assert (int(body[1]), int(body[2])) == (width, height)
    shown = np.zeros((height + 6, width, 3), np.uint8)
    registers: dict[int, tuple[int, ...]] = {}
    x = y = colour = 0
    for token in re.findall(rb"#\d+(?:;\d+)*|!\d+.|[$-]|.", body[3], re.DOTALL):
        if token[:1] == b"#":
            colour, *values = (int(value) for value in token[1:].split(b";"))
            if values:
                registers[colour] = tuple(round(value * 255 / 100) for value in values[1:])
        elif token == b"$":
            x = 0
        elif token == b"-":
            x, y = 0, y + 6
        else:
            count, letter = (int(token[1:-1]), token[-1]) if token[:1] == b"!" else (1, token[0])
            for bit in range(6):
                if (letter - 0x3F) >> bit & 1:
                    shown[y + bit, x : x + count] = registers[colour]
            x += count
    assert not shown[height:].any(), "nothing below the picture is touched"
    return shown[:height]


@pytest.mark.parametrize("half_rows", [32, 31])
def test_kitty_strips_cover_the_picture_line_by_line(half_rows: int) -> None:
    picture = landscape()
    strips = strips_of(picture, Graphics.KITTY, columns=32, half_rows=half_rows, background=BACKGROUND)
    assert [(strip.first, strip.lines) for strip in strips] == [(line, 4) for line in range(0, 16, 4)]
    for strip in strips:
        keys, image = kitty_image(strip.sequence)
        assert (keys["i"], keys["c"], keys["r"]) == (str(FIRST_ID + strip.number), "32", "4")
        assert (keys["q"], keys["C"]) == ("2", "1"), "no answer, and the cursor stays"
        top = strip.first * 2 / half_rows
        row = picture[min(127, int((top + 1 / half_rows) * 128)), 64].astype(int)
        assert np.abs(np.asarray(image)[image.height // 8, image.width // 2] - row).max() < 24
    last = np.asarray(kitty_image(strips[-1].sequence)[1])[-1, 5]
    assert (half_rows % 2 == 1) == bool(np.abs(last.astype(int) - BACKGROUND).max() < 24)


def test_sixel_strips_have_the_cells_pixels() -> None:
    picture = landscape()
    strips = strips_of(
        picture, Graphics.SIXEL, columns=16, half_rows=16, background=BACKGROUND, cell=(9, 17), strip_lines=3
    )
    assert [strip.lines for strip in strips] == [3, 3, 2]
    shown = np.concatenate([sixel_pixels(strip.sequence, 16 * 9, strip.lines * 17) for strip in strips])
    exact = np.asarray(Image.fromarray(picture).resize((16 * 9, 8 * 17)))
    assert np.abs(shown.astype(int) - exact).mean() < 6


def test_iterm_images_are_as_large_as_their_strip() -> None:
    (strip,) = strips_of(landscape(), Graphics.ITERM2, columns=20, half_rows=20, background=BACKGROUND, strip_lines=10)
    assert strip.sequence.startswith(b"\x1b]1337;File=inline=1;")
    assert b"width=20;height=10;" in strip.sequence
    data = base64.b64decode(strip.sequence.split(b":", 1)[1].rstrip(b"\x07"))
    assert Image.open(io.BytesIO(data)).format == "JPEG"


def test_a_strip_is_placed_and_the_cursor_comes_back() -> None:
    strip = strips_of(landscape(), Graphics.KITTY, columns=32, half_rows=32, background=BACKGROUND)[1]
    sequence = placed(strip, 40, 2)
    assert sequence.startswith(b"\x1b7\x1b[7;41H\x1b_G")
    assert sequence.endswith(b"\x1b8")


def test_images_are_freed_by_their_ids() -> None:
    freed = taken_away(Graphics.KITTY, range(3))
    assert freed.count(b"a=d,d=I") == 3
    assert b"i=%d," % (FIRST_ID + 2) in freed
    assert taken_away(Graphics.SIXEL, range(3)) == b""


@pytest.mark.parametrize("mode", [Graphics.KITTY, Graphics.ITERM2, Graphics.SIXEL])
def test_a_lower_quality_is_fewer_bytes(mode: Graphics) -> None:
    rng = np.random.default_rng(0)
    noisy = (landscape().astype(int) + rng.integers(-20, 20, (128, 128, 3))).clip(0, 255).astype(np.uint8)
    sizes = [
        sum(
            len(strip.sequence)
            for strip in strips_of(noisy, mode, columns=32, half_rows=32, background=BACKGROUND, quality=quality)
        )
        for quality in QUALITIES
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert quality_for(1e9, mode) == QUALITIES[0]
    assert quality_for(1000, mode) == QUALITIES[-1]


def test_textual_image_is_loaded_without_a_byte_and_without_waiting_for_answers() -> None:
    ours, theirs = pty.openpty()
    code = "from studio.terminal.textual_image_safely import sixel_encoder; sixel_encoder()"
    subprocess.run([sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, check=True, timeout=60)
    os.write(theirs, b"end")
    assert os.read(ours, 100) == b"end"
    os.close(ours)
    os.close(theirs)
