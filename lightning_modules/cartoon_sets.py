"""Photographs and cartoons for CartoonGAN: no pairs, but for photographs that have a cartoon of their name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
from studio.errors import InputError
from studio_data.prepare.edges import smooth_edges

Shown = tuple[Picture, Picture, Picture, NDArray[np.float32]]
_PHOTOGRAPHS, _CARTOONS = ("photos", "trainA"), ("cartoons", "cartoons/images", "trainB", "images")
_SMOOTHED = ("smoothed", "cartoons/smoothed", "trainB_smooth")
_OWN, _ANOTHERS = np.ones(1, np.float32), np.zeros(1, np.float32)


class CartoonSets:
    """(photograph, cartoon, that cartoon with blurred edges, whether it is the photograph's own) out of `folder`.

    Pictures are crop_size square; the last is 1 or 0. As many as there are photographs; which cartoon stands beside one
    changes from epoch to epoch, unless `paired` asks for its own, the one of its name. Where a cartoon has no smoothed
    copy of its name, its edges are found and blurred at crop_size (section 3.2.1).
    """

    def __init__(self, folder: Path, config: CartoonGanConfig) -> None:
        self._config = config
        self._photographs = pictures_under(folder, _PHOTOGRAPHS, "photographs")
        self._cartoons = pictures_under(folder, _CARTOONS, "cartoons")
        copies = next((files for name in _SMOOTHED if (files := pictures_in(folder / name))), [])
        self._smoothed = {path.stem: path for path in copies}
        self._own = {path.stem: path for path in self._cartoons} if config.paired else {}
        if config.paired and not any(path.stem in self._own for path in self._photographs):
            raise InputError(f"{folder}: paired is {config.paired}, but no photograph has a cartoon of its name")

    def __len__(self) -> int:
        return len(self._photographs)

    def shown(self, epoch: int, index: int) -> Shown:
        config, chance = self._config, np.random.default_rng([self._config.seed, epoch, index])
        photograph = with_short_side(read_rgb(self._photographs[index]), config.load_size)
        corner = random_corner(photograph, config.crop_size, chance)
        photograph = cut(photograph, corner, config.crop_size)
        turned = config.flip and chance.random() < 0.5
        if turned:
            photograph = photograph[:, ::-1]
        own = self._own.get(self._photographs[index].stem)
        path = own or self._cartoons[int(chance.integers(len(self._cartoons)))]
        cartoon = with_short_side(read_rgb(path), config.load_size)
        if not own:
            corner = random_corner(cartoon, config.crop_size, chance)
            turned = config.flip and chance.random() < 0.5
        pair = self._with_smoothed(path, cartoon, corner)
        if turned:
            pair = pair[0][:, ::-1], pair[1][:, ::-1]
        return photograph, *pair, _OWN if own else _ANOTHERS

    def plain(self, index: int) -> Shown:
        size = self._config.crop_size
        photograph = resized(middle_square(read_rgb(self._photographs[index])), size, size)
        own = self._own.get(self._photographs[index].stem)
        path = own or self._cartoons[index % len(self._cartoons)]
        cartoon = with_short_side(read_rgb(path), size)
        corner = (cartoon.shape[0] - size) // 2, (cartoon.shape[1] - size) // 2
        return photograph, *self._with_smoothed(path, cartoon, corner), _OWN if own else _ANOTHERS

    def _with_smoothed(self, path: Path, cartoon: Picture, corner: tuple[int, int]) -> tuple[Picture, Picture]:
        """The cartoon's square and its smoothed copy's."""
        size = self._config.crop_size
        square = cut(cartoon, corner, size)
        copy = self._smoothed.get(path.stem)
        if copy is None:
            return square, smooth_edges(square)
        return square, cut(resized(read_rgb(copy), *cartoon.shape[:2]), corner, size)
