"""A painter's hand after a picture: soft washes with warm light and dusky shadows, and a thin brown line.

It lies where the picture has its shapes, as `tracing` does with the hand of ink, so that it can be drawn after any
photograph. A network that learns the hand of a real painter starts from it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ..colour import Floats, smoothstep
from .draw import as_pixels
from .study import LUMA
from .tracing import flattened

_DUSK, _GLOW = np.array([0.10, 0.05, 0.075], np.float32), np.array([1.0, 0.98, 0.88], np.float32)
"""What black and white become."""
_SEPIA = np.array([0.17, 0.085, 0.07], np.float32)
_PURITY, _GRAIN = np.float32(1.35), np.float32(0.35)  # of the colours; how much of what is small stays
_NEAR, _FAR = 0.6, 1.4  # the two Gaussians whose difference finds lines, in pixels at a height of 256


def wash(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`picture` (H, W, 3) as washes and lines, of the same size."""
    unit = max(0.5, picture.shape[0] / 256)
    seen = picture.astype(np.float32) * np.float32(1 / 255)
    broad, near = (flattened(seen, each, passes=1) for each in (unit, unit / 2))
    painted = _tinted(broad + (seen - broad) * _GRAIN)
    line = np.maximum(_lines(broad, unit), np.float32(0.5) * _lines(near, unit))[..., None] * np.float32(0.8)
    return as_pixels(painted + (_SEPIA + painted * np.float32(0.12) - painted) * line)


def _tinted(colours: Floats) -> Floats:
    """Purer colours between dusk and glow, with more contrast and a little lighter in the middle."""
    grey = (colours @ LUMA)[..., None]
    pure: Floats = np.asarray(np.clip(grey + _PURITY * (colours - grey), 0, 1) ** 0.85, np.float32)
    contrasted = np.float32(0.6) * pure + np.float32(0.4) * smoothstep(0, 1, pure)
    return np.asarray(_DUSK + contrasted * (_GLOW - _DUSK), np.float32)


def _lines(broad: Floats, unit: float) -> Floats:
    """How much of a line (H, W) is wanted: along the dark side of edges, for brightness and for hues."""
    found = np.zeros(broad.shape[:2], np.float32)
    planes: tuple[Floats, ...] = (np.sqrt(broad @ LUMA), broad[..., 0] - broad[..., 2])
    for plane in planes:
        near, far = (ndimage.gaussian_filter(plane, sigma * unit) for sigma in (_NEAR, _FAR))
        np.maximum(found, far - near, out=found)
    return np.asarray(smoothstep(0.012, 0.04, found))
