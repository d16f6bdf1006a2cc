"""Pictures, and others whose look they should take: two folders that are no pairs, for TSIT's style transfer."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lightning_modules.config_tsit import TsitConfig
from lightning_modules.square_pictures import (
    Picture,
    cut,
    middle_square,
    pictures_under,
    random_corner,
    read_rgb,
    resized,
    with_short_side,
)

_CONTENTS, _STYLES = ("content", "trainA"), ("style", "trainB")


class TransferSets:
    """(content, style) out of `folder`, each crop_size square.

    As many as there are contents; which style stands beside one changes from epoch to epoch.
    """

    def __init__(self, folder: Path, config: TsitConfig) -> None:
        self._config = config
        self._contents = pictures_under(folder, _CONTENTS, "contents")
        self._styles = pictures_under(folder, _STYLES, "styles")

    def __len__(self) -> int:
        return len(self._contents)

    def shown(self, epoch: int, index: int) -> tuple[Picture, Picture]:
        chance = np.random.default_rng([self._config.seed, epoch, index])
        style = self._styles[int(chance.integers(len(self._styles)))]
        return self._cut(self._contents[index], chance), self._cut(style, chance)

    def plain(self, index: int) -> tuple[Picture, Picture]:
        paths = self._contents[index], self._styles[index % len(self._styles)]
        size = self._config.crop_size
        content, style = (resized(middle_square(read_rgb(path)), size, size) for path in paths)
        return content, style

    def _cut(self, path: Path, chance: np.random.Generator) -> Picture:
        """A square somewhere in the picture, mirrored by chance."""
        picture = with_short_side(read_rgb(path), self._config.load_size)
        picture = cut(picture, random_corner(picture, self._config.crop_size, chance), self._config.crop_size)
        return picture[:, ::-1] if self._config.flip and chance.random() < 0.5 else picture
