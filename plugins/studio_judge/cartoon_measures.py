"""What makes a picture a cartoon, in figures: clear edges, flat areas, and the content still there.

CartoonGAN (Chen et al. 2018) asks for just these three and measures none; what stands here is therefore ours, and is
told beside the same figures of the photograph itself, of a plain filter and, in our world, of true cartoons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import Picture
from studio_data.prepare.edges import canny, grey

Floats = NDArray[np.float64]

_FINE, _COARSE = 0.7, 2.5
"""Widths (pixels) of the Gaussians an edge is seen through: a step looks alike through both, a soft rise doesn't."""
_EDGE = (24, 48)
_NEAR_EDGE, _WINDOW, _FLAT = 3, 5, 2.0
_CONTENT_SIDE, _STABLE = 64, (0.03 * 255) ** 2


@dataclass(frozen=True)
class CartoonFigures:
    """clearness: how much of a step an edge is, 0 (soft) to 1; noise is all steps, so read it beside flatness.
    flatness: the share of the picture away from edges without gradation (5×5 pixels within 2 grey levels), 0 to 1.
    content: how the structure of the original, at 64 pixels a side, is still there (the structure term of SSIM, Wang et
    al. 2004), up to 1.
    """

    clearness: float
    flatness: float
    content: float


def cartoon_figures(picture: Picture, original: Picture) -> CartoonFigures:
    """Of a picture uint8 (H, W, 3) that was made from `original`, of the same size."""
    luma = grey(picture).astype(np.float64)
    edges = canny(np.rint(ndimage.gaussian_filter(luma, 1.5)).astype(np.uint8), *_EDGE)
    return CartoonFigures(_clearness(luma, edges), _flatness(luma, edges), _content(luma, grey(original)))


def _clearness(luma: Floats, edges: NDArray[np.bool_]) -> float:
    if not edges.any():
        return 0.0
    fine = _FINE * ndimage.gaussian_gradient_magnitude(luma, _FINE)
    coarse = _COARSE * ndimage.gaussian_gradient_magnitude(luma, _COARSE)
    near = ndimage.maximum_filter(fine, 3)
    return float(np.minimum(near[edges] / np.maximum(coarse[edges], 1e-6), 1).mean())


def _flatness(luma: Floats, edges: NDArray[np.bool_]) -> float:
    away = ~ndimage.binary_dilation(edges, iterations=_NEAR_EDGE) if edges.any() else ~edges
    mean = ndimage.uniform_filter(luma, _WINDOW)
    spread = np.sqrt(np.maximum(ndimage.uniform_filter(luma**2, _WINDOW) - mean**2, 0))
    return float((spread < _FLAT)[away].mean()) if away.any() else 0.0


def _content(luma: Floats, original: NDArray[np.uint8]) -> float:
    one, two = _small(luma), _small(original.astype(np.float64))
    around = ndimage.gaussian_filter
    means = around(one, 1.5), around(two, 1.5)
    spreads = around(one**2, 1.5) - means[0] ** 2, around(two**2, 1.5) - means[1] ** 2
    together = around(one * two, 1.5) - means[0] * means[1]
    return float(((2 * together + _STABLE) / (spreads[0] + spreads[1] + _STABLE)).mean())


def _small(luma: Floats) -> Floats:
    step = max(1, min(luma.shape) // _CONTENT_SIDE)
    height, width = (side // step for side in luma.shape)
    cut = luma[: height * step, : width * step]
    return np.asarray(cut.reshape(height, step, width, step).mean((1, 3)))
