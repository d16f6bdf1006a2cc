"""`studio train`: train a generator (or the scene reader) on pairs of label maps and pictures."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.errors import InputError

if TYPE_CHECKING:
    from lightning_modules.config import Config

_EXAMPLES = """examples:
  studio train reader --data world                         a scene reader, on pairs drawn for it
  studio train unet --data pairs --preset unet-live-128    the small network, on pairs of `studio data world`
  studio train unet --data pairs --set network=live --set batch=4 --set max_minutes=60
  studio train cartoongan --data DIR                       photographs in DIR/photos, cartoons in DIR/cartoons
  studio train --resume runs/20260101-120000-unet          go on where a run stopped
  studio train unet --export runs/20260101-120000-unet -o mine.safetensors
"""


def add_parser(subparsers: Any) -> None:
    """Add `train` to the studio's command line; imports nothing heavy."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "train",
        help="train a generator or the scene reader",
        description="Train on pairs of label maps and pictures. Ctrl-C saves; --resume goes on with the next batch.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "generator", nargs="?", metavar="GENERATOR", help="unet, reader, pix2pix, stargan or cartoongan"
    )
    parser.add_argument(
        "--data", default="world", metavar="DIR", help="a folder of pairs or pictures, or the word world (default)"
    )
    parser.add_argument("--preset", metavar="NAME|FILE.toml", help="a recipe by name or as a file")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="changes", help="a setting")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the run's folder (default: runs/TIME-GENERATOR)")
    parser.add_argument("--resume", type=Path, metavar="RUN", help="go on with a run that stopped")
    parser.add_argument("--init", metavar="RUN|FILE", default="", help="start from a run or a weight file")
    parser.add_argument("--threads", type=int, metavar="N", help="processor threads (default: all)")
    parser.add_argument("--export", type=Path, metavar="RUN", help="write a run's newest weights to -o")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where --export writes (.safetensors)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train, resume or export; exit code 0, or an error of studio.errors."""
    from lightning_modules.config import DEFAULT_PRESET

    changes = _changes(args.changes)
    if args.threads is not None and args.threads < 1:
        raise InputError(f"--threads is {args.threads}; it must be at least 1")
    if args.export:
        return _export(args)
    if args.resume:
        return _train(args, changes)
    if args.generator not in DEFAULT_PRESET:
        known = ", ".join(DEFAULT_PRESET)
        raise InputError(f"nothing to train called {args.generator or '(none given)'}: there are {known}")
    return _train(args, changes)


def _train(args: argparse.Namespace, changes: dict[str, str]) -> int:
    from lightning_modules.config import DEFAULT_PRESET, load_config

    config: Config | None = None
    if not args.resume:
        config = load_config(args.preset or DEFAULT_PRESET[args.generator], changes)
        _check_kind(args.generator, config)
        if args.init and not Path(args.init).exists():
            raise InputError(f"--init: there is no {args.init}; give a run's folder or a .safetensors file")
        if args.data != "world" and not Path(args.data).is_dir():
            raise InputError(f"no folder {args.data}: give one that `studio data world` wrote, or the word world")
    _prepare_torch(args.threads)
    from lightning_modules.run import train
    from lightning_modules.run_folder import Run

    if config is None:
        job = Run.read(args.resume, changes)
    else:
        job = Run(_new_folder(args.out, args.generator), config, _absolute(args.data), args.init)
    weights = train(job, resume=bool(args.resume))
    print(f"done: {weights}", file=sys.stderr)
    return 0


def _export(args: argparse.Namespace) -> int:
    if args.output is None or args.output.suffix != ".safetensors":
        raise InputError("--export needs -o FILE.safetensors")
    if not args.output.absolute().parent.is_dir():
        raise InputError(f"no folder {args.output.parent}: make it first")
    _prepare_torch(args.threads)
    from lightning_modules.run import export_run

    print(f"written: {export_run(args.export, args.output)}", file=sys.stderr)
    return 0


def _changes(texts: list[str]) -> dict[str, str]:
    for text in texts:
        if "=" not in text:
            raise InputError(f"--set takes KEY=VALUE, not {text}")
    return dict(text.split("=", 1) for text in texts)


def _check_kind(generator: str, config: Config) -> None:
    from lightning_modules.config import KIND_OF_GENERATOR

    if config.kind != KIND_OF_GENERATOR[generator]:
        raise InputError(
            f"that recipe is of kind {config.kind}, not {KIND_OF_GENERATOR[generator]} as {generator} wants"
        )


def _absolute(data: str) -> str:
    return data if data == "world" else str(Path(data).absolute())


def _new_folder(wanted: Path | None, generator: str) -> Path:
    """Where the new run goes; it is made when there is something to put into it."""
    folder = wanted or Path("runs") / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{generator}"
    if (folder / "config.json").exists():
        raise InputError(f"{folder} already holds a run: go on with --resume {folder}, or give another --out")
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise InputError(f"can't make the folder {folder}: {there} can't be written to")
    return folder


def _prepare_torch(threads: int | None) -> None:
    """Settle threads before torch is imported.

    Waiting threads sleep instead of spinning: where other programs run too, spinning made a step ten times slower.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if threads:
        os.environ["OMP_NUM_THREADS"] = str(threads)
