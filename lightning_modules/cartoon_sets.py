"""Photographs and cartoons, which are no pairs, for CartoonGAN."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lightning_modules.picture_configs import CartoonGanConfig
from lightning_modules.square_pictures import (
    Picture,
    cut,
    middle_square,
    pictures_in,
    pictures_under,
    random_corner,
    read_rgb,
    resized,
    with_short_side,
)
from studio_data.prepare.edges import smooth_edges

Triple = tuple[Picture, Picture, Picture]
_PHOTOGRAPHS, _CARTOONS = ("photos", "trainA"), ("cartoons", "cartoons/images", "trainB")
_SMOOTHED = ("smoothed", "cartoons/smoothed", "trainB_smooth")


class CartoonSets:
    """(photograph, cartoon, that cartoon with blurred edges) out of `folder`, each crop_size square.

    As many as there are photographs; which cartoon stands beside one changes from epoch to epoch. Where a cartoon has
    no smoothed copy of its name, its edges are found and blurred at crop_size (section 3.2.1).
    """

    def __init__(self, folder: Path, config: CartoonGanConfig) -> None:
        self._config = config
        self._photographs = pictures_under(folder, _PHOTOGRAPHS, "photographs")
        self._cartoons = pictures_under(folder, _CARTOONS, "cartoons")
        copies = next((files for name in _SMOOTHED if (files := pictures_in(folder / name))), [])
        self._smoothed = {path.stem: path for path in copies}

    def __len__(self) -> int:
        return len(self._photographs)

    def shown(self, epoch: int, index: int) -> Triple:
        config, chance = self._config, np.random.default_rng([self._config.seed, epoch, index])
        photograph = with_short_side(read_rgb(self._photographs[index]), config.load_size)
        photograph = cut(photograph, random_corner(photograph, config.crop_size, chance), config.crop_size)
        if config.flip and chance.random() < 0.5:
            photograph = photograph[:, ::-1]
        path = self._cartoons[int(chance.integers(len(self._cartoons)))]
        cartoon = with_short_side(read_rgb(path), config.load_size)
        corner = random_corner(cartoon, config.crop_size, chance)
        pair = self._with_smoothed(path, cartoon, corner)
        if config.flip and chance.random() < 0.5:
            return photograph, pair[0][:, ::-1], pair[1][:, ::-1]
        return photograph, *pair

    def plain(self, index: int) -> Triple:
        size = self._config.crop_size
        photograph = resized(middle_square(read_rgb(self._photographs[index])), size, size)
        path = self._cartoons[index % len(self._cartoons)]
        cartoon = with_short_side(read_rgb(path), size)
        corner = (cartoon.shape[0] - size) // 2, (cartoon.shape[1] - size) // 2
        return photograph, *self._with_smoothed(path, cartoon, corner)

    def _with_smoothed(self, path: Path, cartoon: Picture, corner: tuple[int, int]) -> tuple[Picture, Picture]:
        """The cartoon's square and its smoothed copy's."""
        size = self._config.crop_size
        square = cut(cartoon, corner, size)
        copy = self._smoothed.get(path.stem)
        if copy is None:
            return square, smooth_edges(square)
        return square, cut(resized(read_rgb(copy), *cartoon.shape[:2]), corner, size)
