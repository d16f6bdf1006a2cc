"""The hand of ink: two or three flat tones a material, a smooth sky, and a confident dark line round everything."""

from __future__ import annotations

import numpy as np

from ..colour import Floats, mix, smoothstep
from .lines import folds, outlines
from .skies import clouds, disc, stars
from .strokes import falling, hatching, ripples, tufts
from .study import LUMA, Study
from .tones import palette_of, tones

_FLAKE = np.array([0.70, 0.72, 0.75], np.float32)
_PEN = np.array([0.07, 0.055, 0.11], np.float32)


def draw(study: Study) -> tuple[Floats, Floats]:
    """The picture (H, W, 3) on the screen, and its ink (H, W), both 0 to 1."""
    tone = tones(study, 1.0, 3)
    colours = _enlivened(study, palette_of(study, tone))
    picture = colours[study.regions, tone]
    sky_cover, edges = _sky(study, picture)
    del sky_cover
    water = ripples(study)
    picture += water[..., None] * ((1.25 * picture + 0.10) - picture) * np.float32(0.8)
    line = outlines(study, 8.0)
    fold = folds(study, tone, 5.0) * np.float32(0.85)
    hatch = hatching(study, tone, 17.0) * np.float32(0.40)
    blades = tufts(study) * np.float32(0.75)
    ink = np.maximum.reduce([line, fold, hatch, blades, edges * np.float32(0.6)])
    dark = _PEN + picture * np.float32(0.10)
    picture = mix(picture, dark, ink)
    fall = falling(study)
    return (picture if fall is None else mix(picture, 0.25 * picture + _FLAKE, fall)), ink


def _enlivened(study: Study, colours: Floats) -> Floats:
    """Purer and clearer than the world as painted, the dark tones cool, the light ones warm."""
    grey = (colours @ LUMA)[..., None]
    night = study.frame.style.is_night
    colours = grey + (colours - grey) * np.float32(1.18)
    warm = np.array([0.02, 0.012, -0.012], np.float32)
    steps = np.array([-1.0, 0.0, 1.0, 1.0, 1.0, 1.0], np.float32)[:, None]
    lift = np.array([-0.03, 0.02, 0.06, 0.06, 0.06, 0.06], np.float32)[:, None]
    return np.asarray(np.clip(colours * (1.0 if night else 1.06) + steps * warm + lift, 0, 1))


def _sky(study: Study, picture: Floats) -> tuple[Floats, Floats]:
    """Lays the sky into `picture`, in place; returns what it covers and the thin lines round its clouds."""
    open_sky = study.open_sky
    if not open_sky.any():
        return open_sky.astype(np.float32), np.zeros(open_sky.shape, np.float32)
    wash = np.stack([study.fine(study.sky[..., k]) for k in range(3)], -1)
    shining = disc(study)
    if shining is not None:
        rings = 0.5 * smoothstep(2.3, 2.2, shining.distance) + 0.5 * smoothstep(3.9, 3.8, shining.distance)
        wash = mix(wash, shining.colour, rings * np.float32(0.16 if study.frame.style.is_night else 0.24))
        wash = mix(wash, shining.colour, shining.cover)
    if study.frame.style.is_night and study.details:
        wash[stars(study)] = 0.92
    edges = np.zeros(open_sky.shape, np.float32)
    puffs = clouds(study, 15.0)
    if puffs is not None:
        body = puffs.light + puffs.shade[..., None] * (puffs.dark - puffs.light)
        wash = mix(wash, body, puffs.cover)
        edges = 4 * puffs.cover * (1 - puffs.cover) * open_sky
    picture[open_sky] = wash[open_sky]
    return open_sky.astype(np.float32), edges
