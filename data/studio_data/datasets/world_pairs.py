"""Write pairs drawn from the procedural world: in several processes, to be stopped and resumed at any time."""

from __future__ import annotations

import json
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from studio.errors import InputError, StudioError
from studio.labels import LANDSCAPE
from studio_data.datasets.fresh_world import world_pair
from studio_data.datasets.whole_files import file_name, is_leftover, replace_text, write_png

FORMAT = 1
MOST_PAIRS = 999_999
_HEADER = "world.json"
_LISTING = "pairs.jsonl"
_PARTS = ("labels", "images", _HEADER, _LISTING)
_AHEAD = 4  # pairs in flight per worker: enough to keep it busy, few enough to stop at once


@dataclass(frozen=True)
class _Recipe:
    """Everything that the pairs of a folder share; two folders with equal recipes hold equal pairs."""

    seed: int
    size: int
    supersample: int
    format: int = FORMAT


def write_world_pairs(
    out: Path,
    count: int,
    *,
    size: int = 256,
    seed: int = 0,
    supersample: int = 2,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Fill `out` with `count` pairs of size×size pixels; pairs that are there already are kept.

    Pair i depends on (seed, i), `size` and `supersample` only, so a folder can be stopped, resumed and made longer
    with the same bytes as in one go. Files appear whole or not at all. `progress` is called with the pairs that exist
    and with `count`, at the start and after each pair. InputError for numbers out of range, a folder that can't be
    written, holds something else or pairs of another recipe; StudioError where drawing or writing fails.
    """
    _check_numbers(count, size, seed, supersample, workers)
    recipe = _Recipe(seed, size, supersample)
    done = _prepare(out, recipe)
    missing = [index for index in range(count) if file_name(index) not in done]
    finished = count - len(missing)
    if progress:
        progress(finished, count)
    try:
        with (out / _LISTING).open("a", encoding="utf-8") as listing:
            for line in _lines(out, recipe, missing, workers):
                listing.write(line)
                listing.flush()
                finished += 1
                if progress:
                    progress(finished, count)
    except OSError as error:
        raise StudioError(f"{out}: writing stopped after {finished} pairs: {error.strerror or error}") from error
    except BrokenProcessPool as error:
        raise StudioError(
            f"{out}: a worker died after {finished} pairs, perhaps for want of memory; try fewer workers"
        ) from error


def _check_numbers(count: int, size: int, seed: int, supersample: int, workers: int) -> None:
    """InputError for the first number that can't be used."""
    ranges = (
        ("count", count, 1, MOST_PAIRS),
        ("size", size, 16, 2048),
        ("seed", seed, 0, 2**63 - 1),
        ("supersample", supersample, 1, 4),
        ("workers", workers, 1, 256),
    )
    for what, value, low, high in ranges:
        if not low <= value <= high:
            raise InputError(f"{what} is {value}; it must be from {low} to {high}")


def _prepare(out: Path, recipe: _Recipe) -> set[str]:
    """Make or check the folder; returns the names of pairs that are complete."""
    try:
        found = {path.name for path in out.iterdir() if not is_leftover(path)} if out.exists() else set()
        if _HEADER in found:
            _check_recipe(out, recipe)
        foreign = sorted(found - set(_PARTS)) or sorted(found if _HEADER not in found else ())
        if foreign:
            raise InputError(f"{out} holds {foreign[0]}, which no pairs of the world go with; name a new folder")
        for part in ("labels", "images"):
            (out / part).mkdir(parents=True, exist_ok=True)
            for leftover in filter(is_leftover, list((out / part).iterdir())):
                leftover.unlink()
        replace_text(out / _HEADER, json.dumps(asdict(recipe)) + "\n")
        return _keep_complete(out)
    except OSError as error:
        raise InputError(f"{out} can't be written as a folder of pairs: {error.strerror or error}") from error


def _check_recipe(out: Path, recipe: _Recipe) -> None:
    """InputError where the folder's pairs were drawn by another recipe."""
    try:
        written = json.loads((out / _HEADER).read_text(encoding="utf-8"))
        differing = [what for what, value in asdict(recipe).items() if written.get(what) != value]
    except (ValueError, AttributeError) as error:
        raise InputError(f"{out / _HEADER} is damaged; name a new folder") from error
    if differing:
        what = differing[0]
        raise InputError(
            f"{out} holds pairs with {what} {written.get(what)}, not {getattr(recipe, what)}; name a new folder, "
            f"or go on with the same {what}"
        )


def _keep_complete(out: Path) -> set[str]:
    """Rewrite the listing to the pairs whose files are there (a kill may have torn its last line)."""
    listing = out / _LISTING
    if not listing.exists():
        return set()
    files = [{path.stem for path in (out / part).glob("*.png")} for part in ("labels", "images")]
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


def _lines(out: Path, recipe: _Recipe, indices: list[int], workers: int) -> Iterator[str]:
    """Draw the pairs, here or in processes of their own; yields their lines of the listing, in order."""
    if workers == 1 or len(indices) < 2:
        for index in indices:
            yield draw_pair(out, recipe, index)
        return
    pool = ProcessPoolExecutor(min(workers, len(indices)), get_context("spawn"), _leave_interrupts_to_the_parent)
    in_flight: deque[Future[str]] = deque()
    try:
        for index in indices:
            in_flight.append(pool.submit(draw_pair, out, recipe, index))
            if len(in_flight) >= workers * _AHEAD:
                yield in_flight.popleft().result()
        while in_flight:
            yield in_flight.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches every process of the terminal; only the parent answers, and lets running pairs be finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def draw_pair(out: Path, recipe: _Recipe, index: int) -> str:
    """Draw pair `index`, write its two files and return its line of the listing."""
    pair, scene, pair_seed = world_pair(recipe.seed, index, recipe.size, recipe.supersample)
    write_png(out / "labels" / f"{file_name(index)}.png", pair.labels, LANDSCAPE.palette())
    write_png(out / "images" / f"{file_name(index)}.png", pair.picture)
    entry: dict[str, Any] = {
        "name": file_name(index),
        "kind": scene.kind,
        "seed": pair_seed,
        "style": scene.style.to_dict(),
        "style_vector": [float(str(value)) for value in pair.style],
    }
    return json.dumps(entry) + "\n"
