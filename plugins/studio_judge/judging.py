"""What the judge says of pictures: how well their labels can be read back, and how they are distributed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from lightning_modules.confusion import confusion, figures_of
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio_judge.checkpoints import load_judge
from studio_judge.network import MULTIPLE

Features = NDArray[np.float64]


class Judging:
    """The bundled judge, which has seen only our world: a stranger's pictures are strange to it."""

    name = "the judge's deepest layer, 192 numbers a picture"

    def __init__(self) -> None:
        self._judge = load_judge()[0]

    def table(self, pictures: Sequence[Picture], maps: Sequence[LabelMap]) -> Tensor:
        """Pixels by painted label (rows) and read label (columns) over pictures and the label maps that they show;
        unpainted pixels do not count.
        """
        table = torch.zeros(len(LANDSCAPE), len(LANDSCAPE), dtype=torch.float64)
        for picture, labels in zip(pictures, maps, strict=True):
            found, truth = torch.from_numpy(self.read(picture)), torch.from_numpy(np.array(labels))
            table += confusion(truth[truth > 0], found[truth > 0])
        return table

    @torch.inference_mode()
    def read(self, picture: Picture) -> LabelMap:
        """The labels that the judge sees in a picture uint8 (H, W, 3); uint8 (H, W)."""
        scores = self._judge(_values(picture))[0]
        scores[:, 0] = -torch.inf
        found: LabelMap = scores.argmax(1)[0, : picture.shape[0], : picture.shape[1]].to(torch.uint8).numpy()
        return found

    @torch.inference_mode()
    def features(self, pictures: Sequence[Picture]) -> Features:
        """What a Fréchet distance compares, (N, 192)."""
        return np.concatenate([self._judge.features(_values(picture)).double().numpy() for picture in pictures])


def read_figures(table: Tensor, renderer: Tensor | None = None) -> dict[str, Any]:
    """Pixel accuracy, mean IoU, IoU by label; beside what the judge gives the renderer's own pictures, where given."""
    figures = figures_of(table)
    if renderer is None:
        return figures
    return {**figures, "of_renderer": round(figures["mean_iou"] / max(figures_of(renderer)["mean_iou"], 1e-9), 4)}


def _values(picture: Picture) -> Tensor:
    """(1, 3, H, W) in [-1, 1], sides grown to the judge's multiple by their last row and column."""
    values = torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float().div(127.5).sub(1)
    height, width = picture.shape[:2]
    return F.pad(values, (0, -width % MULTIPLE, 0, -height % MULTIPLE), mode="replicate")
