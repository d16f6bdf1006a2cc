"""How a command ends: the one place that turns what happened into lines on stderr and an exit code."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable

from studio.cli.talk import complain, say
from studio.errors import StudioError
from studio.render.log_files import log_file

FAILED = 1
STOPPED_BY_KEY = 130


def exit_code_of(command: Callable[[], int]) -> int:
    """Run `command` and return its exit code; errors become one to three lines on stderr, never a traceback."""
    try:
        code = command()
        if sys.stdout:
            sys.stdout.flush()
        return code
    except StudioError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        say("stopped")
        return STOPPED_BY_KEY
    except BrokenPipeError:
        _let_stdout_go()
        return FAILED
    except Exception as error:
        complain(f"this is a fault of the studio ({type(error).__name__}){_where_it_is_told()}")
        return FAILED


def _let_stdout_go() -> None:
    """Point stdout at nothing: whoever read it has left, and Python's last flush must not fail as well."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())


def _where_it_is_told() -> str:
    file = log_file("faults")
    if file is None:
        return "; no log could be written"
    with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {sys.argv}\n{traceback.format_exc()}\n")
    return f"; details in {file}"
