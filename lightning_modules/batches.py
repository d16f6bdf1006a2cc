"""Training pairs as an endless, resumable stream: what comes when is a pure function of (seed, epoch, index)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from studio_unet.labelmaps import fill_void, resize_labels

# Style names whose sign turns with the picture.
SIDED = ("sun_x",)


class PairLike(Protocol):
    """A label map (H, W), its picture (H, W, 3), both uint8, and its style vector."""

    @property
    def labels(self) -> NDArray[np.uint8]: ...
    @property
    def picture(self) -> NDArray[np.uint8]: ...
    @property
    def style(self) -> NDArray[np.float32]: ...


class PairSource(Protocol):
    """Pairs by index."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> PairLike: ...


class Batch(NamedTuple):
    """Label ids uint8 (N, H, W), pictures float (N, 3, H, W) in [-1, 1], styles float (N, S)."""

    labels: Tensor
    picture: Tensor
    style: Tensor


class PairCache:
    """Pairs at the size they are needed, decoded once and kept in memory as uint8.

    A picture larger than `load_size` is shrunk when it is first read; a smaller one is kept as it is.
    """

    def __init__(self, pairs: PairSource, load_size: int, style_length: int) -> None:
        self._pairs = pairs
        self._load_size = load_size
        self._style_length = style_length
        self._kept: dict[int, tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]] = {}

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, index: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]:
        if index not in self._kept:
            pair = self._pairs[index]
            style = np.zeros(self._style_length, np.float32)
            style[: len(pair.style)] = pair.style
            labels, picture = fill_void(pair.labels), pair.picture
            if min(labels.shape) > self._load_size:
                labels, picture = resize_pair(labels, picture, self._load_size)
            self._kept[index] = (np.ascontiguousarray(labels), np.ascontiguousarray(picture), style)
        return self._kept[index]


def resize_pair(
    labels: NDArray[np.uint8], picture: NDArray[np.uint8], short_side: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Both at `short_side`, aspect kept: labels by nearest neighbour, the picture bicubic (antialiased)."""
    scale = short_side / min(labels.shape)
    height, width = round(labels.shape[0] * scale), round(labels.shape[1] * scale)
    resized = Image.fromarray(picture).resize((width, height), Image.Resampling.BICUBIC)
    return resize_labels(labels, height, width), np.asarray(resized)


class PairStream:
    """Batches for Lightning: one pass is one epoch, and (epoch, position) is all its state.

    The position counts batches handed out, so a run that was killed goes on with the very next one.
    """

    def __init__(
        self,
        cache: PairCache,
        indices: NDArray[np.intp],
        *,
        batch: int,
        load_size: int,
        crop_size: int,
        seed: int,
        flip: bool,
        style_names: Sequence[str],
    ) -> None:
        self._cache = cache
        self.indices = indices
        self._batch = batch
        self._load_size = load_size
        self._crop_size = crop_size
        self._seed = seed
        self._flip = flip
        self._sided = [index for index, name in enumerate(style_names) if name in SIDED]
        self.epoch = 0
        self.position = 0

    def __len__(self) -> int:
        return max(1, len(self.indices) // self._batch)

    def __iter__(self) -> Iterator[Batch]:
        # Lightning stops asking after len(self) batches, so an epoch rolls over when the next one begins.
        if self.position >= len(self):
            self.epoch += 1
            self.position = 0
        order = np.random.default_rng([self._seed, self.epoch]).permutation(self.indices)
        while self.position < len(self):
            start = self.position * self._batch
            self.position += 1
            yield self._collate(order[start : start + self._batch])

    def state_dict(self) -> dict[str, int]:
        """Where the stream stands."""
        return {"epoch": self.epoch, "position": self.position}

    def load_state_dict(self, state: dict[str, int]) -> None:
        """Go on from `state`."""
        self.epoch, self.position = state["epoch"], state["position"]

    def first(self, count: int, *, size: int = 32) -> list[Batch]:
        """Batches of the first `count` pictures of a fixed order, cropped in the middle and never mirrored."""
        chosen = np.random.default_rng([self._seed, 7]).permutation(self.indices)[:count]
        return [self._plain(chosen[start : start + size]) for start in range(0, len(chosen), size)]

    def _plain(self, indices: NDArray[np.intp]) -> Batch:
        return collate([_central(*self._cache[int(index)], self._crop_size) for index in indices])

    def _collate(self, indices: NDArray[np.intp]) -> Batch:
        return collate([self._augmented(int(index)) for index in indices])

    def _augmented(self, index: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]:
        labels, picture, style = self._cache[index]
        rng = np.random.default_rng([self._seed, self.epoch, index])
        if min(labels.shape) != self._load_size:
            labels, picture = resize_pair(labels, picture, self._load_size)
        top, left = (int(rng.integers(0, side - self._crop_size + 1)) for side in labels.shape)
        mirrored = self._flip and rng.random() < 0.5
        rows, columns = slice(top, top + self._crop_size), slice(left, left + self._crop_size)
        labels, picture = labels[rows, columns], picture[rows, columns]
        return mirror(labels, picture, style, self._sided) if mirrored else (labels, picture, style)


def mirror(
    labels: NDArray[np.uint8], picture: NDArray[np.uint8], style: NDArray[np.float32], sided: Sequence[int]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]:
    """The pair as a mirror shows it: the style's `sided` entries (the sun's side) turn their sign."""
    turned = style.copy()
    turned[list(sided)] *= -1
    return labels[:, ::-1], picture[:, ::-1], turned


def _central(
    labels: NDArray[np.uint8], picture: NDArray[np.uint8], style: NDArray[np.float32], size: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]:
    if min(labels.shape) < size:
        labels, picture = resize_pair(labels, picture, size)
    top, left = (labels.shape[0] - size) // 2, (labels.shape[1] - size) // 2
    return labels[top : top + size, left : left + size], picture[top : top + size, left : left + size], style


def collate(pairs: Sequence[tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]]) -> Batch:
    """Stack pairs into tensors; pictures lie in channels-last memory."""
    labels = torch.from_numpy(np.stack([pair[0] for pair in pairs]))
    pictures = torch.from_numpy(np.stack([pair[1] for pair in pairs])).float().div_(127.5).sub_(1)
    return Batch(labels, pictures.permute(0, 3, 1, 2), torch.from_numpy(np.stack([pair[2] for pair in pairs])))
