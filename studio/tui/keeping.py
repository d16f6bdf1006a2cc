"""Nothing drawn is lost: where drawings are kept between two sessions, and what a start finds there."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from studio.errors import InputError
from studio.labels import LANDSCAPE, Picture
from studio.sketch import chunk, png
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch

FIRST_SCENE = Path(__file__).parent / "scenes" / "first.png"
NEW_SKETCH_SIDE = 256


@dataclass(frozen=True)
class Opened:
    """A drawing as it is put on the desk, and what the user should hear about it: a text's key and its path.

    `is_ours` is False for a file that somebody else made: saving must not turn their label map into a picture.
    """

    sketch: Sketch
    path: Path | None
    is_changed: bool = False
    is_ours: bool = True
    news: tuple[str, Path] | None = None


class Keeper:
    """Keeps the drawing in a folder of its own: an untitled one as untitled.png, changes to a named file beside it.

    A second studio on the same machine takes untitled-2.png, so that two untitled drawings never meet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = folder / "last"
        self._writing = threading.Lock()
        self._kept_version = -1
        self._untitled: Path | None = None
        self._lock: int | None = None

    def open_last(self) -> Opened:
        """The drawing that was open last; the untitled one where that is gone or can't be read any more."""
        try:
            path = Path(os.fsdecode(self._last.read_bytes()))
            return self.open(path) if path.exists() or self.place(path).exists() else self.open_untitled()
        except (OSError, InputError):
            return self.open_untitled()

    def open(self, path: Path) -> Opened:
        """The drawing of a file, with changes that were never saved.

        A `.png` that isn't there yet is where a new drawing will be saved. InputError says what can't be used.
        """
        opened = _named(path)
        self._remember(path)
        kept = self.place(path)
        if not kept.exists() or (path.exists() and path.stat().st_mtime > kept.stat().st_mtime):
            return opened
        sketch, aside = _read_kept(kept)
        if sketch is None:
            return replace(opened, news=("broken", aside))
        return replace(opened, sketch=sketch, is_changed=True, news=("recovered", path))

    def open_untitled(self) -> Opened:
        """The untitled drawing, as it was left; the first scene where there is none."""
        self._remember(None)
        kept = self.place(None)
        if not kept.exists():
            return Opened(open_sketch(FIRST_SCENE), None)
        sketch, aside = _read_kept(kept)
        if sketch is None:
            return Opened(open_sketch(FIRST_SCENE), None, news=("broken", aside))
        return Opened(sketch, None)

    def begin_untitled(self, sketch: Sketch) -> tuple[Opened, Path | None]:
        """Make `sketch` the untitled drawing, and where the one before is now, None if there was none."""
        self._remember(None)
        kept = self.place(None)
        aside = None
        if kept.exists():
            aside = kept.with_name(f"{kept.stem}-{time.strftime('%Y%m%d-%H%M%S')}.png")
            kept.rename(aside)
        kept.parent.mkdir(parents=True, exist_ok=True)
        save_sketch(kept, sketch, None)
        return Opened(sketch, None), aside

    def keep(self, sketch: Sketch, path: Path | None, picture: Picture | None, version: int) -> None:
        """Write the drawing to its keeping place, unless this version or a newer one is there already."""
        with self._writing:
            if version <= self._kept_version:
                return
            place = self.place(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            save_sketch(place, sketch, picture)
            self._kept_version = version

    def saved(self, path: Path, before: Path | None, version: int) -> None:
        """The drawing up to `version`, of the file `before`, is in the file `path` now: nothing of it is kept."""
        self._remember(path)
        for place in {path, before}:
            self.forget(place, version)

    def forget(self, path: Path | None, version: int) -> None:
        """The changes to a file up to `version` are saved, or not wanted: nothing is kept of them."""
        with self._writing:
            self._kept_version = max(version, self._kept_version)
            self.place(path).unlink(missing_ok=True)

    def close(self) -> None:
        """Let another studio have the untitled drawing; happens by itself when the process ends."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
            self._untitled = None

    def place(self, path: Path | None) -> Path:
        """Where the drawing of a file is kept, or the untitled one."""
        if path is None:
            return self._untitled or self._claim_untitled()
        whole = path.absolute()
        digest = hashlib.sha256(os.fsencode(whole)).hexdigest()[:12]
        return self._folder / "unsaved" / f"{whole.stem}-{digest}.png"

    def _remember(self, path: Path | None) -> None:
        """Which drawing is open; one that can't be remembered is no reason not to draw."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if path is None:
                self._last.unlink(missing_ok=True)
            else:
                self._last.write_bytes(os.fsencode(path.absolute()))

    def _claim_untitled(self) -> Path:
        """The first untitled drawing that no other studio has open; ours until this process ends."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name in ("untitled", *(f"untitled-{number}" for number in range(2, 100))):
                lock = os.open(self._folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(lock)
                    continue
                self._lock = lock
                self._untitled = self._folder / f"{name}.png"
                return self._untitled
        except OSError as error:
            raise InputError(f"drawings can't be kept in {self._folder}: {error.strerror}") from None
        raise InputError(f"{self._folder} holds a hundred open drawings; close some")


def holds_sketch(path: Path) -> bool:
    """Whether a file is a drawing that the studio saved."""
    data = path.read_bytes()
    return data.startswith(png.SIGNATURE) and png.find_chunk(data, chunk.CHUNK_TYPE) is not None


def _read_kept(kept: Path) -> tuple[Sketch | None, Path]:
    """What is kept in a place; nothing, and where its file went, when it can't be read."""
    try:
        return open_sketch(kept), kept
    except InputError:
        aside = kept.with_name(f"{kept.stem}-{int(kept.stat().st_mtime)}.broken.png")
        kept.rename(aside)
        return None, aside


def _named(path: Path) -> Opened:
    if path.exists() or path.suffix.lower() != ".png":
        return Opened(open_sketch(path), path, is_ours=holds_sketch(path))
    folder = path.absolute().parent
    if not folder.is_dir():
        raise InputError(f"{path} can't be a new drawing: the folder {folder} doesn't exist")
    if not os.access(folder, os.W_OK):
        raise InputError(f"{path} can't be a new drawing: the folder {folder} can't be written to")
    return Opened(_new_sketch(), path)


def _new_sketch() -> Sketch:
    """Sky over grass: an empty map would make an empty picture."""
    sketch = Sketch.blank(NEW_SKETCH_SIDE, NEW_SKETCH_SIDE)
    horizon = NEW_SKETCH_SIDE * 5 // 9
    sketch.labels[:horizon] = LANDSCAPE.id("sky")
    sketch.labels[horizon:] = LANDSCAPE.id("grass")
    return sketch
