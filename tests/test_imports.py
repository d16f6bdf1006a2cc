"""What the fronts really load: no torch before a worker starts, no SciPy before the first paint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NETWORKS = {"torch", "pytorch_lightning", "lightning"}

COMMAND = """
import contextlib, io, sys
from studio.cli.main import main
sys.argv = ["studio", *{arguments!r}]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    with contextlib.suppress(SystemExit):
        main()
"""


def loaded_by(code: str, folder: Path) -> set[str]:
    """Top-level modules in memory after a fresh interpreter has run `code`."""
    code += "\nimport sys; sys.__stdout__.write(' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["plugins", "list"], ["render", "nowhere.png", "-o", "x.png"], ["train", "--help"]],
    ids=" ".join,
)
def test_commands_that_draw_nothing_load_no_network_and_no_front(arguments: list[str], tmp_path: Path) -> None:
    loaded = loaded_by(COMMAND.format(arguments=arguments), tmp_path)
    assert "studio" in loaded
    assert not loaded & (NETWORKS | {"textual", "scipy"})


def test_help_loads_not_even_numpy(tmp_path: Path) -> None:
    assert not loaded_by(COMMAND.format(arguments=["--help"]), tmp_path) & {"numpy", "PIL", "pluggy"}


def test_the_screen_loads_no_network_and_no_scipy(tmp_path: Path) -> None:
    assert not loaded_by("import studio.tui.app", tmp_path) & (NETWORKS | {"scipy"})


def test_listing_generators_and_starting_a_worker_load_no_network_here(tmp_path: Path) -> None:
    code = """
from studio.render.client import RenderWorker
from studio.generators.host import generators
assert {"unet", "world"} <= set(generators())
RenderWorker("world", lambda reply: None).close()
"""
    assert not loaded_by(code, tmp_path) & (NETWORKS | {"scipy", "textual"})


def test_training_code_loads_no_front(tmp_path: Path) -> None:
    assert not loaded_by("import lightning_modules.config", tmp_path) & {"textual"}
