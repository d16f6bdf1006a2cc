"""How far writing a data set has come, told on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]

INTERRUPTED_BY_KEY = 130
_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar where stderr is a terminal, else a line now and then; `what` is what is counted, as a plural."""
    if not sys.stderr.isatty():
        yield _lines_now_and_then(what)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines_now_and_then(what: str) -> Progress:
    """Progress as plain lines: the first, the last, and at most one in ten seconds between them."""
    last = time.monotonic() - _SECONDS_BETWEEN_LINES

    def show(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            print(f"{done} of {total} {what}", file=sys.stderr, flush=True)

    return show
