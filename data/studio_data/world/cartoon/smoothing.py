"""Edge-smoothed copies of cartoons, which teach CartoonGAN's discriminator that a cartoon has clear edges.

Chen, Lai, Liu: "CartoonGAN", CVPR 2018, section 3.2.1: edges are found, widened, and blurred. Here they are known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

_EDGE = 40  # of 255, from which a pixel counts as one of an edge
_WIDER = 2 / 256  # of the picture's height, to each side
_BLUR = 1.6 / 256


def edge_smoothed(picture: NDArray[np.uint8], ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`picture` (H, W, 3), blurred within the widened edges of `ink` (H, W) and untouched elsewhere."""
    wider = max(1, round(len(picture) * _WIDER))
    near = ndimage.maximum_filter(ink > _EDGE, 2 * wider + 1)
    sigma = max(0.8, len(picture) * _BLUR)
    smooth = ndimage.gaussian_filter(picture.astype(np.float32), (sigma, sigma, 0), mode="nearest")
    return np.asarray(np.where(near[..., None], (smooth + 0.5).astype(np.uint8), picture))
