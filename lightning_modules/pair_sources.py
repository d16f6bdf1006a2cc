"""Where training pairs come from: read as they are wanted, kept in memory once read, or drawn anew every epoch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from torch.utils.data import DataLoader, Dataset

from lightning_modules.augmentation import at_load_size
from studio_torch.maps import fill_void


class PairLike(Protocol):
    """A label map (H, W), its picture (H, W, 3), both uint8, and its style vector."""

    @property
    def labels(self) -> NDArray[np.uint8]: ...
    @property
    def picture(self) -> NDArray[np.uint8]: ...
    @property
    def style(self) -> NDArray[np.float32]: ...


class PairSource(Protocol):
    """Pairs by epoch and index; the same pair for the same two numbers, in whichever process."""

    def __len__(self) -> int: ...
    def pair(self, epoch: int, index: int, /) -> PairLike: ...


class PairList(Protocol):
    """Pairs by index, the same in every epoch."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> PairLike: ...


class Example(NamedTuple):
    """Label map (H, W) without void, picture (H, W, 3), both uint8, and style vector."""

    labels: NDArray[np.uint8]
    picture: NDArray[np.uint8]
    style: NDArray[np.float32]


def example(pair: PairLike) -> Example:
    """The pair as a network takes it: every pixel has a label."""
    return Example(fill_void(pair.labels), pair.picture, np.asarray(pair.style, np.float32))


class ReadPairs:
    """A folder's pairs, read when asked for; kept in memory from then on where `keep` says so.

    Pictures larger than `load_size` are kept at that size.
    """

    def __init__(self, pairs: PairList, load_size: int, *, keep: bool) -> None:
        self._pairs = pairs
        self._load_size = load_size
        self._keep = keep
        self._kept: dict[int, Example] = {}

    def __len__(self) -> int:
        return len(self._pairs)

    def pair(self, epoch: int, index: int) -> Example:
        """Pair `index`, whatever the epoch."""
        if index in self._kept:
            return self._kept[index]
        read = example(self._pairs[index])
        if min(read.labels.shape) > self._load_size:
            labels, picture = at_load_size(read.labels, read.picture, self._load_size)
            read = Example(np.ascontiguousarray(labels), np.ascontiguousarray(picture), read.style)
        if self._keep:
            self._kept[index] = read
        return read


class KeptPairs:
    """The pairs of a source's first epoch, drawn at once by `workers` processes and kept in memory as uint8."""

    def __init__(self, source: PairSource, *, workers: int, progress: Callable[[int, int], None] | None = None) -> None:
        self._kept: list[Example] = []
        loader: DataLoader[Example] = DataLoader(
            _FirstEpoch(source),
            batch_size=None,
            num_workers=workers,
            collate_fn=_as_it_is,
            multiprocessing_context="spawn" if workers else None,
        )
        for made in loader:
            # What a worker sent lies in shared memory, of which there may be little: keep a copy.
            self._kept.append(Example(*(np.array(part) for part in made)))
            if progress:
                progress(len(self._kept), len(source))

    def __len__(self) -> int:
        return len(self._kept)

    def pair(self, epoch: int, index: int) -> Example:
        """Pair `index`, whatever the epoch."""
        return self._kept[index]


class _FirstEpoch(Dataset[Example]):
    def __init__(self, source: PairSource) -> None:
        self._source = source

    def __len__(self) -> int:
        return len(self._source)

    def __getitem__(self, index: int) -> Example:
        return example(self._source.pair(0, index))


def _as_it_is(made: Any) -> Any:
    return made
