"""One worker process from birth to death, seen from the front.

Two threads per process: one writes requests (a pipe holds 64 KiB, so writing may wait), one reads answers. The front's
thread only puts requests into a queue.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from studio.generators.foreign import how_it_ended
from studio.generators.specs import Generator, Request
from studio.render.log_files import log_file
from studio.render.memory import VARIABLE, MemoryWatch, in_words, memory_limit
from studio.render.messages import Done, Failed, Ready, Reply, Stopped
from studio.render.wire import Arrays, BrokenFrameError, Header, pack_request, read_frame, unpack_result, write_frame

CLOSING_S = 1.0


class WorkerProcess:
    """A running worker. `on_reply` is called from its reader thread, and never again once `stop` has returned."""

    def __init__(
        self,
        generator: Generator,
        on_reply: Callable[[Reply], None],
        on_progress: Callable[[int, float], None],
        *,
        deadline_s: float,
        start_deadline_s: float,
    ) -> None:
        self._generator = generator
        self._on_reply = on_reply
        self._on_progress = on_progress
        self._deadline_s = deadline_s
        self._lock = threading.RLock()
        self._in_flight: list[int] = []
        self._timer: threading.Timer | None = None
        self._is_ready = False
        self._why_it_ends = ""
        self._is_quiet = False
        self._outbox: queue.SimpleQueue[tuple[int, Request | None] | None] = queue.SimpleQueue()
        self._log = log_file(f"worker-{generator.id}")
        self._process = _start(generator.id, self._log)
        self._memory = MemoryWatch(self._process.pid, memory_limit(), self._too_large)
        self._watch(start_deadline_s)
        self._reader = threading.Thread(target=self._read, name=f"read {generator.id}", daemon=True)
        self._writer = threading.Thread(target=self._write, name=f"write {generator.id}", daemon=True)
        self._reader.start()
        self._writer.start()

    @property
    def pid(self) -> int:
        """The process's id, which is its session's and its group's too."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """It has neither ended nor been told to."""
        return self._reader.is_alive() and not self._why_it_ends and self._process.poll() is None

    def send(self, ticket: int, request: Request) -> None:
        """Queue a request; its answer, or the worker's end, comes through `on_reply`."""
        with self._lock:
            self._in_flight.append(ticket)
            if self._is_ready and len(self._in_flight) == 1:
                self._watch(self._deadline_s)
        self._outbox.put((ticket, request))

    def cancel(self, ticket: int) -> None:
        """Ask it to leave a request undrawn; it is answered by Stopped at the generator's next word of progress."""
        self._outbox.put((ticket, None))

    def stop(self) -> None:
        """End the process within about a second, whatever it is doing; silent."""
        with self._lock:
            self._is_quiet = True
            self._unwatch()
        self._outbox.put(None)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(CLOSING_S)
        self._kill()
        if threading.current_thread() is not self._reader:
            self._reader.join(CLOSING_S)

    def _watch(self, seconds: float) -> None:
        self._unwatch()
        with self._lock:
            self._timer = threading.Timer(seconds, self._give_up, [seconds])
            self._timer.daemon = True
            self._timer.start()

    def _unwatch(self) -> None:
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None

    def _give_up(self, seconds: float) -> None:
        self._why_it_ends = f"took more than {seconds:g} s and was stopped"
        self._kill()

    def _too_large(self, limit: int) -> None:
        mend = f"{VARIABLE}={in_words(2 * limit)} allows more"
        self._why_it_ends = f"needed more than {in_words(limit)} of memory and was stopped ({mend})"
        self._kill()

    def _kill(self) -> None:
        """Kill the worker and everything that it started in its session."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _write(self) -> None:
        pipe = cast(BinaryIO, self._process.stdin)
        # A worker that died is noticed, and told, by the reader.
        with contextlib.suppress(OSError):
            while job := self._outbox.get():
                ticket, request = job
                if request is None:
                    write_frame(pipe, {"kind": "cancel", "ticket": ticket})
                    continue
                header, arrays = pack_request(request)
                write_frame(pipe, {"ticket": ticket, **header}, arrays)
        with contextlib.suppress(OSError):
            pipe.close()

    def _read(self) -> None:
        with cast(BinaryIO, self._process.stdout) as pipe:
            try:
                while frame := read_frame(pipe):
                    self._take(*frame)
            except (BrokenFrameError, KeyError, TypeError, ValueError, OSError):
                self._why_it_ends = self._why_it_ends or "answered with something else than a picture"
        self._unwatch()
        self._memory.end()
        self._outbox.put(None)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(CLOSING_S)
        self._kill()
        self._writer.join(CLOSING_S)
        if not self._is_quiet:
            self._on_reply(Failed(None, self._last_words(), is_fault=True))

    def _take(self, header: Header, arrays: Arrays) -> None:
        kind = header["kind"]
        if kind == "progress":
            self._on_progress(header["ticket"], header["fraction"])
            return
        ticket = header.get("ticket")
        with self._lock:
            if kind == "ready":
                self._is_ready = True
            elif ticket in self._in_flight:
                self._in_flight.remove(ticket)
            if self._in_flight:
                self._watch(self._deadline_s)
            else:
                self._unwatch()
            if self._is_quiet:
                return
        if kind == "ready":
            self._on_reply(Ready(self._generator.id))
        elif kind == "stopped":
            self._on_reply(Stopped(header["ticket"]))
        elif kind == "done":
            complaints = tuple((str(who), str(line)) for who, line in header["complaints"])
            self._on_reply(Done(header["ticket"], unpack_result(header, arrays), complaints))
        else:
            if ticket is None:
                self._is_quiet = True  # it has said itself why it ends
                self._why_it_ends = header["message"]
            details = f".{self._details()}" if header["is_fault"] else ""
            self._on_reply(Failed(ticket, f"{header['message']}{details}", header["bad_input"], header["is_fault"]))

    def _last_words(self) -> str:
        why = self._why_it_ends or f"stopped ({how_it_ended(self._process.returncode)})"
        return f"{self._generator.en} {why}. Your drawing is safe.{self._details()}"

    def _details(self) -> str:
        return f" Details: {self._log}" if self._log else ""


def _start(generator_id: str, log: Path | None) -> subprocess.Popen[bytes]:
    with open(log or os.devnull, "ab") as talk:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "studio.render.worker", generator_id],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=talk,
            env=worker_environment(os.environ),
            start_new_session=True,
        )


def worker_environment(ours: Mapping[str, str]) -> dict[str, str]:
    """The worker's environment: all cores, and threads that sleep while they wait (set before torch is imported)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {"OMP_WAIT_POLICY": "passive", "OMP_NUM_THREADS": str(cores), **ours, "PYTHONUNBUFFERED": "1"}
