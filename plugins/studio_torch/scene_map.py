"""A person's label map as a network of scenes takes it."""

from __future__ import annotations

import numpy as np

from studio.labels import LabelMap
from studio_torch.clouds import with_billowing_clouds
from studio_torch.enlarging import enlarged
from studio_torch.maps import fill_void, resize_labels
from studio_torch.suns import with_round_suns


def scene_map(labels: LabelMap, shape: tuple[int, int], multiple: int) -> LabelMap:
    """The map at `shape`, slopes without stairs, blocks of sun round and of cloud billowing; its edges are repeated up
    to a `multiple`.
    """
    height, width = shape
    scene = resize_labels(enlarged(fill_void(labels), shape), height, width)
    scene = with_billowing_clouds(with_round_suns(scene))
    return np.pad(scene, ((0, -height % multiple), (0, -width % multiple)), mode="edge")
