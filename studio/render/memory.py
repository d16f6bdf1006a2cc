"""How much memory a worker may take, and the thread that watches it: a generator that eats more is stopped in time.

The watch looks at what is really in memory (Linux). Where no CUDA driver is, an address-space limit comes on top, far
above it: one allocation that could never fit then fails at once, in the generator's own line of code.
"""

from __future__ import annotations

import os
import re
import resource
import threading
from collections.abc import Callable
from pathlib import Path

from studio.errors import InputError

VARIABLE = "STUDIO_WORKER_MEMORY"
DEFAULT_BYTES = 8 * 2**30
PART_OF_THE_MACHINE = 0.75
LOOK_EVERY_S = 0.1
# Torch's libraries and its allocator's arenas, mapped and mostly untouched: measured 5 GiB, and more with every core.
MAPPED_BYTES = 8 * 2**30
MAPPED_PER_CORE_BYTES = 2**28
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?(GiB|MiB)")
_UNITS = {"GiB": 2**30, "MiB": 2**20}


def memory_limit() -> int:
    """Bytes that a worker may have in memory: STUDIO_WORKER_MEMORY (like 6GiB), or 8 GiB, or three quarters of less."""
    asked = os.environ.get(VARIABLE)
    if asked:
        found = _SIZE.fullmatch(asked)
        if found is None or float(found[1]) <= 0:
            raise InputError(f"{VARIABLE} is like 6GiB or 800MiB, not {asked}")
        return int(float(found[1]) * _UNITS[found[2]])
    return min(DEFAULT_BYTES, int(_machine_bytes() * PART_OF_THE_MACHINE))


def in_words(size: int) -> str:
    """A number of bytes as `STUDIO_WORKER_MEMORY` takes it."""
    return f"{size / 2**30:.3g}GiB" if size >= 2**30 else f"{size / 2**20:.0f}MiB"


def limit_address_space() -> None:
    """Of this process, where no graphics card needs to map more than that."""
    if Path("/dev/nvidiactl").exists() or Path("/dev/kfd").exists():
        return
    most = memory_limit() + MAPPED_BYTES + MAPPED_PER_CORE_BYTES * (os.cpu_count() or 1)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


class MemoryWatch:
    """Looks at a process from outside, ten times a second; `on_excess` is called once, from the watch's thread."""

    def __init__(self, pid: int, limit: int, on_excess: Callable[[int], None]) -> None:
        self._file = Path(f"/proc/{pid}/statm")
        self._limit = limit
        self._on_excess = on_excess
        self._over = threading.Event()
        if self._file.exists():
            threading.Thread(target=self._look, name=f"memory of {pid}", daemon=True).start()

    def end(self) -> None:
        """Look no more."""
        self._over.set()

    def _look(self) -> None:
        page = resource.getpagesize()
        while not self._over.wait(LOOK_EVERY_S):
            try:
                resident = int(self._file.read_text().split()[1]) * page
            except (OSError, IndexError, ValueError):
                return
            if resident > self._limit:
                self._on_excess(self._limit)
                return


def _machine_bytes() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return DEFAULT_BYTES * 2
