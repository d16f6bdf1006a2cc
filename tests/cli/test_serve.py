"""`studio serve`: refused in one line where it can't be; on loopback only, with the line for the tunnel."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from command_line import Studio

from studio.cli.serve import tunnel_line


def test_the_tunnel_line_names_the_way_that_was_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 2222")
    monkeypatch.setenv("USER", "ann")
    assert tunnel_line(8600) == "ssh -N -p 2222 -L 8600:127.0.0.1:8600 ann@192.0.2.1"


def test_a_port_in_use_or_a_missing_package_is_one_line(studio: Studio) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = studio("serve", "--port", str(taken.getsockname()[1]))
    assert ended.is_a_refusal


def test_it_serves_on_loopback_only(tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="needs the extra 'serve'")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "studio.cli.main", "serve", str(tmp_path / "new.png"), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as served:
        try:
            assert served.stderr is not None
            told = served.stderr.readline() + served.stderr.readline()
            assert f"-L {port}:127.0.0.1:{port}" in told
            assert "textual" in _page(port)
            listening = Path("/proc/net/tcp").read_text()
            assert f"0100007F:{port:04X}" in listening
            assert f"00000000:{port:04X}" not in listening
        finally:
            served.kill()


def _page(port: int) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nothing is served")
