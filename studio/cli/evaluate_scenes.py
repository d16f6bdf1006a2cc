"""What `studio evaluate` lets generators draw: held-out scenes of the world, scribbles, or a folder of label maps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.errors import InputError
from studio.labels import LabelMap, Picture

HELD_OUT_SEED = 900_001
"""Scenes from here on are never trained on: training sets take small seeds."""
OTHER_SEED = 950_001
"""Held-out scenes that lend their look to those from HELD_OUT_SEED on."""
WORLD, SCRIBBLES = "world", "scribbles"


@dataclass(frozen=True)
class Drawn:
    """A label map to draw, the style that is asked for by name, and its true picture, if there is one."""

    labels: LabelMap
    style: dict[str, str]
    truth: Picture | None


def scenes(data: str, count: int, size: int, label_set: str | None = None) -> list[Drawn]:
    """`count` maps of `data`: the word world or scribbles, or a folder; InputError says what is wrong with it.

    label_set: whose ids a folder's maps hold; ours without.
    """
    if data in (WORLD, SCRIBBLES):
        return [_scene(HELD_OUT_SEED + index, size, "drawing" if data == SCRIBBLES else None) for index in range(count)]
    return _of_folder(Path(data), count, label_set)


def look_picture(index: int, words: dict[str, str], size: int) -> tuple[LabelMap, Picture]:
    """Another held-out scene, and its picture under a typical hour, season and weather."""
    from studio_data.world import Style, compose, paint

    labels = compose(OTHER_SEED + index, (size, size)).labels
    return labels, paint(labels, Style.typical(**words), seed=index, details=False, supersample=1)


def _scene(seed: int, size: int, kind: str | None) -> Drawn:
    from studio_data.world import Style, compose, paint

    scene = compose(seed, (size, size), kind)
    named = {"hour": scene.style.hour, "season": scene.style.season, "weather": scene.style.weather}
    truth = paint(scene.labels, Style.typical(**named), seed=seed, details=False)
    return Drawn(scene.labels, named, truth)


def _of_folder(folder: Path, count: int, label_set: str | None) -> list[Drawn]:
    from PIL import Image

    from studio.sketch.files import open_sketch

    maps = folder / "labels" if (folder / "labels").is_dir() else folder
    files = sorted(maps.glob("*.png"))
    if not files:
        raise InputError(f"no label maps (*.png) in {maps}; or give the word {WORLD} or {SCRIBBLES}")
    chosen = [files[index] for index in np.linspace(0, len(files) - 1, min(count, len(files))).astype(int)]
    found = []
    for path in chosen:
        labels = open_sketch(path, label_set).labels
        beside = next((folder / "images").glob(f"{path.stem}.*"), None) if maps != folder else None
        truth = None
        if beside is not None:
            with Image.open(beside) as image:
                truth = np.asarray(image.convert("RGB").resize(labels.shape[::-1]))
        found.append(Drawn(labels, {}, truth))
    return found
