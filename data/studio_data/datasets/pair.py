"""A pair: a label map and the picture that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.labels import LabelMap, Picture


@dataclass(frozen=True)
class Pair:
    """Label map uint8 (H, W), picture uint8 (H, W, 3), and the style's vector, float32 (names,) or empty."""

    labels: LabelMap
    picture: Picture
    style: NDArray[np.float32]
