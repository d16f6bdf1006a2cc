"""A real sshd on loopback, one for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import ssh_to_loopback


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[list[str]]:
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    with ssh_to_loopback(keys) as command:
        yield command
