"""Photographs and cartoons for CartoonGAN: no pairs, but for photographs that have a cartoon or draft of their name."""

from __future__ import annotations

from collections.abc import Callable
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

Shown = tuple[Picture, Picture, Picture, NDArray[np.float32], Picture]
_PHOTOGRAPHS, _CARTOONS = ("photos", "trainA"), ("cartoons", "cartoons/images", "trainB", "images")
_SMOOTHED, _DRAFTS = ("smoothed", "cartoons/smoothed", "trainB_smooth"), ("drafts",)
_Place = tuple[tuple[int, int], bool]
"""The upper left corner of a square, and whether it is mirrored."""
_KNOWN, _UNKNOWN = np.ones(1, np.float32), np.zeros(1, np.float32)


class CartoonSets:
    """(photograph, cartoon, that cartoon with blurred edges, whether a result is known, that result) out of `folder`.

    Pictures are crop_size square; the fourth is 1 or 0. As many as there are photographs; which cartoon stands beside
    one changes from epoch to epoch, unless `paired` asks for its own, the one of its name, which then is the known
    result. So is, with `paired`, what lies in drafts/ under a photograph's name; drafts are no cartoons, and the
    discriminator is never shown them. Where a cartoon has no smoothed copy of its name, its edges are found and blurred
    at crop_size (section 3.2.1).
    """

    def __init__(self, folder: Path, config: CartoonGanConfig) -> None:
        self._config = config
        self._photographs = pictures_under(folder, _PHOTOGRAPHS, "photographs")
        self._cartoons = pictures_under(folder, _CARTOONS, "cartoons")
        self._smoothed = _by_name(folder, _SMOOTHED)
        self._own = {path.stem: path for path in self._cartoons} if config.paired else {}
        self._drafts = _by_name(folder, _DRAFTS) if config.paired else {}
        known = self._own.keys() | self._drafts
        if config.paired and not any(path.stem in known for path in self._photographs):
            raise InputError(
                f"{folder}: paired is {config.paired}, but no photograph has a cartoon or draft of its name"
            )

    def __len__(self) -> int:
        return len(self._photographs)

    def shown(self, epoch: int, index: int) -> Shown:
        config, chance = self._config, np.random.default_rng([self._config.seed, epoch, index])
        path = self._photographs[index]
        whole = with_short_side(read_rgb(path), config.load_size)
        place = self._placed(whole, chance)
        photograph = self._taken(whole, place)
        own = self._own.get(path.stem)
        partner = own or self._cartoons[int(chance.integers(len(self._cartoons)))]
        cartoon = with_short_side(read_rgb(partner), config.load_size)
        pair = self._with_smoothed(partner, cartoon, place if own else self._placed(cartoon, chance))

        def seen(draft: Path) -> Picture:
            return self._taken(resized(read_rgb(draft), *whole.shape[:2]), place)

        return photograph, *pair, *self._result(path.stem, pair[0], photograph, seen)

    def plain(self, index: int) -> Shown:
        size, path = self._config.crop_size, self._photographs[index]
        photograph = resized(middle_square(read_rgb(path)), size, size)
        partner = self._own.get(path.stem) or self._cartoons[index % len(self._cartoons)]
        cartoon = with_short_side(read_rgb(partner), size)
        corner = (cartoon.shape[0] - size) // 2, (cartoon.shape[1] - size) // 2
        pair = self._with_smoothed(partner, cartoon, (corner, False))

        def seen(draft: Path) -> Picture:
            return resized(middle_square(read_rgb(draft)), size, size)

        return photograph, *pair, *self._result(path.stem, pair[0], photograph, seen)

    def _result(
        self, name: str, cartoon: Picture, photograph: Picture, seen: Callable[[Path], Picture]
    ) -> tuple[NDArray[np.float32], Picture]:
        """Whether a photograph's result is known, and that result; the photograph itself where it isn't."""
        if name in self._own:
            return _KNOWN, cartoon
        draft = self._drafts.get(name)
        return (_UNKNOWN, photograph) if draft is None else (_KNOWN, seen(draft))

    def _placed(self, picture: Picture, chance: np.random.Generator) -> _Place:
        corner = random_corner(picture, self._config.crop_size, chance)
        return corner, self._config.flip and chance.random() < 0.5

    def _taken(self, picture: Picture, place: _Place) -> Picture:
        corner, turned = place
        square = cut(picture, corner, self._config.crop_size)
        return square[:, ::-1] if turned else square

    def _with_smoothed(self, path: Path, cartoon: Picture, place: _Place) -> tuple[Picture, Picture]:
        """The cartoon's square and its smoothed copy's."""
        square = self._taken(cartoon, place)
        copy = self._smoothed.get(path.stem)
        if copy is None:
            corner, turned = place
            smooth = smooth_edges(cut(cartoon, corner, self._config.crop_size))
            return square, smooth[:, ::-1] if turned else smooth
        return square, self._taken(resized(read_rgb(copy), *cartoon.shape[:2]), place)


def _by_name(folder: Path, places: tuple[str, ...]) -> dict[str, Path]:
    """The pictures in the first of `places` in `folder` that has any, by their names without ending."""
    files = next((files for name in places if (files := pictures_in(folder / name))), [])
    return {path.stem: path for path in files}
