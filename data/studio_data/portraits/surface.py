"""What features draw on: the same strokes become a painted picture or an ink sketch."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from studio_data.portraits.hatching import Hatch
from studio_data.portraits.palette import Colour, mix
from studio_data.portraits.shapes import Box, Curve, Plane, Shape

VIEW_SIDE = 2.24  # drawing units along each side of the picture
VIEW_TOP = -1.14
PIVOT = 0.75  # the head tilts about this point of the neck
_OUTLINE = 0.0125
_OUTLINE_PIXELS = 0.40  # half the least width of a line, in pixels of the result: finer ones vanish
_INK_STRENGTH = 0.72

_Window = tuple[slice, slice]


class Surface(ABC):
    """A square of samples in the units of `shapes`; `turn` tilts what is drawn from then on about the neck."""

    def __init__(self, size: int, supersample: int, shift: tuple[float, float]) -> None:
        self._supersample = supersample
        self.pixel = VIEW_SIDE / size
        self._sample = self.pixel / supersample
        steps = (np.arange(size * supersample, dtype=np.float32) + 0.5) * np.float32(self._sample)
        self._x = steps - np.float32(VIEW_SIDE / 2 + shift[0])
        self._y = steps + np.float32(VIEW_TOP - shift[1])
        self.outline = max(_OUTLINE, _OUTLINE_PIXELS * self.pixel)
        self.turn(0.0)

    def turn(self, tilt: float) -> None:
        """Tilt the coordinates by `tilt` radians."""
        self._cosine, self._sine = np.float32(np.cos(tilt)), np.float32(np.sin(tilt))

    @abstractmethod
    def fill(self, shape: Shape, colour: Colour, *, within: Shape | None = None, outline: bool = True) -> None:
        """Cover a shape with a colour; `outline` draws its border in ink."""

    @abstractmethod
    def stroke(self, shape: Shape, colour: Colour, *, within: Shape | None = None) -> None:
        """Draw a line-like shape, in a sketch as ink."""

    @abstractmethod
    def tone(
        self, shape: Shape, colour: Colour, *, within: Shape | None = None, opacity: float = 1.0, soft: float = 0.0
    ) -> None:
        """Tint a shape, with a border `soft` units wide; a sketch has no tones."""

    @abstractmethod
    def hatch(self, shape: Shape, hatch: Hatch) -> None:
        """Fill a shape with a pattern of ink; a painting has no hatching."""

    @abstractmethod
    def pixels(self) -> NDArray[np.uint8]:
        """The result."""

    def thickness(self, half_width: float) -> float:
        """A stroke's half width, but no less than can be seen at this size."""
        return max(half_width, _OUTLINE_PIXELS * self.pixel)

    def fine(self, curve: Curve) -> Curve:
        """A stroke's changing half width, no less than can be seen at this size."""
        least = np.float32(_OUTLINE_PIXELS * self.pixel)
        return lambda x: np.maximum(curve(x), least)

    def _place(self, box: Box, margin: float) -> tuple[_Window, Plane, Plane] | None:
        """The window of samples a box can touch, with their coordinates; None outside the picture."""
        corners = [
            (x, y) for x in (box.left - margin, box.right + margin) for y in (box.top - margin, box.bottom + margin)
        ]
        across = [self._cosine * x - self._sine * (y - PIVOT) for x, y in corners]
        down = [self._sine * x + self._cosine * (y - PIVOT) + PIVOT for x, y in corners]
        rows = slice(*np.searchsorted(self._y, (min(down), max(down))))
        columns = slice(*np.searchsorted(self._x, (min(across), max(across))))
        if box.right < box.left or box.bottom < box.top or rows.start >= rows.stop or columns.start >= columns.stop:
            return None
        x, y = self._x[columns][None, :], self._y[rows][:, None] - np.float32(PIVOT)
        return (
            (rows, columns),
            self._cosine * x + self._sine * y,
            self._cosine * y - self._sine * x + np.float32(PIVOT),
        )

    def _cover(self, distance: Plane, soft: float = 0.0) -> Plane:
        """How much of each sample lies inside, 0..1."""
        return np.clip(0.5 - distance / np.float32(max(self._sample, soft)), 0, 1)

    def _shrunk(self, plane: Plane) -> Plane:
        """Samples averaged to pixels along the last two axes."""
        step = self._supersample
        if step == 1:
            return plane
        shrunk: Plane = sum(plane[..., i::step, j::step] for i in range(step) for j in range(step)) / np.float32(
            step**2
        )
        return shrunk


class Painting(Surface):
    """A colour picture; lines take a dark shade of what they border."""

    def __init__(self, size: int, supersample: int, shift: tuple[float, float]) -> None:
        super().__init__(size, supersample, shift)
        self._planes = np.ones((3, size * supersample, size * supersample), np.float32)

    def fill(self, shape: Shape, colour: Colour, *, within: Shape | None = None, outline: bool = True) -> None:
        placed = self._place(shape.box, self.outline * 2)
        if placed is None:
            return
        window, x, y = placed
        distance = shape.distance(x, y)
        clip = self._cover(within.distance(x, y)) if within else np.float32(1)
        self._blend(window, colour, self._cover(distance) * clip)
        if outline:
            edge = self._cover(np.abs(distance) - np.float32(self.outline))
            self._blend(window, mix(colour, (0.2, 0.1, 0.14), _INK_STRENGTH), edge * clip)

    def stroke(self, shape: Shape, colour: Colour, *, within: Shape | None = None) -> None:
        self.fill(shape, colour, within=within, outline=False)

    def tone(
        self, shape: Shape, colour: Colour, *, within: Shape | None = None, opacity: float = 1.0, soft: float = 0.0
    ) -> None:
        placed = self._place(shape.box.common(within.box) if within else shape.box, soft + self._sample)
        if placed is None:
            return
        window, x, y = placed
        cover = self._cover(shape.distance(x, y), soft) * np.float32(opacity)
        if within:
            cover = cover * self._cover(within.distance(x, y))
        self._blend(window, colour, cover)

    def hatch(self, shape: Shape, hatch: Hatch) -> None:
        """Nothing: colour tells it."""

    def pixels(self) -> NDArray[np.uint8]:
        """Picture, uint8 (size, size, 3)."""
        levels = np.clip(self._shrunk(self._planes), 0, 1) * np.float32(255) + np.float32(0.5)
        return np.ascontiguousarray(levels.astype(np.uint8).transpose(1, 2, 0))

    def _blend(self, window: _Window, colour: Colour, cover: Plane) -> None:
        for plane, level in zip(self._planes, colour, strict=True):
            part = plane[window]
            part += (np.float32(level) - part) * cover


class Sketch(Surface):
    """Ink on white paper: outlines, strokes and hatching; what is in front hides the lines behind it."""

    def __init__(self, size: int, supersample: int, shift: tuple[float, float]) -> None:
        super().__init__(size, supersample, shift)
        self._ink = np.zeros((size * supersample, size * supersample), np.float32)

    def fill(self, shape: Shape, colour: Colour, *, within: Shape | None = None, outline: bool = True) -> None:
        placed = self._place(shape.box, self.outline * 2)
        if placed is None:
            return
        window, x, y = placed
        distance = shape.distance(x, y)
        clip = self._cover(within.distance(x, y)) if within else np.float32(1)
        part = self._ink[window]
        part *= 1 - self._cover(distance) * clip
        if outline:
            np.maximum(part, self._cover(np.abs(distance) - np.float32(self.outline)) * clip, out=part)

    def stroke(self, shape: Shape, colour: Colour, *, within: Shape | None = None) -> None:
        self._draw(shape, within, None)

    def tone(
        self, shape: Shape, colour: Colour, *, within: Shape | None = None, opacity: float = 1.0, soft: float = 0.0
    ) -> None:
        """Nothing: lines only."""

    def hatch(self, shape: Shape, hatch: Hatch) -> None:
        self._draw(shape, None, hatch)

    def pixels(self) -> NDArray[np.uint8]:
        """Sketch, uint8 (size, size): 0 ink, 255 paper."""
        levels = (1 - np.clip(self._shrunk(self._ink), 0, 1)) * np.float32(255) + np.float32(0.5)
        ink: NDArray[np.uint8] = levels.astype(np.uint8)
        return ink

    def _draw(self, shape: Shape, within: Shape | None, hatch: Hatch | None) -> None:
        placed = self._place(shape.box, self._sample)
        if placed is None:
            return
        window, x, y = placed
        cover = self._cover(shape.distance(x, y))
        if within:
            cover = cover * self._cover(within.distance(x, y))
        if hatch:
            cover = cover * self._cover(hatch.distance(x, y, self.pixel))
        np.maximum(self._ink[window], cover, out=self._ink[window])
