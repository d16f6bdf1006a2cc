"""`studio train`: begin a training run that goes on without this terminal."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer, complain, say
from studio.errors import InputError
from studio.runs.folder import RunFolder

if TYPE_CHECKING:
    from lightning_modules.config import Config

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_EXAMPLES = """examples:
  studio train unet                                        on pairs of the procedural world, drawn for it
  studio train unet --data pairs --preset unet-live-128    the small network, on pairs of `studio data world`
  studio train unet --data pairs --set network=live --set batch=4 --set max_minutes=60 --name mine
  studio train spade --preset spade-small --data DIR       label maps in DIR/labels, pictures in DIR/images
  studio train cartoongan --data DIR                       photographs in DIR/photos, cartoons in DIR/cartoons

It looks at the data, tries two steps, says what they cost, and leaves the run to itself: close the terminal, drop the
line, and look again with `studio runs watch NAME`. `studio runs stop NAME` saves and ends it, `studio runs resume NAME`
goes on. With --foreground it stays here: Ctrl-C saves and ends it with exit code 75.
"""


def add_parser(subparsers: Any) -> None:
    """Add `train` to the studio's command line; imports nothing heavy."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "train",
        help="train a generator or the scene reader",
        description="Begin a training run.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("generator", metavar="GENERATOR", help="what to train: unet, reader, pix2pix, …")
    parser.add_argument(
        "--data", default="world", metavar="DIR", help="a folder of pairs or pictures, or the word world (default)"
    )
    parser.add_argument("--preset", metavar="NAME|FILE.toml", help="a recipe by name or as a file")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="changes", help="a setting")
    parser.add_argument("--name", help="what to call the run (default: the time and the generator)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the run's folder (default: NAME among the runs)")
    parser.add_argument("--init", metavar="RUN|FILE", default="", help="start from a run or a weight file")
    parser.add_argument("--threads", type=int, metavar="N", help="processor threads (default: all)")
    parser.add_argument("--memory", metavar="SIZE", help="what to use of a card: 4GiB (default), 3500MiB, all")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16", "fp16"), help="auto tries them on the card")
    parser.add_argument("--devices", type=int, metavar="N", help="cards (or processes) that share every batch")
    parser.add_argument(
        "--nodes", type=int, metavar="N", help="machines that do (docs/training.md says how to begin each)"
    )
    parser.add_argument("--strategy", metavar="NAME", help="Lightning's strategy for that (default: DDP)")
    parser.add_argument("--foreground", action="store_true", help="train in this process, and end when it ends")
    parser.add_argument("--json", action="store_true", help="the run's name, folder and preflight as JSON on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Begin a run; exit code 0 once it trains (with --foreground: the training's own), or an error of studio.errors."""
    from studio.runs.places import new_run_folder

    config = _config(args)
    if args.threads is not None and args.threads < 1:
        raise InputError(f"--threads is {args.threads}; it must be at least 1")
    if args.name is not None and args.out is not None:
        raise InputError("--name and --out both say where the run goes: give one of them")
    init = _place(args.init) if args.init else ""
    if args.data != "world" and not Path(args.data).is_dir():
        raise InputError(f"no folder {args.data}: give one that `studio data world` wrote, or the word world")
    folder = new_run_folder(args.generator, name=args.name, out=args.out)
    from lightning_modules.run_folder import Run

    data = args.data if args.data == "world" else str(Path(args.data).absolute())
    Run(folder, config, data, init, args.threads or 0).write()
    return begin(folder, resume=False, foreground=args.foreground, as_json=args.json)


def begin(folder: Path, *, resume: bool, foreground: bool, as_json: bool) -> int:
    """Begin, or go on with, the run whose recipe lies in `folder`: here, or in a process of its own."""
    if foreground:
        code = _here(folder, resume)
    else:
        from studio.runs.launch import launch

        code = _follow_the_start(launch(folder, resume=resume), as_json)
    if code == InputError.exit_code and not resume:
        RunFolder(folder).forget()
    return code


def _here(folder: Path, resume: bool) -> int:
    """Train in this process; on several devices, in one below it, which others can be begun like."""
    from lightning_modules.run_folder import Run
    from lightning_modules.trainer import train_here

    if Run.read(folder).config.world == 1:
        return train_here(folder, resume=resume)
    command = [sys.executable, "-P", "-m", "lightning_modules.trainer", str(folder), *(["--resume"] if resume else [])]
    return _in_a_group(command)


def _in_a_group(command: list[str]) -> int:
    """Run `command` to its end; its exit code.

    Signals go to it alone, and it tells its other processes: a terminal's Ctrl-C would end those before they can save.
    """
    with subprocess.Popen(command, start_new_session=True) as process:
        before = {number: signal.signal(number, lambda sent, _: process.send_signal(sent)) for number in _SIGNALS}
        try:
            return process.wait()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # what it may have left behind


def _config(args: argparse.Namespace) -> Config:
    from lightning_modules.config import DEFAULT_PRESET, KINDS_OF_GENERATOR, load_config

    if args.generator not in DEFAULT_PRESET:
        from lightning_modules.plugin_recipes import plugin_config

        return plugin_config(args.generator, {**changes_of(args.changes), **_machine(args)}, preset=args.preset)
    config = load_config(args.preset or DEFAULT_PRESET[args.generator], {**changes_of(args.changes), **_machine(args)})
    wanted = KINDS_OF_GENERATOR[args.generator]
    if config.kind not in wanted:
        raise InputError(f"that recipe is of kind {config.kind}, not {' or '.join(wanted)} as {args.generator} wants")
    return config


def _machine(args: argparse.Namespace) -> dict[str, str]:
    """What the command line says of memory, precision and devices, as settings."""
    names = ("memory", "precision", "devices", "nodes", "strategy")
    return {name: str(value) for name in names if (value := getattr(args, name)) is not None}


def changes_of(texts: list[str]) -> dict[str, str]:
    """`--set` texts as settings."""
    for text in texts:
        if "=" not in text:
            raise InputError(f"--set takes KEY=VALUE, not {text}")
    return dict(text.split("=", 1) for text in texts)


def _place(init: str) -> str:
    """Where --init lies: a run by its name or folder, or a weight file."""
    from studio.runs.places import find_run

    if Path(init).exists():
        return str(Path(init).absolute())
    try:
        return str(find_run(init).path)
    except InputError as fault:
        raise InputError(f"--init: there is no {init}; give a run, a run's folder or a .safetensors file") from fault


def _follow_the_start(run_folder: RunFolder, as_json: bool) -> int:
    """Wait until the run trains, and say what was measured before; its own error where it doesn't get so far."""
    import json

    from studio.runs.launch import wait_while
    from studio.runs.state import CRASHED, FAILED, INTERRUPTED, STARTING
    from studio.runs.words import preflight_lines

    say(f"{run_folder.name}: looking at the data and trying two steps (Ctrl-C leaves it to itself)")
    try:
        state = wait_while(run_folder, (STARTING,), seconds=float("inf"))
    except KeyboardInterrupt:
        state = run_folder.state()
    if state.status in (FAILED, CRASHED, INTERRUPTED):
        code = state.exit_code or (75 if state.status == INTERRUPTED else 1)
        complain(state.reason)
        if code != InputError.exit_code:
            say(f"{run_folder.name}: {state.status}; its log: studio runs logs {run_folder.name}")
        return code
    if as_json:
        answer(json.dumps({"name": run_folder.name, "folder": str(run_folder.path), **run_folder.preflight()}))
    else:
        say("\n".join(preflight_lines(run_folder.preflight())))
    say(f"it trains on its own now: studio runs watch {run_folder.name}")
    return 0
