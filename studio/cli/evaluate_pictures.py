"""Pictures that `studio evaluate` gives to generators, or compares theirs with: a folder's, or the world's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.cli.evaluate_scenes import HELD_OUT_SEED, OTHER_SEED, WORLD
from studio.errors import InputError
from studio.labels import Picture

_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True)
class Photograph:
    """A picture, and the cartoons that true hands drew of it (by hand), where it is the world's."""

    picture: Picture
    cartoons: dict[str, Picture]


def photographs(data: str, count: int, size: int) -> list[Photograph]:
    """`count` squares of size × size: the world's held-out scenes, or pictures in a folder."""
    if data == WORLD:
        return [_of_world(HELD_OUT_SEED + index, size) for index in range(count)]
    return [Photograph(picture, {}) for picture in pictures_in(Path(data), count, size)]


def cartoons(folder: Path | None, count: int, size: int) -> list[Picture]:
    """True cartoons of other things: a folder's, or the world's by all hands in turn."""
    if folder is not None:
        return pictures_in(folder, count, size)
    from studio_data.world import HANDS, compose, paint

    found = []
    for index in range(count):
        scene, hand = compose(OTHER_SEED + index, (size, size)), HANDS[index % len(HANDS)]
        found.append(paint(scene.labels, scene.style, seed=index, supersample=1, hand=hand))
    return found


def pictures_in(folder: Path, count: int, size: int) -> list[Picture]:
    """The middle squares of up to `count` pictures, spread over a folder (or its images/), size × size."""
    inner = folder / "images" if (folder / "images").is_dir() else folder
    files = sorted(path for path in inner.glob("*") if path.suffix.lower() in _ENDINGS)
    if len(files) < 2:
        raise InputError(f"{inner} holds no pictures ({', '.join(_ENDINGS)}), at least two are needed")
    chosen = [files[index] for index in np.linspace(0, len(files) - 1, min(count, len(files))).astype(int)]
    return [square(path, size) for path in chosen]


def square(path: Path, size: int) -> Picture:
    """The middle of a picture, size × size; InputError where it can't be read."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            fitted = ImageOps.fit(image.convert("RGB"), (size, size), Image.Resampling.LANCZOS)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise InputError(f"{path} can't be read as a picture") from error
    return np.asarray(fitted)


def _of_world(seed: int, size: int) -> Photograph:
    from studio_data.world import HANDS, compose, paint

    scene = compose(seed, (size, size))
    picture = paint(scene.labels, scene.style, seed=seed, details=False, supersample=1)
    drawn = {hand: paint(scene.labels, scene.style, seed=seed, supersample=1, hand=hand) for hand in HANDS}
    return Photograph(picture, drawn)
