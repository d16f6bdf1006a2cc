"""Stamps of one's own: pieces of label map in a folder, each a label PNG that says its name; void is not laid down."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import platformdirs

from studio.drawing.clipping import Clipping
from studio.errors import InputError, StudioError
from studio.sketch.files import open_sketch, save_label_map

NAME = re.compile(r"[^\W_][\w -]{0,39}")
"""Letters of any language, digits, blanks, - and _."""


def stamps_folder() -> Path:
    """Where stamps are kept: STUDIO_STAMPS, or the user's data folder."""
    chosen = os.environ.get("STUDIO_STAMPS")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("sketch-studio")) / "stamps"


class Stamps:
    """The stamps in one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or stamps_folder()

    def names(self) -> list[str]:
        """What there is, by name."""
        try:
            return sorted(path.stem for path in self.folder.glob("*.png") if NAME.fullmatch(path.stem))
        except OSError:
            return []

    def open(self, name: str) -> Clipping:
        """A stamp; InputError, which names the file, where it is none."""
        path = self.path_of(name)
        labels = open_sketch(path).labels
        if not labels.any():
            raise InputError(f"{path}: there is nothing on it")
        return Clipping(labels, labels > 0)

    def keep(self, name: str, clipping: Clipping) -> Path:
        """Write a stamp, over the one of that name; InputError or StudioError where it can't be."""
        path = self.path_of(name)
        labels = np.where(clipping.inside, clipping.labels, 0).astype(np.uint8)
        if not labels.any():
            raise InputError("there is nothing on this stamp but void")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StudioError(f"{self.folder} can't hold stamps: {error.strerror}") from error
        save_label_map(path, labels)
        return path

    def remove(self, name: str) -> None:
        """Delete a stamp; StudioError where that can't be done."""
        try:
            self.path_of(name).unlink(missing_ok=True)
        except OSError as error:
            raise StudioError(f"{self.path_of(name)} can't be deleted: {error.strerror}") from error

    def path_of(self, name: str) -> Path:
        """The file of a stamp; InputError where it can't be called so."""
        if not NAME.fullmatch(name):
            raise InputError("a stamp's name begins with a letter and has at most 40 letters, digits, blanks, - and _")
        return self.folder / f"{name}.png"
