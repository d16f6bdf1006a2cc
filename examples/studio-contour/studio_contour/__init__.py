"""Contour: a generator that cuts the sketch out of coloured paper and stacks the sheets like a contour map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option, Request, Weights
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.weights.store import Store

Floats = NDArray[np.float32]

CONTOUR = Generator(
    id="contour",
    en="Contour (paper)",
    zh="剪纸等高线",
    input="labels",
    factory="studio_contour:load",
    summary="Coloured paper, cut along contour lines and stacked.",
    needs=frozenset({"seed"}),
    sizes=(256, 512, 1024),
    options=(Option("sheets", "int", 4, "Sheets per label", "每种标签的纸张数", low=1, high=9),),
    weights=(
        Weights(
            "studio_contour",
            "weights/papers.safetensors",
            "058521d4ec90f81f77b4137e7eacd3c05df4096e42f6a800dd5cfb21c806453e",
            "weights/papers.json",
        ),
    ),
    trainer="studio_contour.training:trainer",
    settings=(Option("rate", "float", 0.02, "Learning rate", "学习率", low=1e-5, high=1.0),),
    checkpoints="studio_contour.training",
)

# From the farthest sheet to the nearest; ids run from far to near but for the sky, the sun and the clouds in it.
ORDER = LANDSCAPE.ids("void", "sky", "sun", "cloud") + tuple(range(4, len(LANDSCAPE)))
PAPER = np.array([250, 244, 230], np.float32)


@hookimpl
def studio_generators() -> list[Generator]:
    """The one generator that this plugin brings."""
    return [CONTOUR]


def load() -> ContourRenderer:
    """What the worker calls once, in its own process; a network would import torch and be built here."""
    return ContourRenderer()


def papers(weights: str) -> Floats:
    """The colour of each label's paper, (labels, 3), 0 to 255: of weights in the user's store, or of those we ship."""
    from safetensors.numpy import load_file

    ours = Path(__file__).parent / CONTOUR.weights[0].file
    file = Store().of_digest(weights)[1] if weights else ours
    return np.asarray(load_file(file)["colours"] * 255.0, np.float32)


class ContourRenderer:
    """Draws one request after another."""

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture, uint8 (H, W, 3) of `request.shape`; equal requests give equal bytes."""
        sheets = int(request.options["sheets"])
        rng = np.random.default_rng(request.seed)
        rank, inside = _stacked(_enlarged(request.image, request.shape), progress)
        # Contour lines follow the border of a label and wander with the seed.
        wander = _noise(rng, request.shape, request.size / 10)
        level = np.clip(np.floor(sheets * (0.75 * inside + 0.25 + 0.35 * wander)), 0, sheets - 1)
        height = rank * sheets + level
        colour = papers(request.weights)[np.array(ORDER)[rank]] * 0.85 + PAPER * 0.15
        colour *= (0.86 + 0.24 * (level + 0.5) / sheets)[..., None]
        colour *= (1 - 0.45 * _shadow(height, request.size))[..., None]
        colour *= (1 + 0.02 * rng.standard_normal(request.shape, np.float32))[..., None]  # the paper's grain
        return np.asarray(np.clip(colour, 0, 255).astype(np.uint8))


def _enlarged(labels: LabelMap, shape: tuple[int, int]) -> LabelMap:
    """The label map at the picture's size, nearest neighbour."""
    rows, columns = (np.arange(new) * old // new for new, old in zip(shape, labels.shape, strict=True))
    return labels[np.ix_(rows, columns)]


def _stacked(labels: LabelMap, progress: Callable[[float], None]) -> tuple[NDArray[np.intp], Floats]:
    """Which sheet lies on top, as a place in ORDER, and how far inside its label a pixel is, 0 (border) to 1."""
    best = np.zeros(labels.shape, np.float32)
    rank = np.zeros(labels.shape, np.intp)
    inside = np.zeros(labels.shape, np.float32)
    for place, label in enumerate(ORDER):
        mask = (labels == label).astype(np.float32)
        if mask.any():
            votes = _blurred(mask, min(labels.shape) / 80)  # scissors round off what a brush left ragged
            wins = votes > best
            best[wins], rank[wins] = votes[wins], place
            inside[wins] = np.clip(2 * _blurred(mask, min(labels.shape) / 9) - 1, 0, 1)[wins]
        progress((place + 1) / len(ORDER))
    return rank, inside


def _shadow(height: Floats, size: int) -> Floats:
    """How dark the shadow is that higher sheets, lit from the upper left, cast on a pixel: 0 to 1."""
    shift = max(1, size // 128)
    padded = np.pad(height, ((shift, 0), (shift, 0)), mode="edge")[: height.shape[0], : height.shape[1]]
    return np.clip(_blurred(np.clip(padded - height, 0, 2), size / 128) / 2, 0, 1)


def _noise(rng: np.random.Generator, shape: tuple[int, int], scale: float) -> Floats:
    """Smooth noise with bumps about `scale` pixels wide, mean 0 and deviation 1."""
    noise = _blurred(rng.standard_normal(shape, np.float32), scale)
    return np.asarray((noise - noise.mean()) / (noise.std() + 1e-6), np.float32)


def _blurred(plane: Floats, radius: float) -> Floats:
    """The plane (H, W) averaged over boxes of about 2 × `radius` pixels, twice along each axis."""
    reach = max(1, round(radius))
    for axis in (0, 1, 0, 1):
        ends = [(reach + 1, reach) if each == axis else (0, 0) for each in (0, 1)]
        sums = np.cumsum(np.pad(plane, ends, mode="edge"), axis=axis, dtype=np.float64)
        width = 2 * reach + 1
        high, low = (sums[width:], sums[:-width]) if axis == 0 else (sums[:, width:], sums[:, :-width])
        plane = ((high - low) / width).astype(np.float32)
    return plane
