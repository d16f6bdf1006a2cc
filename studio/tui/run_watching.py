"""What the screen of training runs shows, read from their folders: values only, made in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.labels import Picture
from studio.runs.folder import METRICS, RunFolder
from studio.runs.metrics_tail import MetricsTail
from studio.runs.places import all_runs
from studio.runs.state import FAILED, RUNNING, RunState
from studio.tui.cells.curves import Curve, curves_of

DRAWS_SKETCHES = {"unet", "spade", "tsit"}
"""What learns to draw from label maps, and shows the open sketch while it trains."""

_LOG_LINES = 6


@dataclass(frozen=True)
class RunLine:
    """One run of the list."""

    name: str
    path: Path
    generator: str
    state: RunState

    @property
    def takes_sketches(self) -> bool:
        """Whether its trainer is there to draw a sketch that is laid into its folder."""
        return self.generator in DRAWS_SKETCHES and self.state.status == RUNNING


@dataclass(frozen=True, eq=False)
class Sheet:
    """A picture that the trainer drew, and the batch that it was drawn after."""

    path: Path
    stamp: int
    batch: int
    picture: Picture


@dataclass(frozen=True, eq=False)
class RunDetail:
    """The chosen run: its losses, its newest sheet, the open sketch as it draws it, and its last words if it failed."""

    line: RunLine
    curves: tuple[Curve, ...]
    sheet: Sheet | None
    sketch: Sheet | None
    last_words: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """One look: every run, the newest first, and the chosen one."""

    runs: tuple[RunLine, ...]
    detail: RunDetail | None


class RunWatcher:
    """Looks at the runs of `home` (where runs lie when None); one look at a time. Keeps what didn't change."""

    def __init__(self, home: Path | None = None) -> None:
        self._home = home
        self._tail: tuple[Path, MetricsTail] | None = None
        self._curves: tuple[Path, int, tuple[Curve, ...]] | None = None
        self._sheets: dict[str, Sheet] = {}

    def look(self, chosen: str | None) -> Seen:
        """All runs, and more of the chosen one (of the newest where there is none of that name)."""
        runs = tuple(line for run in reversed(self._runs()) if (line := _line(run)) is not None)
        if not runs:
            return Seen((), None)
        line = next((run for run in runs if run.name == chosen), runs[0])
        return Seen(runs, self._detail(line))

    def _runs(self) -> list[RunFolder]:
        try:
            return all_runs(self._home)
        except OSError:  # one went while they were counted: the next look is soon
            return []

    def _detail(self, line: RunLine) -> RunDetail:
        run = RunFolder(line.path)
        words = tuple(run.log_tail(_LOG_LINES)) if line.state.status == FAILED else ()
        sketches = run.sketch_samples()
        return RunDetail(
            line,
            self._losses(line.path),
            self._sheet("sheet", run.samples()),
            self._sheet("sketch", sketches),
            words,
        )

    def _losses(self, path: Path) -> tuple[Curve, ...]:
        if self._tail is None or self._tail[0] != path:
            self._tail = path, MetricsTail(path / METRICS)
        lines = self._tail[1].lines()
        if self._curves is None or self._curves[:2] != (path, len(lines)):
            self._curves = path, len(lines), curves_of(lines)
        return self._curves[2]

    def _sheet(self, kind: str, paths: list[Path]) -> Sheet | None:
        """The newest of the files, decoded once."""
        if not paths:
            return None
        kept = self._sheets.get(kind)
        try:
            stamp = paths[-1].stat().st_mtime_ns
            if kept is None or (kept.path, kept.stamp) != (paths[-1], stamp):
                self._sheets[kind] = kept = Sheet(paths[-1], stamp, _batch_of(paths[-1]), _decoded(paths[-1]))
        except (OSError, ValueError):  # it was replaced meanwhile, or is no picture
            return None
        return kept


def _line(run: RunFolder) -> RunLine | None:
    try:
        return RunLine(run.name, run.path, run.generator, run.state())
    except (OSError, AttributeError):
        return None


def _batch_of(path: Path) -> int:
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _decoded(path: Path) -> Picture:
    from PIL import Image

    with Image.open(path, formats=("PNG",)) as image:
        return np.asarray(image.convert("RGB"))
