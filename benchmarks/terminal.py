"""A terminal for programs to run in: answers what terminals are asked, after a while if need be, counts and times
every byte."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

QUIET_S = 0.2
ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resize reports in band, and with them pixel mouse: not known
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[c": b"\x1b[?62;22c",
}
MISLEADING = ("TMUX", "COLUMNS", "LINES", "NO_COLOR", "LC_ALL")
LEFT_DOWN, LEFT_DRAG = 0, 32


class Terminal:
    """Runs a program in a pseudo-terminal of `columns` × `lines`; what it sends is kept with the time it came."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int,
        lines: int,
        environment: Mapping[str, str] | None = None,
        answers: Mapping[bytes, bytes] = ANSWERS,
        answers_after_s: float = 0.0,
    ) -> None:
        self._answers = answers
        self._answers_after_s = answers_after_s
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        basis = {name: value for name, value in os.environ.items() if name not in MISLEADING}
        known = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        known |= {"STUDIO_LANG": "en", "STUDIO_TOUR": "no"}
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**basis, **known, **(environment or {})},
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self._pty = ours
        self._is_gone = False
        self._is_closed = False
        self._pieces: list[tuple[float, bytes]] = []
        self._lock = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def output(self) -> bytes:
        """Everything that the program has sent."""
        with self._lock:
            return b"".join(piece for _, piece in self._pieces)

    @property
    def pieces(self) -> list[tuple[float, bytes]]:
        """The same in pieces, each with the time at which it came (`time.perf_counter()`)."""
        with self._lock:
            return list(self._pieces)

    @property
    def size(self) -> int:
        """How many bytes that is."""
        with self._lock:
            return sum(len(piece) for _, piece in self._pieces)

    def type(self, keys: str | bytes) -> None:
        """Send keys."""
        os.write(self._pty, keys.encode() if isinstance(keys, str) else keys)

    def mouse(self, button: int, column: int, line: int, *, down: bool = True) -> None:
        """Send a mouse report for the cell (column, line), counted from 0."""
        self.type(f"\x1b[<{button};{column + 1};{line + 1}{'M' if down else 'm'}")

    def wait_for(self, wanted: bytes, *, behind: int = 0, timeout_s: float = 30.0) -> float:
        """Wait until the program has sent `wanted`, in what comes behind so many bytes; seconds from its start to
        then. TimeoutError if it never does."""
        deadline = time.perf_counter() + timeout_s
        while time.perf_counter() < deadline:
            with self._lock:
                came, sent = b"", 0.0
                for sent, piece in self._pieces:
                    came += piece
                    if wanted in came[behind:]:
                        return sent - self.started
            time.sleep(0.005)
        raise TimeoutError(f"{wanted!r} never came; the end of what did: {self.output[-300:]!r}")

    def wait_until_quiet(self, *, quiet_s: float = QUIET_S, timeout_s: float = 30.0) -> float:
        """Wait, from now on, until nothing has come for `quiet_s`; seconds from the start to the last byte."""
        called = time.perf_counter()
        while time.perf_counter() < called + timeout_s:
            with self._lock:
                last = self._pieces[-1][0] if self._pieces else self.started
            if time.perf_counter() - max(last, called) > quiet_s:
                return last - self.started
            time.sleep(0.005)
        raise TimeoutError("the program never stopped sending")

    def wait_for_more(self, size: int, *, timeout_s: float = 5.0) -> None:
        """Wait until the program has sent more than `size` bytes, or doesn't want to."""
        deadline = time.perf_counter() + timeout_s
        while self.size <= size and time.perf_counter() < deadline:
            time.sleep(0.005)

    def resize(self, columns: int, lines: int) -> None:
        """Change the window's size."""
        fcntl.ioctl(self._pty, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(self.process.pid, signal.SIGWINCH)

    def hang_up(self) -> None:
        """Let the line drop: the terminal is gone, and the kernel tells the program so."""
        self._is_gone = True
        self._reader.join(5)
        self._close_pty()

    def close(self) -> None:
        """End the program, if it still runs, and the terminal."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if not self._is_gone:
            self._reader.join(5)
            self._close_pty()

    def _read(self) -> None:
        tail = b""
        while True:
            readable, _, _ = select.select([self._pty], [], [], 0.2)
            if not readable:
                if self._is_gone or self.process.poll() is not None:
                    return
                continue
            try:
                piece = os.read(self._pty, 65536)
            except OSError:
                return
            if not piece:
                return
            with self._lock:
                self._pieces.append((time.perf_counter(), piece))
            tail += piece
            for question, answer in self._answers.items():
                if question in tail:
                    tail = tail.replace(question, b"")
                    self._answer(answer)
            tail = tail[-16:]

    def _answer(self, answer: bytes) -> None:
        if not self._answers_after_s:
            self._write_answer(answer)
            return
        later = threading.Timer(self._answers_after_s, self._write_answer, (answer,))
        later.daemon = True
        later.start()

    def _write_answer(self, answer: bytes) -> None:
        with self._lock:
            # A late answer must not go to whatever file has the descriptor's number by now.
            if not (self._is_gone or self._is_closed):
                with contextlib.suppress(OSError):  # the program may have ended meanwhile
                    os.write(self._pty, answer)

    def _close_pty(self) -> None:
        with self._lock:
            self._is_closed = True
            os.close(self._pty)
