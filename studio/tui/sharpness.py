"""The sharp picture, laid over the half-cells while the hand rests, and taken away where they change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from studio.labels import Picture
from studio.terminal.facts import Graphics
from studio.terminal.link import FRAME_S
from studio.terminal.sharp import QUALITIES, Quality, Strip, placed, quality_for, strips_of, taken_away
from studio.tui.background import in_background
from studio.tui.terminal_line import TerminalLine

SYNC_BEGINS, SYNC_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
STRIP_LINES = 4
LOOKS_SAME = 8
"""Strips whose pixels differ by no more than this in any channel aren't sent again."""


@dataclass(frozen=True)
class Place:
    """Where on the screen a picture stands: its first cell, how large it is, and what is around it."""

    column: int
    line: int
    columns: int
    half_rows: int
    background: tuple[int, int, int]


class Sharpness:
    """What of the sharp picture is on the terminal. `write` sends bytes to it, None where there is no terminal."""

    def __init__(self, line: TerminalLine, write: Callable[[bytes], None] | None = None) -> None:
        self.line = line
        self.write = write
        self._shown: dict[int, Strip] = {}
        self._as: tuple[Graphics, Place] | None = None
        self._quality: Quality = QUALITIES[0]
        self._work: asyncio.Task[None] | None = None

    def rest(self, picture: Picture, place: Place) -> None:
        """The hand rests and the half-cells stand: make the picture sharp as the line allows."""
        self._stop()
        if self.write is None or self.line.graphics is Graphics.CELLS:
            return
        if self._as != (self.line.graphics, place):
            self.hide()
            self._as = (self.line.graphics, place)
        if not self._shown:
            self._quality = quality_for(self.line.link.rate, self.line.graphics)
        self._work = asyncio.get_running_loop().create_task(self._sharpen(picture, self.line.graphics, place))

    def stir(self, first: int, end: int) -> None:
        """The half-cells of the picture's lines `first` up to `end` change: what lies over them goes away."""
        self._stop()
        gone = [strip for strip in self._shown.values() if strip.first < end and first < strip.first + strip.lines]
        self._take_away(gone)

    def hide(self) -> None:
        """Take everything away, because something else comes there, or because the half-cells are drawn anew."""
        self._stop()
        self._take_away(list(self._shown.values()))

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _take_away(self, strips: list[Strip]) -> None:
        for strip in strips:
            del self._shown[strip.number]
        if strips and self.write is not None and self._as is not None:
            self._send(taken_away(self._as[0], [strip.number for strip in strips]))

    async def _sharpen(self, picture: Picture, mode: Graphics, place: Place) -> None:
        strips = await in_background(
            partial(
                strips_of,
                picture,
                mode,
                columns=place.columns,
                half_rows=place.half_rows,
                background=place.background,
                cell=self.line.facts.cell,
                quality=self._quality,
                strip_lines=STRIP_LINES,
            )
        )
        due = [strip for strip in strips if not self._is_shown(strip)]
        together = len(due) if self.line.link.is_fast else 1
        for start in range(0, len(due), together):
            await self._until_free()
            part = due[start : start + together]
            self._send(b"".join(placed(strip, place.column, place.line) for strip in part), asks=True)
            self._shown.update({strip.number: strip for strip in part})

    def _is_shown(self, strip: Strip) -> bool:
        shown = self._shown.get(strip.number)
        if shown is None or shown.pixels.shape != strip.pixels.shape:
            return False
        return int(np.abs(shown.pixels.astype(np.int16) - strip.pixels).max()) <= LOOKS_SAME

    async def _until_free(self) -> None:
        link = self.line.link
        while link.wait_s(time.monotonic()) > 0 or not link.may_begin_frame(time.monotonic()):
            await asyncio.sleep(FRAME_S)

    def _send(self, sequence: bytes, *, asks: bool = False) -> None:
        if not sequence or self.write is None:
            return
        if self.line.facts.has_sync:
            sequence = SYNC_BEGINS + sequence + SYNC_ENDS
        self.line.sent(len(sequence))
        if asks:
            self.line.link.end_frame()
            sequence += self.line.question().encode()
        self.write(sequence)
