"""Pairs of pictures for pix2pix: two halves of one picture, two folders, or label maps in their palette's colours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from lightning_modules.picture_configs import PicturePairsConfig
from lightning_modules.square_pictures import Picture, cut, pictures_in, random_corner, read_rgb, resized
from studio.errors import InputError
from studio.labels import LANDSCAPE

Pair = tuple[Picture, Picture]


class PicturePairSource:
    """(condition, picture) out of `folder`, each crop_size square; see `docs/training.md` for its layouts.

    Both are resized to a square of load_size, cut and mirrored alike (Isola et al. 2017, section 6.2).
    """

    def __init__(self, folder: Path, config: PicturePairsConfig) -> None:
        self._config = config
        self._read, self._files, self._smooth = _layout(folder, config.direction)

    def __len__(self) -> int:
        return len(self._files)

    def shown(self, epoch: int, index: int) -> Pair:
        chance = np.random.default_rng([self._config.seed, epoch, index])
        condition, picture = self._loaded(index, self._config.load_size)
        corner = random_corner(condition, self._config.crop_size, chance)
        condition, picture = (cut(half, corner, self._config.crop_size) for half in (condition, picture))
        if self._config.flip and chance.random() < 0.5:
            return condition[:, ::-1], picture[:, ::-1]
        return condition, picture

    def plain(self, index: int) -> Pair:
        return self._loaded(index, self._config.crop_size)

    def _loaded(self, index: int, size: int) -> Pair:
        condition, picture = self._read(self._files[index])
        return resized(condition, size, size, smooth=self._smooth), resized(picture, size, size)


def _layout(folder: Path, direction: str) -> tuple[Callable[[Path], Pair], list[Path], bool]:
    """How a pair is read, the files that stand for pairs, and whether conditions may be resized smoothly."""
    if (folder / "labels").is_dir() and (folder / "images").is_dir():
        files = pictures_in(folder / "labels")
        partner = _partners(files, folder / "images")
        if direction == "BtoA":
            raise InputError(f"{folder} holds label maps, which are drawn from: direction must be AtoB")
        return lambda path: (_colours(path), read_rgb(partner[path])), _some(files, folder), False
    read: Callable[[Path], Pair]
    if (folder / "A").is_dir() and (folder / "B").is_dir():
        files = pictures_in(folder / "A")
        partner = _partners(files, folder / "B")

        def read(path: Path) -> Pair:
            return read_rgb(path), read_rgb(partner[path])
    else:
        files = pictures_in(folder / "train") or pictures_in(folder)
        read = _halves
    if direction == "BtoA":
        return lambda path: read(path)[::-1], _some(files, folder), True
    return read, _some(files, folder), True


def _some(files: list[Path], folder: Path) -> list[Path]:
    if not files:
        raise InputError(
            f"{folder} holds no pairs: wanted are labels/ and images/, A/ and B/, or pictures of two halves (train/)"
        )
    return files


def _partners(files: list[Path], others: Path) -> dict[Path, Path]:
    """For each file the one of the same stem in `others`."""
    by_stem = {path.stem: path for path in pictures_in(others)}
    for path in files:
        if path.stem not in by_stem:
            raise InputError(f"{others} holds no partner of {path.name}")
    return {path: by_stem[path.stem] for path in files}


def _halves(path: Path) -> Pair:
    whole = read_rgb(path)
    middle = whole.shape[1] // 2
    if not middle:
        raise InputError(f"{path} is too narrow to hold two pictures side by side")
    return whole[:, :middle], whole[:, middle : 2 * middle]


def _colours(path: Path) -> Picture:
    """An indexed label map as its palette shows it; any other picture as it is."""
    with Image.open(path) as image:
        if image.mode not in ("P", "L"):
            return read_rgb(path)
        labels = np.array(image)
    if labels.max(initial=0) >= len(LANDSCAPE):
        raise InputError(f"{path}: label {int(labels.max())} is outside the vocabulary")
    colours: Picture = LANDSCAPE.palette()[labels]
    return colours
