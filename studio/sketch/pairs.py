"""A drawing and its picture as a pair to learn from: labels/NAME.png and images/NAME.png, as `studio train` has it."""

from __future__ import annotations

import io
import secrets
import time
from pathlib import Path

from PIL import Image

from studio.errors import InputError
from studio.labels import LabelMap, Picture
from studio.sketch.atomic import write_atomically
from studio.sketch.files import indexed

_LISTS = ("labels.json", "pairs.jsonl", "train.txt", "val.txt")


def keep_pair(folder: Path, labels: LabelMap, picture: Picture) -> str:
    """Write a label map, uint8 (H, W), and its picture, uint8 (h, w, 3), to a data set's folder; the pair's name.

    The picture is brought to the map's size. InputError where the folder is a data set that this can't be a part of,
    InputError or StudioError where it can't be written to.
    """
    name = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"
    _check(folder)
    image = Image.fromarray(picture)
    size = (labels.shape[1], labels.shape[0])
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    # The map comes last: a pair without one is no pair yet.
    for part, what in (("images", image), ("labels", indexed(labels))):
        file = io.BytesIO()
        what.save(file, "PNG")
        write_atomically(folder / part / f"{name}.png", file.getvalue())
    return name


def count_pairs(folder: Path) -> int:
    """How many pairs a folder holds."""
    return sum(1 for path in (folder / "labels").glob("*.png") if (folder / "images" / path.name).is_file())


def _check(folder: Path) -> None:
    for listing in _LISTS:
        if (folder / listing).exists():
            raise InputError(f"{folder} lists its pairs in {listing}; keep yours in a folder of their own")
    try:
        for part in ("images", "labels"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} can't hold pairs: {error.strerror}") from error
