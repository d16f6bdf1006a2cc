"""A child in which a generator draws under watch: `python -m studio.testing.watched`, a request on stdin.

Python's audit events tell what it opens, connects to and starts. The answer, one JSON object on the pipe that was
stdout, says what it did besides drawing.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, BinaryIO

from studio.generators import host
from studio.generators.specs import Cancelled, Request
from studio.render.contained import ContainedGenerator
from studio.render.wire import read_frame, unpack_request
from studio.testing.growth import resident_bytes

WARM_UP, RENDERS = 5, 20
_WRITING = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.truncate", "shutil.rmtree")
_NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


class Watch:
    """Notes what happens from `begin` on, by kind."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: dict[str, list[str]] = {"writes": [], "network": [], "processes": []}
        sys.addaudithook(self._notice)

    def _notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        if event == "open" and _is_writing(arguments) and not _is_allowed(arguments[0]):
            self.seen["writes"].append(str(arguments[0])[:200])
        elif event in _WRITING and not _is_allowed(arguments[0] if arguments else ""):
            self.seen["writes"].append(f"{event} {arguments[0]}"[:200])
        elif event in _NETWORK:
            self.seen["network"].append(event)
        elif event in ("subprocess.Popen", "os.system", "os.posix_spawn"):
            self.seen["processes"].append(str(arguments[0])[:200])


def _is_writing(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    return by_mode or (isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)))


def _is_allowed(place: Any) -> bool:
    """Bytecode, devices, and the folders for what can be made anew."""
    if not isinstance(place, str | bytes | os.PathLike):
        return True  # a descriptor that is open already
    text = os.fsdecode(place)
    caches = (tempfile.gettempdir(), os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")))
    return "__pycache__" in text or text.startswith(("/dev/", "/proc/", *caches))


def watched(request: Request, log: Path) -> dict[str, Any]:
    """Draw the request again and again; what was seen. `log` is where stdout goes."""
    watch = Watch()
    plugin = host.owner_of(request.generator)  # which may ask a child what the plugin is
    watch.is_on = True
    contained = ContainedGenerator.load(plugin, request.generator)
    before = hashlib.sha256(request.image.tobytes()).hexdigest()
    result = contained.render(request, lambda fraction: None)
    for _ in range(WARM_UP):
        contained.render(request, lambda fraction: None)
    gc.collect()
    started, begun = resident_bytes(), time.monotonic()
    for _ in range(RENDERS):
        contained.render(request, lambda fraction: None)
    seconds = (time.monotonic() - begun) / RENDERS
    gc.collect()
    grown = resident_bytes() - started
    watch.is_on = False
    sys.stdout.flush()  # what was printed into a file may still wait for company
    return {
        **watch.seen,
        "picture": hashlib.sha256(result.image.tobytes()).hexdigest(),
        "untouched": hashlib.sha256(request.image.tobytes()).hexdigest() == before,
        "printed": log.read_text(errors="replace")[:500],
        "grown_bytes": grown,
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "seconds": seconds,
        **_cancelled(contained, request),
    }


def _cancelled(contained: ContainedGenerator, request: Request) -> dict[str, Any]:
    """Whether it lets Cancelled out, which progress raises at its first word, and when it says that."""
    begun = time.monotonic()
    asked: list[float] = []

    def progress(fraction: float) -> None:
        asked.append(time.monotonic() - begun)
        raise Cancelled

    try:
        contained.render(request, progress)
    except Cancelled:
        return {"cancelled": True, "asked": len(asked)}
    return {"cancelled": False, "asked": len(asked)}


def main() -> int:
    """Answer one request."""
    answers = os.fdopen(os.dup(1), "w")
    log = Path(tempfile.mkdtemp(prefix="studio-watched-")) / "stdout"
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT)
    os.dup2(descriptor, 1)
    pipe: BinaryIO = sys.stdin.buffer
    frame = read_frame(pipe)
    assert frame is not None
    facts = watched(unpack_request(*frame), log)
    log.unlink()
    log.parent.rmdir()
    json.dump(facts, answers)
    answers.flush()
    os._exit(0)  # threads that a plugin left behind would keep us waiting


if __name__ == "__main__":
    sys.exit(main())
