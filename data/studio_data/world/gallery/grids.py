"""What the grids show: every label, every hour and season, every kind of scene, scribbles, and cartoons.

Each function makes one grid, uint8 (H, W, 3); `scale` multiplies the size of its cells. Scenes were chosen by eye.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.labels import LANDSCAPE, LabelMap
from studio_data.world.cartoon.hands import HANDS
from studio_data.world.compose import Scene, compose, scribble
from studio_data.world.gallery.one_label import one_label
from studio_data.world.gallery.sheet import Picture, headed, sheet, side_by_side, stacked
from studio_data.world.paint import paint
from studio_data.world.style import HOURS, SEASONS, WEATHERS, Style

WEATHER_SCENE = ("lake_cabin", 11)
DETAILS = (("coast", 8), ("islands", 17), ("fjord", 3), ("street", 17), ("forest_road", 17), ("village", 9))
LABEL_HOURS = ("day", "sunset", "dusk", "night")
VILLAGE = ("village", 4)
KINDS_SHOWN = {
    "coast": 6,
    "islands": 7,
    "harbour": 4,
    "alpine": 11,
    "winter": 3,
    "lake_cabin": 11,
    "snowy_village": 1,
    "country": 11,
    "meadow": 8,
    "river": 3,
    "forest_road": 5,
    "village": 3,
    "desert": 6,
    "city": 5,
    "bridge_town": 11,
    "wide_sky": 3,
    "fjord": 104,
    "cliffs": 100,
    "gorge": 102,
    "marsh": 102,
    "frozen_lake": 103,
    "canyon": 102,
    "oasis": 122,
    "mountain_pass": 123,
    "park": 122,
    "street": 126,
    "misty_valley": 123,
    "woodland": 122,
    "drawing": 11,
}
SCRIBBLE_SEEDS = (15, 9, 5, 7, 17)
DRAWINGS = (1, 5, 8, 9, 0, 11)
CARTOONS = (
    ("coast", 3, "day", "summer"),
    ("alpine", 25, "day", "spring"),
    ("village", 4, "golden", "autumn"),
    ("snowy_village", 1, "day", "winter"),
    ("desert", 5, "sunset", "summer"),
    ("city", 14, "night", "summer"),
)


def labels_grid(scale: float) -> Picture:
    """Each label of LANDSCAPE on a plain scene, at LABEL_HOURS from left to right."""
    size = _pixels(112, scale)
    cells = []
    for label in LANDSCAPE:
        labels = one_label(label.key, size)
        pictures = [paint(labels, Style.typical(hour)) for hour in LABEL_HOURS]
        cells.append(headed(f"{label.id} {label.en}", side_by_side(pictures)))
    return sheet(cells, columns=4)


def hours_and_seasons_grid(scale: float) -> Picture:
    """One map in every season (rows) at every hour (columns)."""
    labels = _scene(*VILLAGE, _pixels(176, scale)).labels
    looks = [(hour, season) for season in SEASONS for hour in HOURS]
    cells = [headed(f"{hour}, {season}", paint(labels, Style.typical(hour, season))) for hour, season in looks]
    return sheet(cells, columns=len(HOURS))


def hours_and_weathers_grid(scale: float) -> Picture:
    """One scene at every hour (rows) in every weather (columns)."""
    size = _pixels(160, scale)
    labels = _scene(*WEATHER_SCENE, size).labels
    cells = [
        headed(f"{hour}, {weather}", paint(labels, Style.typical(hour, weather=weather)))
        for hour in HOURS
        for weather in WEATHERS
    ]
    return sheet(cells, columns=len(WEATHERS))


def details_grid(scale: float) -> Picture:
    """Scenes as training pairs show them, and below with what neither labels nor style tell: boats, birds, lamps."""
    size = _pixels(192, scale)
    hours = ("day", "sunset", "golden", "night", "dusk", "dusk")
    cells = []
    for (kind, seed), hour in zip(DETAILS, hours, strict=True):
        labels, style = _scene(kind, seed, size).labels, Style.typical(hour)
        cells.append(stacked([paint(labels, style, seed=seed, details=details) for details in (False, True)]))
    return sheet(cells, columns=6)


def kinds_grid(scale: float) -> Picture:
    """One scene of every kind, the map above its picture, in the style that came with it."""
    size = _pixels(160, scale)
    scenes = [_scene(kind, seed, size) for kind, seed in KINDS_SHOWN.items()]
    cells = [
        headed(f"{scene.kind}, {scene.style.hour}, {scene.style.season}", _map_and_picture(scene.labels, scene.style))
        for scene in scenes
    ]
    return sheet(cells, columns=6)


def scribbles_grid(scale: float) -> Picture:
    """A scene and how hands would paint it, and drawings that were plain from the start; maps above pictures."""
    size = _pixels(160, scale)
    neat = _scene(*VILLAGE, size).labels
    rough = [scribble(neat, np.random.default_rng(seed)) for seed in SCRIBBLE_SEEDS]
    maps = {
        "composed": neat,
        **{f"scribbled {seed}": labels for seed, labels in zip(SCRIBBLE_SEEDS, rough, strict=True)},
    }
    maps |= {f"drawing {seed}": _scene("drawing", seed, size).labels for seed in DRAWINGS}
    return sheet(
        [headed(title, _map_and_picture(labels, Style.typical())) for title, labels in maps.items()], columns=6
    )


def cartoon_grid(scale: float) -> Picture:
    """Six scenes as they are painted, and below by each hand."""
    size = _pixels(192, scale)
    cells = []
    for kind, seed, hour, season in CARTOONS:
        labels, style = _scene(kind, seed, size).labels, Style.typical(hour, season)
        cells.append(stacked([paint(labels, style, hand=hand) for hand in (None, *HANDS)]))
    return sheet(cells, columns=6)


GRIDS: dict[str, Callable[[float], Picture]] = {
    "labels": labels_grid,
    "hours-seasons": hours_and_seasons_grid,
    "hours-weathers": hours_and_weathers_grid,
    "kinds": kinds_grid,
    "scribbles": scribbles_grid,
    "cartoon": cartoon_grid,
    "details": details_grid,
}


def _scene(kind: str, seed: int, size: int) -> Scene:
    return compose(seed, (size, size), kind)


def _map_and_picture(labels: LabelMap, style: Style) -> Picture:
    return stacked([LANDSCAPE.palette()[labels], paint(labels, style)])


def _pixels(size: int, scale: float) -> int:
    return max(8, round(size * scale))
