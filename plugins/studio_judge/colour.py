"""CIELAB, in which equal distances look about equally large, and back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import Picture

Floats = NDArray[np.float64]

_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = _TO_XYZ.sum(1)
_KNEE = 6 / 29


def lab_of(picture: Picture) -> Floats:
    """Picture uint8 (H, W, 3) sRGB → (H, W, 3): lightness 0 to 100, green to red, blue to yellow."""
    coded = picture / 255.0
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    shares = linear @ _TO_XYZ.T / _WHITE
    bent = np.where(shares > _KNEE**3, np.cbrt(shares), shares / (3 * _KNEE**2) + 4 / 29)
    x, y, z = np.moveaxis(bent, -1, 0)
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), -1)


def picture_of(lab: Floats) -> Picture:
    """The inverse of `lab_of`; colours that no screen has are cut off."""
    y = (lab[..., 0] + 16) / 116
    bent = np.stack((y + lab[..., 1] / 500, y, y - lab[..., 2] / 200), -1)
    shares = np.where(bent > _KNEE, bent**3, 3 * _KNEE**2 * (bent - 4 / 29))
    linear = np.clip((shares * _WHITE) @ np.linalg.inv(_TO_XYZ).T, 0, 1)
    coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(coded * 255).astype(np.uint8))


def recoloured(picture: Picture, style: Picture) -> Picture:
    """`picture` with the style picture's mean and spread of each Lab channel (Reinhard et al. 2001)."""
    lab, wanted = lab_of(picture), lab_of(style)
    spread = wanted.std((0, 1)) / np.maximum(lab.std((0, 1)), 1e-6)
    return picture_of((lab - lab.mean((0, 1))) * spread + wanted.mean((0, 1)))
