"""A folder of sketches (or photographs) to draw: which of them, into which files, and what has become of each.

What is asked lies in OUT/.studio-render/job.json; every process that draws adds a line per picture to a report of its
own beside it. So a process may die, on this machine or another, and nothing is lost or said twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio.generators.specs import Blend
from studio.render.asking import Asked
from studio.render.chain import Link
from studio.sketch.atomic import write_atomically

SKETCHES = (".png", ".mat")
PHOTOGRAPHS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")
_PLACE, _JOB = ".studio-render", "job.json"


@dataclass(frozen=True)
class Task:
    """One file to draw, and where its picture goes."""

    source: Path
    picture: Path

    @property
    def is_done(self) -> bool:
        """Whether the picture is there and no older than its source."""
        try:
            return self.picture.stat().st_mtime_ns >= self.source.stat().st_mtime_ns
        except OSError:
            return False


@dataclass(frozen=True)
class Drawing:
    """One line of a report: a file's name, and why it has no picture (empty: it has one)."""

    name: str
    fault: str = ""


@dataclass(frozen=True)
class Job:
    """What is to be drawn into the folder `out`, by how many processes. asked_of_all: what pictures depend on."""

    out: Path
    asked: Asked
    tasks: tuple[Task, ...]
    asked_of_all: dict[str, Any]
    devices: int = 1
    nodes: int = 1
    strategy: str = "auto"

    def write(self) -> None:
        """Put the job into its folder, and take earlier reports away."""
        self.place.mkdir(parents=True, exist_ok=True)
        for report in self.place.glob("report-*.jsonl"):
            report.unlink()
        facts = {
            "asked": asdict(self.asked),
            "asked_of_all": self.asked_of_all,
            "tasks": [[str(task.source), str(task.picture)] for task in self.tasks],
            "devices": self.devices,
            "nodes": self.nodes,
            "strategy": self.strategy,
        }
        write_atomically(self.place / _JOB, json.dumps(facts, indent=1).encode() + b"\n")

    @classmethod
    def read(cls, out: Path) -> Job:
        """The job in the folder `out`; InputError where there is none."""
        try:
            facts = json.loads((out / _PLACE / _JOB).read_text())
            tasks = tuple(Task(Path(source), Path(picture)) for source, picture in facts.pop("tasks"))
            asked = facts.pop("asked")
            blend = Blend(**asked["blend"]) if asked["blend"] else None
            return cls(out, Asked(**{**asked, "options": tuple(asked["options"]), "blend": blend}), tasks, **facts)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise InputError(f"{out} holds no job of `studio render FOLDER` ({fault})") from fault

    @property
    def place(self) -> Path:
        """Where the job, its reports and its log lie."""
        return self.out / _PLACE

    @property
    def log(self) -> Path:
        """What generators print, and tracebacks."""
        return self.place / "log.txt"

    def report(self, rank: int) -> Path:
        """The report of one of the processes."""
        return self.place / f"report-{rank}.jsonl"

    def drawings(self) -> list[Drawing]:
        """What has been reported so far, a line that is just being written left out."""
        found = []
        for report in sorted(self.place.glob("report-*.jsonl")):
            lines = report.read_text(encoding="utf-8").split("\n")
            found += [Drawing(**json.loads(line)) for line in lines[:-1]]
        return found


def tasks_in(folder: Path, out: Path, suffixes: Sequence[str], ending: str) -> list[Task]:
    """Every file in `folder` and below that a generator may draw from, by name; its picture keeps its place and stem.

    Hidden files are left out, and `out` where it lies in `folder`. InputError where there is no file, or where two
    would become the same picture.
    """
    found: dict[Path, Path] = {}
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is(here / name, out))
        for name in sorted(names):
            if name.startswith(".") or Path(name).suffix.lower() not in suffixes:
                continue
            source = here / name
            picture = out / source.relative_to(folder).with_suffix(ending)
            if (twin := found.setdefault(picture, source)) != source:
                raise InputError(f"{twin} and {source} would both become {picture}: draw one of them apart")
    if not found:
        raise InputError(f"{folder} holds nothing to draw: files that end in {', '.join(suffixes)} are looked for")
    return [Task(source.absolute(), picture.absolute()) for picture, source in found.items()]


def asked_of_all(asked: Asked, links: Sequence[Link]) -> dict[str, Any]:
    """What every picture of a job depends on beside its own file, as JSON: options, weights, the style's content."""
    facts = asdict(asked) | {"options": list(asked.options)}
    facts["weights"] = [link.step.weights or [own.sha256 for own in link.generator.weights] for link in links]
    if asked.style:
        facts["style"] = hashlib.sha256(Path(asked.style).read_bytes()).hexdigest()
    return facts


def _is(folder: Path, other: Path) -> bool:
    return other.exists() and folder.samefile(other)
