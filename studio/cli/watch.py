"""`studio watch`: somebody's canvas, read-only, in a second terminal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Add the command `watch`."""
    parser = subparsers.add_parser(
        "watch",
        help="somebody's canvas, read-only, as it is being drawn",
        description="Show a drawing and its picture while somebody draws it in another terminal. Nothing is changed.",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the drawing (default: your untitled one)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Watch until the viewer leaves; the exit code."""
    from studio.tui.watching import watch_document

    return watch_document(args.file)
