"""From light to film: exposure by the hour, bloom, white balance, a filmic curve, a little vignette and grain."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .colour import LUMA, Floats, floats
from .fields import blurred
from .frame import Frame
from .style import Style

# Mean brightness that the exposure aims at, by the sun's elevation, at night, and times what by the weather.
_ELEVATIONS, _KEYS = (-0.11, -0.02, 0.05, 0.2, 0.45), (0.085, 0.12, 0.16, 0.195, 0.215)
_NIGHT_KEY = 0.09
_WEATHER_KEYS = {"overcast": 0.92, "rain": 0.78, "fog": 1.3, "snowfall": 1.2}
_MOON_TINT = floats(0.62, 0.92, 1.55)
_BLOOM = 0.10
_GRAIN = 0.004


def developed(frame: Frame, light: Floats) -> NDArray[np.uint8]:
    """The picture uint8 (h, w, 3) of linear light float32 (h, w, 3) at the source's resolution."""
    style = frame.style
    brightness = np.exp(np.mean(np.log(np.clip(light @ LUMA, 0.004, 4))))
    light = light * np.float32(style.exposure * _key(style) / brightness)
    light = _bloom(light)
    light = light * np.array([1 + 0.035 * style.warmth, 1, 1 - 0.045 * style.warmth], np.float32)
    grey = (light @ LUMA)[..., None]
    light = np.maximum(grey + (light - grey) * np.float32(style.saturation * (1.35 if frame.cartoon else 1)), 0)
    if style.is_night:
        light = _moonlit(light)
    picture = _filmic(light) * _vignette(*light.shape[:2])[..., None]
    if frame.details and not frame.cartoon:
        picture = picture + np.random.default_rng(frame.seed).normal(0, _GRAIN, light.shape[:2])[..., None]
    return np.asarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))


def _moonlit(light: Floats) -> Floats:
    """What eyes make of moonlight: dark colours lose themselves in blue, lamps keep theirs (the Purkinje effect)."""
    grey = (light @ LUMA)[..., None]
    dim = 0.5 * np.clip(1 - grey / 0.35, 0, 1)
    return np.asarray(light + (grey * _MOON_TINT - light) * dim)


def _key(style: Style) -> float:
    key = _NIGHT_KEY if style.is_night else float(np.interp(style.elevation, _ELEVATIONS, _KEYS))
    return key * _WEATHER_KEYS.get(style.weather, 1.0)


def _bloom(light: Floats) -> Floats:
    bright = np.minimum(light, 6) * (light > 0.9)
    if not bright.any():
        return light
    sigma = len(light) * 0.02
    return light + np.float32(_BLOOM) * np.stack([blurred(bright[..., k], sigma, 2.0) for k in range(3)], -1)


def _filmic(light: Floats) -> Floats:
    """Narkowicz's fit of the ACES curve, then the screen's gamma."""
    x = light * np.float32(0.78)
    curve = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)
    return np.asarray(np.clip(curve, 0, 1) ** np.float32(1 / 2.2))


def _vignette(height: int, width: int) -> Floats:
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None]
    return np.asarray(1 - np.float32(0.05) * (x * x + y * y) ** np.float32(1.2))
