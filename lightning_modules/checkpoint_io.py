"""Checkpoints that survive a kill at any moment: written beside, flushed, then renamed; the one before is kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from pytorch_lightning.plugins.io import CheckpointIO
from torch import Tensor

from studio.errors import InputError, StudioError

LAST, PREVIOUS = "last.ckpt", "previous.ckpt"
_LOOKS, _PAUSE_S = 10, 0.05


class SafeCheckpointIO(CheckpointIO):
    """`last.ckpt` and `previous.ckpt`, each with its sha256 beside it, read with weights_only.

    (Lightning's own writer goes through the temp folder: across file systems a kill there leaves half a file.)
    """

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:
        """Write `path` so that it is either the old checkpoint or the new one, and keep the old one as previous."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".tmp-{os.getpid()}")
        try:
            with fresh.open("wb") as file:
                torch.save(checkpoint, file)
                file.flush()
                os.fsync(file.fileno())
        except (OSError, RuntimeError) as fault:  # torch.save turns a full disk into a RuntimeError
            fresh.unlink(missing_ok=True)
            raise CheckpointNotSaved(f"{target} can't be written ({_why(fault)}); the one before is kept") from fault
        digest = _digest(fresh)
        previous = target.with_name(PREVIOUS)
        if target.exists() and target != previous:
            _beside(previous).unlink(missing_ok=True)
            os.replace(target, previous)
            if _beside(target).exists():
                os.replace(_beside(target), _beside(previous))
        os.replace(fresh, target)
        _beside(target).write_text(digest + "\n")
        _sync_folder(target.parent)

    def load_checkpoint(self, path: Any, map_location: Any = None, weights_only: bool | None = None) -> dict[str, Any]:
        """The checkpoint at `path`."""
        return read_checkpoint(Path(path))

    def remove_checkpoint(self, path: Any) -> None:
        """Delete a checkpoint and what stands beside it."""
        Path(path).unlink(missing_ok=True)
        _beside(Path(path)).unlink(missing_ok=True)


class CheckpointNotSaved(StudioError):
    """There was no room, or no right, to write a checkpoint."""


def newest_checkpoint(folder: Path) -> Path:
    """`last.ckpt` in `folder`, or `previous.ckpt` where the last one is damaged; InputError when neither is whole."""
    candidates = [folder / LAST, folder / PREVIOUS]
    for path in candidates:
        if path.is_file() and _is_whole(path):
            return path
    raise InputError(f"no whole checkpoint in {folder}: the run can't be resumed or exported")


def read_checkpoint(path: Path) -> dict[str, Any]:
    """A checkpoint's content, tensors on the CPU; nothing but plain data and tensors is ever unpickled."""
    checkpoint: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return checkpoint


def read_newest(folder: Path) -> dict[str, Any]:
    """The content of the newest whole checkpoint in `folder`, of a run that may go on meanwhile; errors as above.

    While this looks and reads, a trainer may put the next one in its place: then it is looked for again.
    """
    for _ in range(_LOOKS):
        with contextlib.suppress(FileNotFoundError, InputError):
            return read_checkpoint(newest_checkpoint(folder))
        time.sleep(_PAUSE_S)
    return read_checkpoint(newest_checkpoint(folder))


def _why(fault: BaseException) -> str:
    """The system's own word for what went wrong, where there is one behind `fault`."""
    link: BaseException | None = fault
    while link is not None:
        if isinstance(link, OSError) and link.strerror:
            return link.strerror
        link = link.__cause__ or link.__context__
    return str(fault).splitlines()[0]


def _is_whole(path: Path) -> bool:
    beside = _beside(path)
    if beside.is_file():
        return beside.read_text().strip() == _digest(path)
    try:  # a kill before the digest was written: reading decides
        read_checkpoint(path)
    except Exception:
        return False
    return True


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def below(state: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The tensors whose names begin with `prefix`, under what follows it."""
    return {key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)}
