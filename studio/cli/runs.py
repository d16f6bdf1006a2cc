"""`studio runs`: look at training runs, stop them, go on with them, take their weights."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from studio.cli.runs_telling import block_of, facts_of, line_of
from studio.cli.talk import answer, say
from studio.errors import InputError

_EXAMPLES = """examples:
  studio runs list                     every run, a line each
  studio runs watch mine               follow it; Ctrl-C stops looking, not the run
  studio runs stop mine                save and end it
  studio runs resume mine              go on with the very next batch
  studio runs export mine -o mine.safetensors && studio weights import mine.safetensors
A run is named by its name, the start of its name, or its folder.
"""
_LONGEST_STOP_S = 600.0


def add_parser(subparsers: Any) -> None:
    """Add the command `runs` with its subcommands."""
    parser = subparsers.add_parser(
        "runs",
        help="watch, stop and resume training runs",
        description="Training runs that `studio train` began.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    commands = parser.add_subparsers(dest="runs_command", metavar="COMMAND", required=True)
    parsers = {"list": commands.add_parser("list", help="every run, a line each")}
    for name, told in {
        "show": "all about one run",
        "watch": "follow a run until it ends; Ctrl-C stops looking, not the run",
        "stop": "let it save and end",
        "resume": "go on where it ended",
        "logs": "what its trainer said",
        "export": "write its newest weights to a file, whether it has ended or not",
    }.items():
        parsers[name] = commands.add_parser(name, help=told)
        parsers[name].add_argument("name", metavar="NAME", help="the run's name, the start of it, or its folder")
    parsers["resume"].add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="changes", help="change a setting"
    )
    parsers["resume"].add_argument("--foreground", action="store_true", help="train in this process")
    parsers["logs"].add_argument("-n", "--lines", type=int, default=40, metavar="N", help="how many (default 40)")
    parsers["export"].add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=".safetensors")
    for each in parsers.values():
        each.add_argument("--json", action="store_true", help="as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Do what `studio runs` was asked for; the exit code."""
    return {
        "list": _list,
        "show": _show,
        "watch": _watch,
        "stop": _stop,
        "resume": _resume,
        "logs": _logs,
        "export": _export,
    }[args.runs_command](args)


def _list(args: argparse.Namespace) -> int:
    from studio.runs.places import all_runs, runs_home

    runs = [(each, each.state()) for each in all_runs()]
    if args.json:
        answer(json.dumps([facts_of(each, state) for each, state in runs]))
    elif runs:
        answer("\n".join(line_of(each, state) for each, state in runs))
    else:
        say(f"no runs in {runs_home()} yet: studio train GENERATOR begins one")
    return 0


def _show(args: argparse.Namespace) -> int:
    from studio.runs.places import find_run

    found = find_run(args.name)
    state = found.state()
    if args.json:
        lines = found.metrics()
        more = {"config": found.config(), "preflight": found.preflight(), "metrics": lines[-1] if lines else {}}
        answer(json.dumps({**facts_of(found, state), **more}))
    else:
        answer("\n".join(block_of(found, state)))
    return 0


def _watch(args: argparse.Namespace) -> int:
    from studio.cli.runs_watch import watch
    from studio.runs.places import find_run

    return watch(find_run(args.name), as_json=args.json)


def _stop(args: argparse.Namespace) -> int:
    from studio.runs.launch import wait_while
    from studio.runs.places import find_run
    from studio.runs.state import ALIVE, DONE, INTERRUPTED

    found = find_run(args.name)
    state = found.state()
    if state.status not in ALIVE:
        raise InputError(f"{found.name} is not being trained: it is {state.status}")
    found.ask_to_stop()
    say(f"{found.name}: saving and ending (Ctrl-C only stops waiting)")
    state = wait_while(found, ALIVE, seconds=_LONGEST_STOP_S)
    if args.json:
        answer(json.dumps(facts_of(found, state)))
    else:
        say(f"{found.name}: {state.status}" + (f", {state.reason}" if state.reason else ""))
    return 0 if state.status in (INTERRUPTED, DONE) else 1


def _resume(args: argparse.Namespace) -> int:
    from lightning_modules.run_folder import Run
    from studio.cli.train import begin, changes_of
    from studio.runs.lock import is_held
    from studio.runs.places import find_run
    from studio.runs.state import DONE

    found = find_run(args.name)
    changes = changes_of(args.changes)
    changed = Run.read(found.path, changes)
    if found.state().status == DONE and not changes:
        raise InputError(
            f"{found.name} is done: give it more, studio runs resume {found.name} --set max_minutes=N (or epochs=N)"
        )
    if changes and not is_held(found.path):
        changed.write()
    return begin(found.path, resume=True, foreground=args.foreground, as_json=args.json)


def _logs(args: argparse.Namespace) -> int:
    from studio.runs.places import find_run

    lines = find_run(args.name).log_tail(max(1, args.lines))
    answer(json.dumps(lines) if args.json else "\n".join(lines))
    return 0


def _export(args: argparse.Namespace) -> int:
    from studio.runs.launch import let_it_save
    from studio.runs.places import find_run
    from studio.sketch.atomic import check_writable

    if args.output.suffix != ".safetensors":
        raise InputError(f"{args.output}: a weight file's name ends in .safetensors")
    check_writable(args.output)
    found = find_run(args.name)
    if not found.has_checkpoint():
        let_it_save(found)
    if not found.has_checkpoint():
        raise InputError(f"{found.name} has no checkpoint yet to export: it is {found.state().status}")
    from lightning_modules.trainer import settle_threads

    settle_threads(0)
    from lightning_modules.run import export_run

    written = export_run(found.path, args.output)
    if args.json:
        answer(json.dumps({"written": str(written), "card": str(written.with_suffix(".json"))}))
    else:
        reads = found.generator == "reader"
        use = "train from it: studio train reader --init" if reads else "draw with it: studio weights import"
        say(f"written: {written}\n{use} {written}")
    return 0
