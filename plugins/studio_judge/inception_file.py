"""A user's file of InceptionV3 weights: which it is, and what its network says of pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from studio.errors import InputError
from studio.labels import Picture
from studio_judge.inception import SIDE, Inception

TENSORFLOW, TORCHVISION = "pytorch-fid's weights of 2015", "torchvision's weights"
KNOWN = {
    "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2": TENSORFLOW,
    "1a9a5a14f40645a370184bd54f4e8e631351e71399112b43ad0294a79da290c8": TORCHVISION,
    "0cc3c7bd": TORCHVISION,
}
"""sha256 of the files, or the first digits of it that a file's published name carries, and whose weights they are."""
FILES = "pt_inception-2015-12-05-6726825d.pth (papers' figures) or inception_v3_google-0cc3c7bd.pth (torchvision)"


class InceptionFeatures:
    """Features of pictures for a Fréchet distance; `name` says whose they are."""

    def __init__(self, path: Path) -> None:
        whose = _recognised(path)
        self.name = f"Inception's pool3 ({whose}), 2048 numbers a picture"
        self._network = Inception(of_tensorflow=whose == TENSORFLOW)
        state = torch.load(path, map_location="cpu", weights_only=True)
        self._network.load_state_dict({key: value for key, value in state.items() if not _is_classifier(key)})
        self._network.eval()

    @torch.inference_mode()
    def features(self, pictures: Sequence[Picture]) -> NDArray[np.float64]:
        """Pictures uint8 (H, W, 3) of any size → (N, 2048)."""
        return np.concatenate([self._network(_values(picture)).double().numpy() for picture in pictures])


def _recognised(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from error
    for known, whose in KNOWN.items():
        if digest.startswith(known):
            return whose
    raise InputError(f"{path} is not a known InceptionV3 file (sha256 {digest[:8]}…); wanted is {FILES}")


def _is_classifier(key: str) -> bool:
    return key.startswith(("fc.", "AuxLogits."))


def _values(picture: Picture) -> Tensor:
    """(1, 3, 299, 299) in [-1, 1], by bilinear interpolation as pytorch-fid resizes."""
    values = torch.from_numpy(np.array(picture)).permute(2, 0, 1)[None].float().div(255)
    return F.interpolate(values, size=(SIDE, SIDE), mode="bilinear", align_corners=False) * 2 - 1
