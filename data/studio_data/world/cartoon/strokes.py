"""Strokes set one by one: tufts of grass, ripples on water, hatching in the shade, rain and snow."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from studio.labels import LANDSCAPE

from ..colour import Floats, Mask
from ..geometry import is_any
from .study import Study
from .tones import Tones

_TURF = LANDSCAPE.ids("grass", "field", "flower")
_WATER = LANDSCAPE.ids("river", "lake", "sea")
_FALLING = 190  # drops or flakes in a picture
_HATCHED = LANDSCAPE.ids("mountain", "rock", "hill", "building")


def tufts(study: Study, count: int = 130) -> Floats:
    """Three blades of grass each (H, W), larger the nearer they grow."""
    page, pen = _page(study)
    for x, y, near, turn in _places(study, is_any(study.labels, _TURF), "tufts", count):
        tall = study.height * (0.006 + 0.030 * near) * (0.75 + 0.5 * turn)
        wide = max(1, round(tall * 0.14))
        for lean in (-0.55, 0.05 + 0.2 * turn, 0.6):
            bend = x + lean * tall * 0.35
            pen.line([(x, y), (bend, y - tall * 0.6), (x + lean * tall * 0.8, y - tall)], fill=255, width=wide)
    return _inked(page)


def ripples(study: Study, count: int = 70) -> Floats:
    """Level, lens-shaped strokes (H, W) on water, longer the nearer."""
    page, pen = _page(study)
    for x, y, near, turn in _places(study, is_any(study.labels, _WATER), "ripples", count):
        long = study.height * (0.012 + 0.085 * near) * (0.6 + 0.8 * turn)
        thick = max(0.5, study.height * (0.0012 + 0.0035 * near))
        pen.polygon([(x - long, y), (x, y - thick), (x + long, y), (x, y + thick)], fill=255)
    return _inked(page) * is_any(study.labels, _WATER)


def falling(study: Study) -> Floats | None:
    """Slanting lines of rain or flakes of snow (H, W), 0 to 1; None in other weather, or where details are off."""
    weather = study.frame.style.weather
    if not study.details or weather not in ("rain", "snowfall"):
        return None
    page, pen = _page(study)
    rng = np.random.default_rng([study.frame.seed, len(weather)])
    thin = max(1, round(study.pen(2.2)))
    for x, y, near in rng.random((_FALLING, 3)) * (study.width * 1.1, study.height * 1.1, 1.0):
        if weather == "rain":
            long = study.pen(22 + 60 * near**2)
            pen.line([(x, y - long), (x - 0.2 * long, y)], fill=round(110 + 110 * near), width=thin)
        else:
            radius = study.pen(2.4 + 7.5 * near**4)
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=round(150 + 105 * near))
    return _inked(page)


def hatching(study: Study, tone: Tones, pitch: float) -> Floats:
    """Slanted lines (H, W) in the darkest tone of rock and walls; pitch: thousandths of the picture's height."""
    place = (study.x * 0.86 + study.y * 0.5) * np.float32(1000 / pitch)
    wave = np.abs(place - np.rint(place)) * 2
    shade: Mask = (tone == 0) & is_any(study.labels, _HATCHED)
    return np.asarray(np.clip((0.42 - wave) * 4, 0, 1) * shade, np.float32)


def _page(study: Study) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("L", (study.width, study.height))
    return page, ImageDraw.Draw(page)


def _inked(page: Image.Image) -> Floats:
    return np.asarray(page, np.float32) * np.float32(1 / 255)


def _places(study: Study, mask: Mask, name: str, count: int) -> list[tuple[float, float, float, float]]:
    """Up to `count` places on the mask: x, y in samples, how near the ground there is, and a number 0 to 1.

    They are drawn over the whole ground and kept where the mask is, so that painting moves none of them.
    """
    frame = study.frame
    rng = np.random.default_rng([frame.seed, len(name), count])
    depth = rng.random(count) ** 0.8
    across, turn = rng.random(count), rng.random(count)
    y = (frame.horizon + depth * (1 - frame.horizon)) * study.height
    x = across * study.width
    rows = np.minimum(y.astype(np.int64), study.height - 1)
    kept = mask[rows, np.minimum(x.astype(np.int64), study.width - 1)]
    places = np.stack([x, y, depth, turn], -1)[kept]
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in places]
