"""Labels, their picture, and a picture of another scene in the same look: what the studio's own TSIT learns from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lightning_modules.augmentation import SIDED, at_load_size, central_crop, lit_by, mirrored, random_crop
from lightning_modules.config_styled import StyledConfig
from lightning_modules.looks_folder import LooksFolder
from studio_data.world.style import STYLE_NAMES
from studio_torch.maps import fill_void

Picture = NDArray[np.uint8]
Shown = tuple[NDArray[np.int16], Picture, NDArray[np.float32], Picture]
"""Labels (H, W), picture (H, W, 3), style vector, and a picture of that look (H, W, 3)."""


class StyledPairs:
    """Everything crop_size square; pictures larger than load_size are kept in memory at that size once read."""

    style_names = STYLE_NAMES

    def __init__(self, folder: Path, config: StyledConfig) -> None:
        self._looks = LooksFolder(folder)
        self._config = config
        self._sided = [STYLE_NAMES.index(name) for name in SIDED]
        self._kept: dict[int, tuple[Picture, Picture]] = {}

    def __len__(self) -> int:
        return len(self._looks)

    def shown(self, epoch: int, index: int) -> Shown:
        chance = np.random.default_rng([self._config.seed, epoch, index])
        others = self._looks.others(index)
        like = others[int(chance.integers(len(others)))]
        size = self._config.crop_size
        labels, picture = random_crop(*self._pair(index), size, chance)
        look = random_crop(*self._pair(like), size, chance)[1]
        style = self._looks.records[index].style
        if self._config.flip and chance.random() < 0.5:
            labels, picture, style = mirrored(labels, picture, style, self._sided)
            look = look[:, ::-1]
        return labels.astype(np.int16), picture, lit_by(labels, style, STYLE_NAMES), look

    def plain(self, index: int) -> Shown:
        size = self._config.crop_size
        labels, picture = central_crop(*self._pair(index), size)
        look = central_crop(*self._pair(self._looks.others(index)[0]), size)[1]
        style = lit_by(labels, self._looks.records[index].style, STYLE_NAMES)
        return labels.astype(np.int16), picture, style, look

    def _pair(self, index: int) -> tuple[Picture, Picture]:
        if index not in self._kept:
            pair = fill_void(self._looks.labels(index)), self._looks.picture(index)
            if min(pair[0].shape) > self._config.load_size:
                pair = at_load_size(*pair, self._config.load_size)
            if self._config.workers:  # each would keep pairs of its own
                return pair
            self._kept[index] = pair
        return self._kept[index]
