"""Skies of shapes: cloud outlines of round puffs, and the disc of sun or moon."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from studio.labels import LANDSCAPE

from .. import noise
from ..colour import Floats, Mask, smoothstep
from ..fields import blurred
from .study import LUMA, Study

_CLOUD, _SUN = LANDSCAPE.ids("cloud", "sun")


class Clouds(NamedTuple):
    """Painted clouds: what they cover (H, W), what of that lies in their own shade, and their two colours (3,)."""

    cover: Floats
    shade: Floats
    light: Floats
    dark: Floats


def clouds(study: Study, puff: float) -> Clouds | None:
    """The clouds of the picture as unions of balls of which `puff` fit a picture height; None without any."""
    mask = study.labels == _CLOUD
    if not mask.any():
        return None
    frame = study.frame
    body = blurred(mask.astype(np.float32), 1000 * study.pen(0.36 / puff))
    drift = frame.offsets("puffs")
    near = (body > 0.03) & study.open_sky
    rows, columns = np.nonzero(near)
    y, x = study.y[rows, 0], study.x[0, columns]
    ball = noise.cells(x * puff + drift[0], y * puff * 1.3 + drift[1])
    small = noise.cells(x * puff * 2.3 + drift[2], y * puff * 2.8 + drift[3])
    inside = body[near]
    height = np.float32(1.3) * inside - np.float32(0.14) - ball.near
    height = np.maximum(height, np.float32(1.15) * inside - np.float32(0.28) - np.float32(0.6) * small.near)
    core = blurred(mask.astype(np.float32), study.pen(7))[near]
    height = np.maximum(height, (core - np.float32(0.7)) * np.float32(0.6))
    sharp = 0.02 + 0.6 / study.height * study.scale
    cover = np.zeros(mask.shape, np.float32)
    cover[near] = smoothstep(-sharp, sharp, height)
    right, up, _ = frame.light.direction
    slope = np.gradient(blurred(mask.astype(np.float32), study.pen(30)))
    turned = (slope[0] * max(up, 0.5) - slope[1] * right * 0.6)[near] * np.float32(study.pen(30))
    lit = turned * 2.6 + (ball.dx * right - ball.dy) * (np.float32(0.75) - np.float32(0.62) * inside) + np.float32(0.16)
    shade = np.zeros(mask.shape, np.float32)
    shade[near] = smoothstep(sharp * 2, -sharp * 2, lit)
    light, dark = _cloud_colours(study)
    return Clouds(cover, shade * (cover > 0), light, dark)


def _cloud_colours(study: Study) -> tuple[Floats, Floats]:
    colours = study.photo[study.coarse_labels == _CLOUD]
    if not len(colours):
        colours = study.photo.reshape(-1, 3)
    order = np.argsort(colours @ LUMA, kind="stable")
    tenth = max(1, len(order) // 6)
    light, dark = colours[order[-tenth:]].mean(0), colours[order[: 3 * tenth]].mean(0)
    light = light + (1 - light) * np.float32(0.05 if study.frame.style.is_night else 0.35)
    return light, np.asarray(0.45 * dark + 0.55 * light)


class Disc(NamedTuple):
    """The sun or moon: its cover (H, W), the distance from it (H, W) in its radii, its colour (3,)."""

    cover: Floats
    distance: Floats
    colour: Floats


def disc(study: Study) -> Disc | None:
    """The disc in the open sky; None where it isn't in the picture or lies behind clouds."""
    frame = study.frame
    painted = (study.labels == _SUN).any()
    if not (painted or frame.sun.front) or (frame.style.overcast > 0.5 and not painted):
        return None
    radius = max(frame.sun.radius * 1.15, 0.022)
    distance = np.hypot(study.x - np.float32(frame.sun.x), study.y - np.float32(frame.sun.y)) / np.float32(radius)
    soft = 0.5 * study.scale / study.height / radius
    cover = smoothstep(1 + soft, 1 - soft, distance) * study.open_sky
    low = float(np.clip((0.25 - frame.sun.elevation) / 0.22, 0, 1))
    day = np.array([1.0, 0.97 - 0.22 * low, 0.80 - 0.40 * low], np.float32)
    colour = np.array([0.93, 0.95, 0.90], np.float32) if frame.style.is_night else day
    return Disc(cover, distance, colour)


def stars(study: Study) -> Mask:
    """Places of a few large stars (H, W), fewer near the horizon."""
    frame = study.frame
    drift = frame.offsets("stars")
    spots = noise.cells(study.x * 22 + drift[0] + 0 * study.y, study.y * 22 + drift[1] + 0 * study.x)
    size = np.float32(0.03) + np.float32(0.05) * (spots.key > 0.93)
    here = (spots.near < size) & (spots.key > 0.45) & (study.y < frame.horizon - 0.06)
    return np.asarray(here & study.open_sky)
