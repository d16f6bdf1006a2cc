"""A real sshd on a loopback port, and a person's terminal at the other end of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import shutil
import signal
import socket
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte


class Terminal:
    """A process on a pty of `columns` × `rows` cells, read through a terminal emulator."""

    def __init__(self, command: list[str], env: dict[str, str], columns: int = 120, rows: int = 36) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes_received = 0
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, env)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> None:
        """Feed the screen with what arrives within `seconds`."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._fd], [], [], left)
            if not ready:
                return
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                return
            if not data:
                return
            self.bytes_received += len(data)
            self._stream.feed(data)

    def wait_for(self, promise: Callable[[pyte.Screen], bool], seconds: float = 30.0) -> None:
        """Read until the screen keeps `promise`; AssertionError shows the screen when it doesn't in time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.1)
            if promise(self.screen):
                return
        raise AssertionError("the screen never came to it:\n" + "\n".join(self.screen.display))

    def type(self, text: str) -> None:
        os.write(self._fd, text.encode())

    def mouse(self, action: str, column: int, row: int) -> None:
        """SGR mouse: `action` is press, drag or release, cells count from 0."""
        button, last = {"press": (0, "M"), "drag": (32, "M"), "release": (0, "m")}[action]
        self.type(f"\x1b[<{button};{column + 1};{row + 1}{last}")

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
        """Press at `start` (column, row), move to `end`, release there."""
        self.mouse("press", *start)
        for step in range(1, steps + 1):
            self.mouse("drag", *(round(a + (b - a) * step / steps) for a, b in zip(start, end, strict=True)))
            self.read(0.02)
        self.mouse("release", *end)

    def hang_up(self) -> None:
        """The line drops: the terminal goes away without a word."""
        os.close(self._fd)

    def exit_code(self, seconds: float = 15.0) -> int:
        """Wait for the process to end; AssertionError shows the screen when it doesn't."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("it did not end:\n" + "\n".join(self.screen.display))

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        with contextlib.suppress(OSError):
            os.close(self._fd)


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def ssh_to_loopback(folder: Path) -> Iterator[list[str]]:
    """A running sshd with its own keys in `folder`; yields the ssh command that reaches it, to be completed."""
    server = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin")
    assert server is not None
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    port = free_port()
    (folder / "config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/user.pub\n"
        f"PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    daemon = subprocess.Popen([server, "-D", "-e", "-f", str(folder / "config")], stderr=subprocess.PIPE)
    try:
        _wait_until_open(port, daemon)
        yield [
            *("ssh", "-tt", "-p", str(port), "-i", str(folder / "user"), "-o", "LogLevel=ERROR"),
            *("-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={folder}/known", "-o", "IdentitiesOnly=yes"),
            "127.0.0.1",
        ]
    finally:
        daemon.terminate()
        daemon.communicate()


def _wait_until_open(port: int, daemon: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if daemon.poll() is not None:
            assert daemon.stderr is not None
            raise AssertionError(daemon.stderr.read().decode())
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise AssertionError("sshd does not listen")
