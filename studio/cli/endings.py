"""How a command ends: the one place that turns what happened into lines on stderr and an exit code."""

from __future__ import annotations

import errno
import os
import sys
import time
import traceback
from collections.abc import Callable

from studio.cli.talk import complain, say
from studio.errors import InputError, StudioError
from studio.render.log_files import log_file
from studio.terminal.streams import settle_streams

FAILED = 1
STOPPED_BY_KEY = 130

_ASKS_THE_USER = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR, errno.EISDIR}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def exit_code_of(command: Callable[[], int]) -> int:
    """Run `command` and return its exit code; errors become one to three lines on stderr, never a traceback."""
    code = _code_of(command)
    settle_streams()
    return code


def _code_of(command: Callable[[], int]) -> int:
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
        return FAILED
    except OSError as error:
        return _of_the_system(error)
    except Exception as error:
        return _fault(error)


def _of_the_system(error: OSError) -> int:
    """A place that the user named and the system refuses, or a disk without room; anything else is our fault."""
    if error.filename is not None and error.errno in _ASKS_THE_USER:
        complain(f"{os.fsdecode(error.filename)} can't be used: {error.strerror}")
        return InputError.exit_code
    if error.errno in _NO_ROOM:
        where = os.fsdecode(error.filename) if error.filename is not None else "the output"
        complain(f"{where} can't be written: {error.strerror}")
        return FAILED
    return _fault(error)


def _fault(error: Exception) -> int:
    complain(f"this is a fault of the studio ({type(error).__name__}){_where_it_is_told()}")
    return FAILED


def _where_it_is_told() -> str:
    file = log_file("faults")
    if file is None:
        return "; no log could be written"
    with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {sys.argv}\n{traceback.format_exc()}\n")
    return f"; details in {file}"
