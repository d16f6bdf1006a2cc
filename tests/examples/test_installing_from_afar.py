"""A scaffolded plugin installed from a git URL and from an index: listed, drawn with, off, on, lost, back, gone."""

from __future__ import annotations

import hashlib
import http.server
import json
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fresh_venv import FreshVenv

ROOT = Path(__file__).resolve().parents[2]
COAST = ROOT / "examples" / "sketches" / "coast.png"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> FreshVenv:
    """The environment that the tests of this file share."""
    return FreshVenv(tmp_path_factory.mktemp("afar"))


@pytest.fixture(scope="module")
def project(place: FreshVenv, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plugin that was just begun, elsewhere than where it is installed: a folder goes before a name in an index."""
    begun = place.studio("plugins", "new", "ink")
    assert begun.returncode == 0, begun.stderr
    return (place.folder / "studio-ink").rename(tmp_path_factory.mktemp("project") / "studio-ink")


@pytest.fixture(scope="module")
def repository(project: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a bare repository with the plugin in it."""
    bare = tmp_path_factory.mktemp("repositories") / "ink.git"
    author = ("-c", "user.name=Ink", "-c", "user.email=ink@example.org")
    for command in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "ink")):
        subprocess.run(["git", *command], cwd=project, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", project, bare], check=True)
    return bare.as_uri()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def index(place: FreshVenv, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a simple index (PEP 503) that has the plugin, and its wheel there."""
    folder = tmp_path_factory.mktemp("index")
    shelf = folder / "simple" / "studio-ink"
    shelf.mkdir(parents=True)
    built = place.run("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", shelf, project)
    assert built.returncode == 0, built.stderr
    (wheel,) = shelf.glob("*.whl")
    link(shelf, wheel)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple", wheel
    server.shutdown()
    server.server_close()


def link(shelf: Path, wheel: Path) -> None:
    """The index's page of the plugin."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (shelf / "index.html").write_text(f'<a href="{wheel.name}#sha256={digest}">{wheel.name}</a>')


def state_of_ink(place: FreshVenv) -> str:
    rows = [line.split() for line in place.studio("plugins", "list").stdout.splitlines()]
    return next((row[-1] for row in rows if row and row[0] == "ink"), "not there")


def walk(place: FreshVenv, **environment: str) -> None:
    """Everything that one does with an installed plugin; it is there at the end."""
    assert state_of_ink(place) == "ok"
    drawn = place.studio("render", COAST, "-o", "ink.png", "--generator", "ink")
    assert drawn.returncode == 0, drawn.stderr
    assert place.studio("plugins", "disable", "ink").returncode == 0
    assert state_of_ink(place) == "disabled"
    assert place.studio("plugins", "enable", "ink").returncode == 0
    place.run("-m", "pip", "uninstall", "--yes", "studio-ink")
    assert state_of_ink(place) == "not there"
    restored = place.studio("plugins", "restore", "--yes", **environment)
    assert restored.returncode == 0, restored.stderr
    assert state_of_ink(place) == "ok"


def test_a_plugin_from_a_git_repository_comes_back_from_its_commit(place: FreshVenv, repository: str) -> None:
    installed = place.studio("plugins", "install", f"git+{repository}", "--yes", "--json")
    assert installed.returncode == 0, installed.stderr
    (record,) = json.loads(installed.stdout)["installed"]
    source, _, commit = record["source"].rpartition("@")
    assert source == f"git+{repository}"
    assert len(commit) == 40
    walk(place)
    removed = place.studio("plugins", "remove", "ink", "--yes")
    assert removed.returncode == 0, removed.stderr
    assert state_of_ink(place) == "not there"


def test_a_plugin_from_an_index_comes_back_as_the_very_file_or_not_at_all(
    place: FreshVenv, index: tuple[str, Path]
) -> None:
    address, wheel = index
    where = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": address}
    installed = place.studio("plugins", "install", "studio-ink", "--yes", "--json", **where)
    assert installed.returncode == 0, installed.stderr
    (record,) = json.loads(installed.stdout)["installed"]
    assert record["source"].startswith(f"studio-ink @ {address.removesuffix('/simple')}")
    assert f"#sha256={hashlib.sha256(wheel.read_bytes()).hexdigest()}" in record["source"]
    walk(place, **where)
    place.run("-m", "pip", "uninstall", "--yes", "studio-ink")
    with_more = place.folder / "more"
    unpacked = place.run("-m", "zipfile", "-e", wheel, with_more)
    assert unpacked.returncode == 0
    (with_more / "studio_ink" / "__init__.py").write_text("raise SystemExit('a stranger owns the name now')\n")
    packed = place.run("-m", "zipfile", "-c", wheel, *sorted(with_more.iterdir()))
    assert packed.returncode == 0
    link(wheel.parent, wheel)
    refused = place.studio("plugins", "restore", "--yes", **where)
    assert refused.returncode == 1, refused.stderr
    assert state_of_ink(place) == "not there"
    assert place.studio("plugins", "remove", "studio-ink", "--yes").returncode == 0
