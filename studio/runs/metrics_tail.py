"""Following `metrics.jsonl` while it grows: every look reads only what was added."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class MetricsTail:
    """The whole lines of one run's metrics; begins anew where the file was replaced or cut, as a resumed run does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._inode = 0
        self._offset = 0
        self._lines: list[dict[str, Any]] = []

    def lines(self) -> list[dict[str, Any]]:
        """Every line until now; one that isn't whole yet, or is no JSON object, is left out."""
        try:
            with self._path.open("rb") as file:
                facts = os.fstat(file.fileno())
                if facts.st_ino != self._inode or facts.st_size < self._offset:
                    self._inode, self._offset, self._lines = facts.st_ino, 0, []
                file.seek(self._offset)
                added = file.read()
        except OSError:
            return self._lines
        whole = added[: added.rfind(b"\n") + 1]
        self._offset += len(whole)
        self._lines += [fact for line in whole.splitlines() if (fact := _object(line)) is not None]
        return self._lines


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        fact = json.loads(line)
    except ValueError:
        return None
    return fact if isinstance(fact, dict) else None
