"""Turn a neat label map into one as people paint it: simplified, blocky, wobbly, dabbed at, not quite filled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.labels import LANDSCAPE, LabelMap

_SMALL_PART = 0.02  # labels under this share of the map are kept alive by the vote, as people overdraw small things
# What a hand dabs onto what: mostly sensible, now and then odd.
_DABS: dict[str, tuple[str, ...]] = {
    "sky": ("cloud", "cloud", "sky"),
    "mountain": ("snow", "rock", "forest", "cloud"),
    "hill": ("tree", "forest", "rock"),
    "grass": ("tree", "bush", "flower", "rock", "lake", "house", "dirt", "hill"),
    "field": ("tree", "bush", "house", "grass"),
    "flower": ("bush", "grass", "tree"),
    "snow": ("forest", "rock", "lake", "house"),
    "sand": ("rock", "bush", "grass", "sea"),
    "dirt": ("rock", "grass", "bush"),
    "forest": ("tree", "mountain", "house"),
    "tree": ("forest", "bush"),
    "sea": ("rock", "sand", "grass", "mountain"),
    "lake": ("rock", "grass", "mountain"),
    "river": ("rock", "grass", "mountain"),
}


def scribble(labels: LabelMap, rng: np.random.Generator) -> LabelMap:
    """A copy of `labels` (H×W ids) as a person would have painted it; at least one thing about it is coarser.

    The steps: large forms only, level borders, a wobbling hand, dabs of the brush, square cells of 2 to 10 pixels at
    256, unpainted rests (void). Each is drawn by its odds.
    """
    coarse = int(rng.integers(1, 4))  # bit 1: simplify; bit 2: cells
    result = labels
    if coarse & 1:
        result = simplified(result, rng)
    if rng.random() < 0.3:
        result = wobbled(result, rng)
    if rng.random() < 0.2:
        result = dabbed(result, rng)
    if rng.random() < 0.06:
        result = unfinished(result, rng)
    if coarse & 2:
        result = cells(result, rng)
    return np.ascontiguousarray(result)


def simplified(labels: LabelMap, rng: np.random.Generator) -> LabelMap:
    """Large forms only: every pixel takes the label that prevails around it.

    The neighbourhood is 4 to 20 pixels at 256, seldom larger (big blobs); at times it is wide and low, which
    levels ridges and makes horizons straight.
    """
    from scipy.ndimage import uniform_filter

    height = labels.shape[0]
    reach = float(np.exp(rng.uniform(*np.log((4, 20) if rng.random() < 0.8 else (20, 40))))) * height / 256
    flat = rng.random() < 0.25
    size = (max(1, round(reach * (0.3 if flat else 1))), max(1, round(reach * (4 if flat else 1))))
    best = np.full(labels.shape, -1.0, np.float32)
    result = labels.copy()
    for label, count in zip(*np.unique(labels, return_counts=True), strict=True):
        weight = 1.6 if count < _SMALL_PART * labels.size else 1.0
        votes = (labels == label).astype(np.float32)
        for _ in range(2):
            votes = uniform_filter(votes, size, mode="nearest")
        # Rounded, so that ties fall the same way whatever the last bit of a running sum is.
        votes = np.rint(votes * np.float32(weight * 4096))
        better = votes > best
        np.copyto(best, votes, where=better)
        np.copyto(result, label, where=better)
    return result


def wobbled(labels: LabelMap, rng: np.random.Generator) -> LabelMap:
    """Borders that waver as a hand does: each pixel looks up its label a little aside."""
    height, width = labels.shape
    swing = rng.uniform(1.0, 5.0) * height / 256
    rows = np.arange(height)[:, None] + swing * _waver(rng, (height, width))
    columns = np.arange(width)[None] + swing * _waver(rng, (height, width))
    result: LabelMap = labels[
        np.clip(np.rint(rows).astype(np.intp), 0, height - 1), np.clip(np.rint(columns).astype(np.intp), 0, width - 1)
    ]
    return result


def dabbed(labels: LabelMap, rng: np.random.Generator) -> LabelMap:
    """A few round or square dabs of the brush, of something that one paints there."""
    height, width = labels.shape
    result = labels.copy()
    y, x = np.arange(height)[:, None], np.arange(width)[None]
    for _ in range(int(rng.integers(1, 5))):
        row, column = int(rng.integers(height)), int(rng.integers(width))
        choices = _DABS.get(LANDSCAPE[int(labels[row, column])].key, ("rock", "bush"))
        label = LANDSCAPE.id(str(rng.choice(choices)))
        radius = rng.uniform(0.025, 0.1) * height
        tall = radius * rng.uniform(0.5, 1.1)
        dy, dx = np.abs(y - row) / tall, np.abs(x - column) / radius
        inside = (dy < 1) & (dx < 1) if rng.random() < 0.4 else dy * dy + dx * dx < 1
        np.copyto(result, np.uint8(label), where=inside)
    return result


def cells(labels: LabelMap, rng: np.random.Generator) -> LabelMap:
    """Square cells of 2 to 10 pixels at 256, as a canvas of characters gives them; each shows its middle's label."""
    height, width = labels.shape
    cell = max(2, round(rng.choice([2, 3, 4, 4, 5, 6, 8, 10]) * height / 256))
    rows = np.minimum(np.arange(height) // cell * cell + cell // 2, height - 1)
    columns = np.minimum(np.arange(width) // cell * cell + cell // 2, width - 1)
    blocky: LabelMap = labels[np.ix_(rows, columns)]
    return blocky


def unfinished(labels: LabelMap, rng: np.random.Generator) -> LabelMap:
    """Parts left unpainted (void): a border, holes, or the rest below a line."""
    height, width = labels.shape
    result = labels.copy()
    what = rng.random()
    if what < 0.4:
        rim = np.rint(rng.uniform(0.0, 0.09, 4) * height).astype(int)
        result[: rim[0]] = 0
        result[height - rim[1] :] = 0
        result[:, : rim[2]] = 0
        result[:, width - rim[3] :] = 0
    elif what < 0.8:
        for _ in range(int(rng.integers(1, 7))):
            tall, wide = (rng.uniform(0.02, 0.16, 2) * height).astype(int) + 1
            row, column = int(rng.integers(height)), int(rng.integers(width))
            result[row : row + tall, column : column + wide] = 0
    else:
        edge = rng.uniform(0.72, 0.95) * height + 0.06 * height * _waver(rng, (1, width))
        result[np.arange(height)[:, None] > edge] = 0
    return result


def _waver(rng: np.random.Generator, size: tuple[int, int]) -> NDArray[np.float64]:
    """Smooth noise of about one swing per ninth of the height, about -1..1."""
    height, width = size
    knots = rng.normal(0.0, 0.6, (10 if height > 1 else 1, 20))
    rows = np.linspace(0, len(knots) - 1, height)
    columns = np.linspace(0, 9.0 * width / max(height, 1), width) % 18.0 if height > 1 else np.linspace(0, 18.0, width)
    return _along(_along(knots, columns, 1), rows, 0)


def _along(knots: NDArray[np.float64], places: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Knots read at fractional places along one axis, eased between neighbours."""
    low = np.minimum(places.astype(np.intp), knots.shape[axis] - 1)
    high = np.minimum(low + 1, knots.shape[axis] - 1)
    part = places - low
    part = part * part * (3 - 2 * part)
    part = part[:, None] if axis == 0 else part[None]
    read: NDArray[np.float64] = np.take(knots, low, axis) * (1 - part) + np.take(knots, high, axis) * part
    return read
