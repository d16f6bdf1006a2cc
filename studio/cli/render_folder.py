"""`studio render FOLDER`: pictures of everything in a folder, by as many processes as are asked for."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.output import STDOUT
from studio.cli.talk import answer, complain, say
from studio.errors import InputError, StudioError

if TYPE_CHECKING:
    from studio.render.asking import Asked
    from studio.render.folder_job import Drawing, Job

FAILED = 1
_FAULTS_SHOWN = 20
_INTERVAL_S = 0.2
_PATIENCE_S = 10.0


@dataclass(frozen=True)
class _Ended:
    """What there was to do, and what has become of it."""

    drawings: list[Drawing]
    kept: int
    seconds: float

    @property
    def faults(self) -> list[Drawing]:
        return [drawing for drawing in self.drawings if drawing.fault]


def render_folder(args: argparse.Namespace, asked: Asked) -> int:
    """Draw what has no picture yet; exit code 1 where a file has none in the end."""
    job, kept = _job(args, asked)
    begun = time.monotonic()
    if job.tasks:
        job.write()
        _draw(job)
    ended = _Ended(job.drawings() if job.tasks else [], kept, time.monotonic() - begun)
    _tell(args, ended)
    return FAILED if ended.faults else 0


def _job(args: argparse.Namespace, asked: Asked) -> tuple[Job, int]:
    """What is left to draw, and how many pictures are there already; InputError for what can't be begun."""
    from studio.render.folder_job import PHOTOGRAPHS, SKETCHES, Job, asked_of_all, tasks_in
    from studio.sketch.photographs import open_photograph

    if args.out == STDOUT:
        raise InputError("a folder's pictures go into a folder: -o DIR")
    if args.out.exists() and not args.out.is_dir():
        raise InputError(f"{args.out} is a file, and a folder's pictures go into a folder: -o DIR")
    if args.out.exists() and args.out.samefile(args.sketch):
        raise InputError(f"{args.out} holds the sketches themselves; give the pictures another folder")
    links = asked.links()
    if asked.style:
        open_photograph(Path(asked.style))
    suffixes = PHOTOGRAPHS if links and links[0].generator.input == "picture" else SKETCHES
    tasks = tasks_in(args.sketch, args.out, suffixes, f".{args.format or 'png'}")
    shared = asked_of_all(asked, links)
    left = [task for task in tasks if args.force or not task.is_done]
    if len(left) < len(tasks):
        _refuse_a_mixture(args.out, shared)
    devices, nodes = args.devices or 1, args.nodes or 1
    job = Job(args.out.absolute(), asked, tuple(left), shared, devices, nodes, args.strategy or "auto")
    return job, len(tasks) - len(left)


def _refuse_a_mixture(out: Path, shared: dict[str, object]) -> None:
    """InputError where pictures in `out` were drawn by a job that asked for something else."""
    from studio.render.folder_job import Job

    try:
        before = Job.read(out).asked_of_all
    except InputError:
        return
    changed = sorted(name for name in shared if before.get(name) != shared[name])
    if changed:
        raise InputError(
            f"{out} holds pictures that were drawn with another {', '.join(changed)}\n"
            "give another folder, or --force draws all of them anew"
        )


def _draw(job: Job) -> None:
    """Let the processes work, and show how far they are; StudioError where they break off."""
    command = [sys.executable, "-P", "-m", "lightning_modules.predictor", str(job.out), "--tied"]
    with (
        job.log.open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True) as process,
    ):
        try:
            while process.poll() is None:
                _show(job)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_INTERVAL_S)
        finally:
            _show(None)
            _end(process)
    if process.returncode:
        raise _broken_off(job, process.returncode)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The processes end with the pipe that they hold; one that doesn't is killed."""
    assert process.stdin is not None
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()


def _broken_off(job: Job, code: int) -> StudioError:
    lines = job.log.read_text(encoding="utf-8", errors="replace").split("\n")
    said = next((line.strip() for line in reversed(lines) if line.strip()), "")
    if code == InputError.exit_code:
        return InputError(said)
    drawn = sum(not drawing.fault for drawing in job.drawings())
    how = f"signal {-code}" if code < 0 else f"exit {code}"
    return StudioError(
        f"drawing broke off ({how}){': ' + said if said else ''}\n"
        f"{drawn} of {len(job.tasks)} pictures are there, the same command goes on; details in {job.log}"
    )


def _show(job: Job | None) -> None:
    """How many pictures there are, on a terminal's stderr; without a job the line is wiped."""
    if sys.stderr and sys.stderr.isatty():
        sys.stderr.write(f"\r{len(job.drawings())} of {len(job.tasks)}\x1b[K" if job else "\r\x1b[K")
        sys.stderr.flush()


def _tell(args: argparse.Namespace, ended: _Ended) -> None:
    faults = [replace(drawing, name=_as_given(args.sketch, drawing)) for drawing in ended.faults]
    for drawing in faults[:_FAULTS_SHOWN]:
        complain(f"{drawing.name}: {drawing.fault}")
    if len(faults) > _FAULTS_SHOWN:
        say(f"… and {len(faults) - _FAULTS_SHOWN} more")
    drawn = len(ended.drawings) - len(faults)
    if args.json:
        facts = {
            "out": str(args.out),
            "drawn": drawn,
            "kept": ended.kept,
            "failed": [{"file": drawing.name, "why": drawing.fault} for drawing in faults],
            "seconds": round(ended.seconds, 1),
        }
        answer(json.dumps(facts))
    else:
        kept = f", {ended.kept} were there already" if ended.kept else ""
        failed = f", {len(faults)} failed" if faults else ""
        say(f"{args.out}: {drawn} drawn{kept}{failed}, {ended.seconds:.1f} s")


def _as_given(folder: Path, drawing: Drawing) -> str:
    """The file's name below the folder as the command line has it."""
    return str(folder / Path(drawing.name).relative_to(folder.absolute()))
