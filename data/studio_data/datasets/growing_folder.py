"""A folder of drawings that grows: filled from a seed, stopped and resumed at any time, never mixed with others.

A header file tells what all drawings share, subfolders hold their files by name, a listing of JSON lines what each is.
"""

from __future__ import annotations

import errno
import json
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from studio.errors import InputError, StudioError
from studio_data.datasets.whole_files import file_name, is_leftover, replace_text

MOST_FILES = 999_999
Progress = Callable[[int, int], None]
Ranges = Sequence[tuple[str, int, int, int]]

_NOBODYS_FAULT = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
_AHEAD = 4  # drawings in flight per worker: enough to keep it busy, few enough to stop at once


def check_ranges(ranges: Ranges) -> None:
    """InputError for the first number, as (what, value, lowest, highest), that can't be used."""
    for what, value, low, high in ranges:
        if not low <= value <= high:
            raise InputError(f"{what} is {value}; it must be from {low} to {high}")


@dataclass(frozen=True)
class GrowingFolder:
    """Where drawings go and what they share.

    things: what they are, as a plural. recipe: plain JSON values that decide every drawing, `format` among them, which
    counts up when the same numbers come to draw something else. header, listing: file names; folders: relative paths.
    shared: folders whose files belong to several drawings; summaries: files made of the listing.
    """

    out: Path
    things: str
    recipe: Mapping[str, Any]
    header: str
    listing: str
    folders: tuple[str, ...]
    shared: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Make or check the folder and take away what a killed writer left.

        InputError where it can't be written, holds something else, or was drawn by another recipe; StudioError where
        the disk is full or fails.
        """
        try:
            found = {path.name for path in self.out.iterdir() if not is_leftover(path)} if self.out.exists() else set()
            if self.header in found:
                self._check_recipe()
            folders = (*self.folders, *self.shared)
            known = {self.header, self.listing, *self.summaries, *(folder.split("/")[0] for folder in folders)}
            foreign = sorted(found - known) or sorted(found if self.header not in found else ())
            if foreign:
                raise InputError(f"{self.out} holds {foreign[0]}, which no {self.things} go with; name a new folder")
            self.out.mkdir(parents=True, exist_ok=True)
            replace_text(self.out / self.header, json.dumps(self.recipe) + "\n")
            for folder in folders:
                (self.out / folder).mkdir(parents=True, exist_ok=True)
                for leftover in filter(is_leftover, list((self.out / folder).iterdir())):
                    leftover.unlink()
        except OSError as error:
            kind = StudioError if error.errno in _NOBODYS_FAULT else InputError
            raise kind(
                f"{self.out} can't be written as a folder of {self.things}: {error.strerror or error}"
            ) from error

    def fill(self, count: int, draw: Callable[[int], str], workers: int, progress: Progress | None) -> None:
        """Draw what is missing of `count` drawings, in order, here or in `workers` processes of their own.

        draw: writes the files of one and returns its line of the listing; it can be pickled. progress: is called with
        those that exist and with `count`, at the start and after each. StudioError where drawing or writing fails.
        """
        self.prepare()
        try:
            done = self._keep_complete()
        except OSError as error:
            raise InputError(f"{self.out / self.listing} can't be read: {error.strerror or error}") from error
        missing = [index for index in range(count) if file_name(index) not in done]
        finished = count - len(missing)
        if progress:
            progress(finished, count)
        with self.writing(lambda: finished), (self.out / self.listing).open("a", encoding="utf-8") as listing:
            for line in _drawn(draw, missing, workers):
                listing.write(line)
                listing.flush()
                finished += 1
                if progress:
                    progress(finished, count)

    @contextmanager
    def writing(self, finished: Callable[[], int]) -> Iterator[None]:
        """Failures of a disk or a worker as StudioError, with how many drawings were finished."""
        try:
            yield
        except OSError as error:
            raise StudioError(
                f"{self.out}: writing stopped after {finished()} {self.things}: {error.strerror or error}"
            ) from error
        except BrokenProcessPool as error:
            raise StudioError(
                f"{self.out}: a worker died after {finished()} {self.things}, perhaps for want of memory; "
                "try fewer workers"
            ) from error

    def _check_recipe(self) -> None:
        """InputError where the folder was drawn by another recipe."""
        try:
            written = json.loads((self.out / self.header).read_text(encoding="utf-8"))
            differing = [what for what, value in self.recipe.items() if written.get(what) != value]
        except (ValueError, AttributeError) as error:
            raise InputError(f"{self.out / self.header} is damaged; name a new folder") from error
        if "format" in differing:
            raise InputError(
                f"{self.out} holds {self.things} drawn by another version of the studio "
                f"(format {written.get('format')}, this one draws {self.recipe['format']}); name a new folder"
            )
        if differing:
            what = differing[0]
            raise InputError(
                f"{self.out} holds {self.things} with {what} {written.get(what)}, not {self.recipe[what]}; "
                f"name a new folder, or go on with the same {what}"
            )

    def _keep_complete(self) -> set[str]:
        """Rewrite the listing to the drawings whose files are all there (a kill may have torn its last line)."""
        listing = self.out / self.listing
        if not listing.exists():
            return set()
        files = [{path.stem for path in (self.out / folder).glob("*.png")} for folder in self.folders]
        whole: dict[str, str] = {}
        for line in listing.read_text(encoding="utf-8").splitlines():
            try:
                name = json.loads(line)["name"]
            except (ValueError, KeyError, TypeError):
                continue
            if all(name in names for names in files):
                whole[name] = line
        replace_text(listing, "".join(f"{whole[name]}\n" for name in sorted(whole)))
        return set(whole)


def _drawn(draw: Callable[[int], str], indices: list[int], workers: int) -> Iterator[str]:
    """The lines of all drawings, in order."""
    if workers == 1 or len(indices) < 2:
        yield from map(draw, indices)
        return
    pool = ProcessPoolExecutor(min(workers, len(indices)), get_context("spawn"), _leave_interrupts_to_the_parent)
    in_flight: deque[Future[str]] = deque()
    try:
        for index in indices:
            in_flight.append(pool.submit(draw, index))
            if len(in_flight) >= workers * _AHEAD:
                yield in_flight.popleft().result()
        while in_flight:
            yield in_flight.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches every process of the terminal; only the parent answers, and lets running drawings be finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
