"""A drawing's file, as it is found, and where its journal lies."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from studio.errors import InputError
from studio.sketch.document import Sketch
from studio.sketch.files import holds_sketch, open_sketch
from studio.tui.new_drawing import FIRST_SCENE, new_drawing


@dataclass(frozen=True)
class Document:
    """What a file holds, None where it isn't there yet, and what a new one begins with.

    `path` is the file, None for the untitled drawing; `is_ours` is False for a label map that somebody else made;
    `broken` is where a file of ours went that could not be read.
    """

    path: Path | None
    file: Path
    held: Sketch | None
    new: Sketch
    is_ours: bool = True
    broken: Path | None = None

    @property
    def digest(self) -> str:
        """The sha256 (hex) of the file, "" where there is none."""
        return digest_of(self.file)


def document_at(path: Path) -> Document:
    """The document in a file, or the one that will be saved there; InputError says what can't be used."""
    if path.exists() or path.suffix.lower() != ".png":
        return Document(path, path, open_sketch(path), new_drawing(), is_ours=holds_sketch(path))
    folder = path.absolute().parent
    if not folder.is_dir():
        raise InputError(f"{path} can't be a new drawing: the folder {folder} doesn't exist")
    if not os.access(folder, os.W_OK):
        raise InputError(f"{path} can't be a new drawing: the folder {folder} can't be written to")
    return Document(path, path, None, new_drawing())


def untitled_document(file: Path) -> Document:
    """The untitled drawing in a file; where that can't be read it gets another name, and the first scene begins."""
    first = open_sketch(FIRST_SCENE)
    if not file.exists():
        return Document(None, file, None, first)
    try:
        return Document(None, file, open_sketch(file), first)
    except InputError:
        aside = file.with_name(f"{file.stem}-{int(file.stat().st_mtime)}.broken.png")
        file.rename(aside)
        return Document(None, file, None, first, broken=aside)


def name_for(file: Path) -> str:
    """A name for a file that no other file has."""
    whole = file.absolute()
    return f"{whole.stem}-{hashlib.sha256(os.fsencode(whole)).hexdigest()[:12]}"


def digest_of(file: Path) -> str:
    """The sha256 (hex) of a file, "" where there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
