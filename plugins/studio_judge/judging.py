"""What the judge says of pictures: how well their labels can be read back, and how they are distributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from lightning_modules.confusion import confusion, figures_of
from lightning_modules.figures import frechet_distance
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio_judge.checkpoints import load_judge
from studio_judge.network import MULTIPLE

FEATURES = "the judge's deepest layer, 192 numbers a picture"


@dataclass(frozen=True)
class Judged:
    """A set of pictures: pixels by painted label (rows) and read label (columns), and features (N, 192)."""

    table: Tensor
    features: NDArray[np.float64]


class Judging:
    """The bundled judge, which has seen only our world: a stranger's pictures are strange to it."""

    def __init__(self) -> None:
        self._judge = load_judge()[0]

    @torch.inference_mode()
    def look(self, pictures: Sequence[Picture], maps: Sequence[LabelMap]) -> Judged:
        """Pictures uint8 (H, W, 3) and the label maps (H, W) that they show; unpainted pixels do not count."""
        table = torch.zeros(len(LANDSCAPE), len(LANDSCAPE), dtype=torch.float64)
        features = []
        for picture, labels in zip(pictures, maps, strict=True):
            values = _values(picture)
            scores = self._judge(values)[0]
            scores[:, 0] = -torch.inf
            found = scores.argmax(1)[0, : labels.shape[0], : labels.shape[1]]
            truth = torch.from_numpy(np.array(labels))
            table += confusion(truth[truth > 0], found[truth > 0])
            features.append(self._judge.features(values)[0].double().numpy())
        return Judged(table, np.stack(features))


def read_figures(judged: Judged, renderer: Judged | None = None) -> dict[str, Any]:
    """Pixel accuracy, mean IoU, IoU by label; beside what the judge gives the renderer's own pictures, where given."""
    figures = figures_of(judged.table)
    if renderer is None:
        return figures
    own = figures_of(renderer.table)
    return {
        **figures,
        "of_renderer": round(figures["mean_iou"] / max(own["mean_iou"], 1e-9), 4),
        "frechet": round(frechet_distance(judged.features, renderer.features), 3),
    }


def _values(picture: Picture) -> Tensor:
    """(1, 3, H, W) in [-1, 1], sides grown to the judge's multiple by their last row and column."""
    values = torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float().div(127.5).sub(1)
    height, width = picture.shape[:2]
    return F.pad(values, (0, -width % MULTIPLE, 0, -height % MULTIPLE), mode="replicate")
