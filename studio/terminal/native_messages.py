"""What libraries write to file descriptor 2 by themselves (libtiff, of a damaged photograph): it goes to a log."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def native_messages_to(log: Path | None) -> Iterator[None]:
    """Let descriptor 2 be the log's (nothing's, where there is none), and Python's stderr the terminal as before."""
    before = sys.stderr, sys.__stderr__
    with suppress(OSError):
        sys.stderr.flush()
    terminal = os.dup(2)
    stream = io.TextIOWrapper(io.FileIO(terminal, "w"), encoding="utf-8", errors="replace", write_through=True)
    target = os.open(log or os.devnull, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    os.dup2(target, 2)
    os.close(target)
    _set_stderr(stream, stream)
    try:
        yield
    finally:
        _set_stderr(*before)
        os.dup2(terminal, 2)
        with suppress(OSError):  # the terminal may be gone
            stream.close()


def _set_stderr(current: object, original: object) -> None:
    setattr(sys, "stderr", current)  # noqa: B010
    setattr(sys, "__stderr__", original)  # noqa: B010  Textual writes its frames there
