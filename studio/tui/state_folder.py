"""What the studio remembers between two sessions besides drawings: small files in its state folder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from studio.tui.documents import name_for


class StateFolder:
    """The folder at `path`; what can't be remembered is no reason not to draw."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def last(self) -> Path | None:
        """The file that was drawn on last, None for the untitled drawing."""
        return self._path_in("last")

    @last.setter
    def last(self, file: Path | None) -> None:
        self._put("last", file)

    @property
    def pairs_folder(self) -> Path | None:
        """Where pairs to train on were kept last, None where none were."""
        return self._path_in("pairs-folder")

    @pairs_folder.setter
    def pairs_folder(self, folder: Path | None) -> None:
        self._put("pairs-folder", folder)

    def backups_of(self, file: Path) -> Path:
        """The folder with the backups of a file."""
        return self.path / "backups" / name_for(file)

    def journal_of(self, file: Path) -> Path:
        """The journal of a file beside which none can lie."""
        return self.path / "unsaved" / f"{name_for(file)}.journal"

    def _path_in(self, name: str) -> Path | None:
        with suppress(OSError):
            return Path(os.fsdecode((self.path / name).read_bytes()))
        return None

    def _put(self, name: str, path: Path | None) -> None:
        with suppress(OSError):
            self.path.mkdir(parents=True, exist_ok=True)
            if path is None:
                (self.path / name).unlink(missing_ok=True)
            else:
                (self.path / name).write_bytes(os.fsencode(path.absolute()))
