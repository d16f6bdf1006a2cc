"""The last words of a process: what is still buffered goes out, or is let go where nobody takes it any more."""

from __future__ import annotations

import os
import sys


def settle_streams() -> None:
    """Flush stdout and stderr; one that takes nothing (a full disk, a lost terminal) is pointed at nothing.

    Without this Python tries once more at its very end, fails, and exits with 120 whatever the code was to be.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, stream.fileno())
            os.close(nothing)
