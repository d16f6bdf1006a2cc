"""Opening what `--data` names: a folder of pairs, or the world itself, drawn once to disk or memory or ever anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from rich.console import Console
from rich.progress import Progress

from lightning_modules.config_semantic import SemanticConfig
from lightning_modules.data_module import PairData
from lightning_modules.first_process import is_first
from lightning_modules.label_folder import LabelFolder
from lightning_modules.pair_sources import KeptPairs, PairList, PairSource, ReadPairs
from lightning_modules.run_config import RunConfig
from studio.errors import InputError
from studio_data.datasets.fresh_world import FreshWorld
from studio_data.datasets.pairs import PairFolder, write_world_pairs
from studio_data.datasets.world_pairs import FORMAT
from studio_data.world.style import STYLE_NAMES

WORLD = "world"
_checked: set[tuple[Path, str]] = set()
"""Folders whose label maps this process has looked at, with the label set that they were read by."""


class WorldData(PairData):
    """The procedural world as a data module, for any trainer: `WorldData(config_of({...}, {}, where="mine"))`.

    The recipe's `world_pairs` pairs of load_size² pixels an epoch, by its `reuse`: "disk" draws them once into the
    user's cache folder (and finds them there the next time), "memory" draws them once per run, "none" draws new ones
    every epoch. Crops and mirrors differ from epoch to epoch in any case. A reused pair costs a tenth of a drawn one:
    wherever the network is faster than the processors draw, reuse.
    """

    def __init__(self, config: RunConfig) -> None:
        super().__init__(_world(config), STYLE_NAMES, config)


def open_data(data: str, config: RunConfig) -> PairData:
    """The data module of `data`, a folder of pairs or the word world; InputError says what is wrong with it."""
    if data == WORLD:
        return WorldData(config)
    folder = Path(data)
    if not folder.is_dir():
        raise InputError(f"no folder {folder}: give one that `studio data world` wrote, or the word world")
    pairs = PairFolder(folder)
    return PairData(_read(pairs, config), STYLE_NAMES, config, names=[record.name for record in pairs.records])


def open_labelled(data: str, config: SemanticConfig) -> PairData:
    """The same, where a folder's labels may be other people's: those of its labels.json or of `config.labels`."""
    folder = Path(data)
    if data == WORLD or not folder.is_dir() or (folder / "pairs.jsonl").is_file():
        return open_data(data, config)
    pairs = LabelFolder(folder, config.labels)
    if pairs.known_as and is_first():
        known = f"{folder.name} is laid out as {pairs.known_as} is: its labels are taken (--set labels=NAME for others)"
        print(known, file=sys.stderr, flush=True)
    _check_once(folder.absolute(), config.labels, pairs)
    source = _read(pairs, config)
    return PairData(source, STYLE_NAMES, config, labels=pairs.names, held_out=pairs.held_out, names=pairs.stems)


def _check_once(folder: Path, labels: str, pairs: LabelFolder) -> None:
    """Look at every map, which takes minutes where there are many: by one process, and once before it trains."""
    if not is_first() or (folder, labels) in _checked:
        return
    with _progress("checking label maps") as progress:
        pairs.check(progress)
    _checked.add((folder, labels))


def _world(config: RunConfig) -> PairSource:
    fresh = FreshWorld(config.world_pairs, config.load_size, config.seed)
    if config.reuse == "none":
        return fresh
    if config.reuse == "memory":
        with _progress("drawing pairs") as progress:
            return KeptPairs(fresh, workers=config.workers, progress=progress)
    folder = Path(platformdirs.user_cache_dir("sketch-studio")) / f"world-{FORMAT}-{config.load_size}-{config.seed}"
    with _progress("drawing pairs") as progress:
        write_world_pairs(
            folder,
            config.world_pairs,
            size=fresh.size,
            seed=fresh.seed,
            supersample=fresh.supersample,
            workers=max(1, config.workers),
            progress=progress,
        )
    return _read(PairFolder(folder), config)


def _read(listed: PairList, config: RunConfig) -> PairSource:
    in_memory = config.reuse == "memory"
    # Workers would each keep pairs of their own: then the system's file cache has to do.
    pairs = ReadPairs(listed, config.load_size, keep=not config.workers and not in_memory)
    if not in_memory:
        return pairs
    with _progress("reading pairs") as progress:
        return KeptPairs(pairs, workers=config.workers, progress=progress)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
