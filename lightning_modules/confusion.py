"""How well label maps agree: a table of true against found labels, and the figures out of it."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from studio.labels import LANDSCAPE

SEEN = 200
"""How many true pixels a label needs to count in the mean."""


def confusion(truth: Tensor, found: Tensor, classes: int = len(LANDSCAPE)) -> Tensor:
    """Pixels by true label (rows) and found label (columns), float64 (classes, classes)."""
    pairs = truth.long().flatten() * classes + found.long().flatten()
    return torch.bincount(pairs, minlength=classes * classes).view(classes, classes).double()


def figures_of(table: Tensor) -> dict[str, Any]:
    """Pixel accuracy, mean intersection over union over the labels that are there, and each label's (by its key)."""
    hits = table.diag()
    either = table.sum(0) + table.sum(1) - hits
    present = [index for index in range(1, len(table)) if table[index].sum() > SEEN]
    overlaps = {LANDSCAPE[index].key: round(float(hits[index] / either[index]), 3) for index in present}
    return {
        "pixel_accuracy": round(float(hits.sum() / table.sum().clamp(min=1)), 4),
        "mean_iou": round(float((hits[present] / either[present]).mean()), 4) if present else 0.0,
        "iou": overlaps,
    }
