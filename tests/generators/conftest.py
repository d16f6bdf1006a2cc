"""A stranger's plugin, made on the fly: a distribution with an entry point that child processes find as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from toy_plugins import Inbox, Install


@pytest.fixture
def install(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a distribution `name` whose plugin module holds `source`; `extra` are more modules by name."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PYTHONPATH", str(site))
    # Two versions of a module written within one second and of one length would share a .pyc.
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.syspath_prepend(str(site))

    def install_one(name: str, source: str, *, version: str = "1.0", **extra: str) -> None:
        for old in site.glob(f"{name}-*.dist-info/*"):
            old.unlink()
        for old in site.glob(f"{name}-*.dist-info"):
            old.rmdir()
        info = site / f"{name}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[studio]\n{name} = {name}_plugin\n")
        (info / "RECORD").write_text(f"{name}_plugin.py,sha256={hash(source)},{len(source)}\n")
        for module, text in {f"{name}_plugin": source, **extra}.items():
            (site / f"{module}.py").write_text(text)

    return install_one


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """Replies of the workers started through it, which end with the test."""
    inbox = Inbox()
    yield inbox
    for worker in inbox.workers:
        worker.close()
