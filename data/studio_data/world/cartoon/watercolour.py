"""The watercolour hand: wet washes that bleed and dry with dark rims on grained white paper, under a light pencil."""

from __future__ import annotations

import numpy as np

from .. import noise
from ..colour import Floats, mix, smoothstep
from ..fields import blurred, enlarged, shrunk
from .lines import folds, outlines
from .skies import clouds, disc
from .strokes import falling
from .study import LUMA, Study
from .tones import palette_of, tones

_PAPER = np.array([0.985, 0.972, 0.945], np.float32)
_PENCIL = np.array([0.27, 0.24, 0.25], np.float32)
_MARGIN = 0.022  # of white paper round the picture, in picture heights


def draw(study: Study) -> tuple[Floats, Floats]:
    """The picture (H, W, 3) on the screen, and its pencil lines (H, W), both 0 to 1."""
    tone = tones(study, 1.7, 3)
    picture = _pure(palette_of(study, tone))[study.regions, tone]
    white = _sky(study, picture)
    line = outlines(study, 3.6)
    rims = np.minimum(2 * blurred(line, study.pen(2.6), 2.0), 1)
    fall = falling(study)
    if fall is not None:
        white = np.maximum(white, np.float32(0.85) * fall)
    grain, flow = _paper(study)
    pigment = -np.log(np.clip(picture / _PAPER, 0.02, 1))
    bled = np.stack([blurred(pigment[..., k], study.pen(11), 2.0) for k in range(3)], -1)
    pigment = 0.45 * pigment + 0.55 * bled
    thick = smoothstep(0.1, 0.7, pigment.mean(-1))
    drifting = np.where(study.open_sky, np.float32(0.10), np.float32(0.22))
    density = np.float32(0.74) + drifting * flow + np.float32(0.12) * grain * thick
    density = density + 0.50 * _dried(study, picture)
    density = density * (1 - 0.88 * np.maximum(white, _bare(study, rims, grain)))
    picture = _PAPER * np.exp(-pigment * density[..., None])
    line = np.maximum(line, 0.6 * folds(study, tone, 2.6))
    line = line * smoothstep(-0.75, 0.1, flow + 0.5 * grain) * np.float32(0.62)
    picture = mix(picture, _PENCIL * (0.5 + 0.5 * picture), line)
    inside = _margin(study, flow)
    picture = mix(np.broadcast_to(_PAPER, picture.shape), picture, inside)
    return picture * (1 + np.float32(0.018) * grain)[..., None], line * inside


def _pure(colours: Floats) -> Floats:
    """Purer than the world as painted: pigments, before paper dilutes them."""
    grey = (colours @ LUMA)[..., None]
    return np.asarray(np.clip(grey + (colours - grey) * np.float32(1.3), 0, 1))


def _sky(study: Study, picture: Floats) -> Floats:
    """Lays a graded wash into `picture`, in place; returns where the paper stays white (H, W): clouds and disc."""
    open_sky = study.open_sky
    white = np.zeros(open_sky.shape, np.float32)
    if not open_sky.any():
        return white
    wash = np.stack([study.fine(study.sky[..., k]) for k in range(3)], -1)
    shining = disc(study)
    if shining is not None:
        glow = np.exp(-np.maximum(shining.distance - 1, 0) * 0.9)
        wash = mix(wash, shining.colour, glow * np.float32(0.45))
        wash = mix(wash, shining.colour, shining.cover)
        if study.frame.style.is_night:
            white = np.maximum(white, 0.9 * shining.cover)
    puffs = clouds(study, 13.0)
    if puffs is not None:
        soft = blurred(puffs.cover, study.pen(5))
        shade = blurred(puffs.shade, study.pen(12))
        wash = mix(wash, 0.5 * puffs.dark + 0.5 * puffs.light, soft)
        night = study.frame.style.is_night
        white = np.maximum(white, np.minimum(soft, puffs.cover + 0.2) * (1 - 0.75 * shade) * (0.35 if night else 0.9))
    picture[open_sky] = _pure(wash[open_sky])
    return np.asarray(white * open_sky, np.float32)


def _dried(study: Study, picture: Floats) -> Floats:
    """Where pigment gathered at the rim of a wash (H, W): on the darker side of a border, 0 to 1."""
    light = picture @ LUMA
    around = blurred(light, study.pen(7), 2.0)
    return np.asarray(np.clip((around - light) * 5, -0.25, 1), np.float32)


def _bare(study: Study, rims: Floats, grain: Floats) -> Floats:
    """Chinks of dry paper (H, W) along some of the borders."""
    drift = study.frame.offsets("dry")
    bare = np.zeros_like(rims)
    rows, columns = np.nonzero(rims)
    place = noise.value(study.x[0, columns] * 7 + drift[0], study.y[rows, 0] * 7 + drift[1])
    bare[rows, columns] = rims[rows, columns] * smoothstep(0.25, 0.6, place + 0.2 * grain[rows, columns])
    return bare


def _paper(study: Study) -> tuple[Floats, Floats]:
    """The paper's tooth and the slow drift of water on it, both (H, W), about -1 to 1."""
    x, y = study.x + 0 * study.y, study.y + 0 * study.x
    drift = study.frame.offsets("paper")
    tooth = 0.85 * noise.value(x * 96 + drift[0], y * 96 + drift[1])
    step = max(1, study.height // 96)
    x, y = shrunk(x, step), shrunk(y, step)
    flow = noise.fbm(x * 2.6 + drift[3], y * 3.4 + drift[4], 3, 0.55)
    return tooth, enlarged(flow, step, study.labels.shape)


def _margin(study: Study, flow: Floats) -> Floats:
    """1 inside the painted area, 0 on the paper round it, with a brush's edge between."""
    width = study.width / study.height
    edge = np.minimum(np.minimum(study.x, width - study.x), np.minimum(study.y, 1 - study.y))
    inside = np.ones(study.labels.shape, np.float32)
    rows, columns = np.nonzero(edge < 3 * _MARGIN)
    drift = study.frame.offsets("margin")
    wander = noise.fbm(study.x[0, columns] * 4 + drift[0], study.y[rows, 0] * 4 + drift[1], 4, 0.5)
    ragged = np.float32(0.008) * wander + np.float32(0.004) * flow[rows, columns]
    inside[rows, columns] = smoothstep(_MARGIN - 0.004, _MARGIN + 0.004, edge[rows, columns] + ragged)
    return inside
