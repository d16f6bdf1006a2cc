"""The screenshots of README and docs: `python benchmarks/screenshots.py` starts the studio in a terminal of its own,
presses keys, and draws what stands on the screen then.

`--only NAME …` makes some of them; `--runs FOLDER` is where training runs lie that the screen of runs shows (without it
that one is left as it is).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from screen_picture import picture_of, screen_of, text_of
from terminal import Terminal

from studio.locale import Texts

DOCS = Path(__file__).resolve().parent.parent / "docs"
STUDIO = (sys.executable, "-m", "studio.cli.main")
LONGEST_S = 240.0
QUIET_S = 0.7
UNFINISHED = " …"
"""Stands behind what is still being drawn."""


@dataclass(frozen=True)
class Shot:
    """A screenshot: its file in docs/, and the keys that lead there.

    Each of the `keys` waits until the screen is at rest after the one before. shows: a text that stands on the screen
    in the end.
    """

    file: str
    keys: tuple[str, ...]
    shows: str = ""
    size: tuple[int, int] = (116, 35)
    language: str = "en"


SHOTS = {
    "golden": Shot("studio-golden.png", ("h",), "golden"),
    "winter": Shot("studio-winter.png", ("t", "t"), "winter"),
    "tools": Shot("drawing/tools.png", ("d",), "Tools"),
    "looks": Shot("drawing/looks.png", ("Q", "/"), "Hours and seasons"),
    "blends": Shot("drawing/blends.png", ("Q", "+", "b", "c"), "From seed"),
    "narrow": Shot("drawing/narrow-zh.png", ("h", "h"), size=(80, 24), language="zh"),
    "runs": Shot("studio-runs.png", ("R",), "Training runs"),
}


def main() -> None:
    """Make them, and say how large each became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=SHOTS, default=list(SHOTS), metavar="NAME")
    parser.add_argument("--runs", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=DOCS, metavar="FOLDER", help="instead of docs/")
    asked = parser.parse_args()
    for name in asked.only:
        if name == "runs" and asked.runs is None:
            print("runs: left as it is (--runs FOLDER names runs to show)")
            continue
        path = asked.out / SHOTS[name].file
        path.parent.mkdir(parents=True, exist_ok=True)
        take(SHOTS[name], path, asked.runs)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def take(shot: Shot, path: Path, runs: Path | None) -> None:
    """Start the studio in a fresh state, press the keys, and keep the screen."""
    texts = Texts(shot.language)
    columns, lines = shot.size
    with tempfile.TemporaryDirectory() as folder:
        homes = {f"XDG_{kind}_HOME": f"{folder}/{kind.lower()}" for kind in ("STATE", "CONFIG", "CACHE")}
        environment = {**homes, "STUDIO_LANG": shot.language, "STUDIO_COLOURS": "truecolor"}
        environment |= {"STUDIO_RUNS": str(runs.resolve())} if runs else {}
        with Terminal(STUDIO, columns=columns, lines=lines, environment=environment) as terminal:
            terminal.wait_for(texts("status.help").encode(), timeout_s=LONGEST_S)
            _wait_for_text(terminal, shot.size, texts("status.fresh", ms=""))
            for key in shot.keys:
                terminal.type(key)
                _wait_for_text(terminal, shot.size, "")
            _wait_for_text(terminal, shot.size, shot.shows, but=UNFINISHED)
            picture_of(screen_of(terminal.output, *shot.size)).save(path, optimize=True)


def _wait_for_text(terminal: Terminal, size: tuple[int, int], text: str, *, but: str = "") -> None:
    """Wait until the text stands on the screen, and `but` doesn't, and nothing changes any more."""
    deadline = time.monotonic() + LONGEST_S
    while time.monotonic() < deadline:
        with contextlib.suppress(TimeoutError):
            terminal.wait_until_quiet(quiet_s=QUIET_S, timeout_s=LONGEST_S)
        shown = text_of(screen_of(terminal.output, *size))
        if text in shown and not (but and but in shown):
            return
    raise TimeoutError(f"{text!r} never stood on the screen")


if __name__ == "__main__":
    main()
