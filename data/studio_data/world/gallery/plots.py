"""Plots of statistics, drawn with Pillow: bars by label, places by label, numbers per map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from studio.labels import LANDSCAPE
from studio_data.world.gallery.statistics import Statistics

PAPER, INK, GRID = (255, 255, 255), (40, 40, 44), (226, 226, 230)
COLOURS = ((44, 110, 170), (214, 120, 44), (110, 150, 70))
LINE, LEFT, WIDTH, HEAD, SIZE = 13, 74, 300, 34, 11


class Plot:
    """A sheet of paper with a title, a legend, and panels side by side."""

    def __init__(self, title: str, sets: Sequence[Statistics], panels: int, height: int) -> None:
        self.sets = sets
        self.image = Image.new("RGB", (LEFT + panels * (WIDTH + 26), HEAD + height + 26), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.font = ImageFont.load_default(SIZE)
        self.text((6, 4), title)
        x = LEFT
        for one, colour in zip(sets, COLOURS, strict=False):
            self.draw.rectangle((x, 21, x + 9, 30), fill=colour)
            label = f"{one.name} ({one.maps:,} maps)"
            self.text((x + 13, 19), label)
            x += 30 + int(self.draw.textlength(label, self.font))

    def text(self, at: tuple[float, float], text: str) -> None:
        """A line of text."""
        self.draw.text(at, text, fill=INK, font=self.font)

    def axis(self, panel: int, height: int, ticks: Sequence[tuple[float, str]], title: str) -> int:
        """A panel's grid; `ticks` are places (0..1) with their texts. Returns its left border."""
        x = LEFT + panel * (WIDTH + 26)
        for place, label in ticks:
            at = x + place * WIDTH
            self.draw.line((at, HEAD + 14, at, HEAD + height), fill=GRID)
            self.text((at - 8, HEAD + height + 2), label)
        self.text((x, HEAD), title)
        return x


def by_label(sets: Sequence[Statistics]) -> Image.Image:
    """Share of area, and of maps that have it, for each label but void."""
    labels = list(LANDSCAPE)[1:]
    band = LINE + 4 * (len(sets) - 1)
    height = 18 + band * len(labels)
    plot = Plot("Labels: how much of a map they take, and how many maps have them", sets, 2, height)
    area = max(float(one.share[1:].max()) for one in sets)
    panels = (("share of area", area, "share"), ("share of maps", 1.0, "presence"))
    for panel, (title, full, field) in enumerate(panels):
        ticks = [(part, f"{part * full:.0%}") for part in (0, 0.25, 0.5, 0.75, 1)]
        x = plot.axis(panel, height, ticks, title)
        for row, label in enumerate(labels):
            top = HEAD + 18 + row * band
            if panel == 0:
                plot.text((6, top - 1), label.key)
            for number, one in enumerate(sets):
                value = float(getattr(one, field)[label.id]) / full
                y = top + number * 4
                plot.draw.rectangle((x, y, x + value * WIDTH, y + 3), fill=COLOURS[number])
    return plot.image


def places(sets: Sequence[Statistics]) -> Image.Image:
    """Between which heights of the picture 80 % of a label's pixels lie, and their middle."""
    labels = list(LANDSCAPE)[1:]
    band = LINE + 4 * (len(sets) - 1)
    height = 18 + band * len(labels)
    plot = Plot("Labels: where in the picture they lie (bar: 80 % of their pixels, mark: the middle)", sets, 1, height)
    x = plot.axis(0, height, [(0, "top"), (0.5, "middle"), (0.94, "bottom")], "height in the picture")
    for row, label in enumerate(labels):
        top = HEAD + 18 + row * band
        plot.text((6, top - 1), label.key)
        for number, one in enumerate(sets):
            low, middle, high = one.rows[label.id]
            if np.isnan(low):
                continue
            y = top + number * 4
            plot.draw.rectangle((x + low * WIDTH, y + 1, x + high * WIDTH, y + 2), fill=COLOURS[number])
            plot.draw.rectangle((x + middle * WIDTH - 1, y - 1, x + middle * WIDTH + 1, y + 4), fill=COLOURS[number])
    return plot.image


def per_map(sets: Sequence[Statistics]) -> Image.Image:
    """How many labels and regions a map has, and how long its borders are: shares of the maps."""
    height = 150
    plot = Plot("Maps: how rich they are", sets, 3, height)
    panels = (
        ("labels in a map", "labels_per_map", np.arange(0.5, 16.5, 1.0)),
        ("regions in a map", "regions_per_map", np.arange(0.0, 84.0, 4.0)),
        ("length of borders, in picture widths", "border", np.arange(0.0, 42.0, 2.0)),
    )
    for panel, (title, field, edges) in enumerate(panels):
        ticks = [(part, f"{edges[0] + part * (edges[-1] - edges[0]):.0f}") for part in (0, 0.25, 0.5, 0.75, 1)]
        x = plot.axis(panel, height, ticks, title)
        shares = [_histogram(getattr(one, field), edges) for one in sets]
        tallest = max(float(share.max()) for share in shares)
        for number, share in enumerate(shares):
            steps = [
                (x + at / len(share) * WIDTH, HEAD + height - value / tallest * (height - 20))
                for at, value in _stairs(share)
            ]
            plot.draw.line(steps, fill=COLOURS[number], width=2)
    return plot.image


def _histogram(values: NDArray[np.float64], edges: NDArray[Any]) -> NDArray[np.float64]:
    found, _ = np.histogram(np.clip(values, edges[0], edges[-1] - 1e-6), edges)
    return np.asarray(found / max(len(values), 1))


def _stairs(share: NDArray[np.float64]) -> list[tuple[float, float]]:
    return [(at + end, float(value)) for at, value in enumerate(share) for end in (0, 1)]


PLOTS = {"labels-by-share": by_label, "labels-by-place": places, "maps": per_map}
