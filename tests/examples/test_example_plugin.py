"""The example plugin, installed as pip would and used through the command line in processes of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "examples" / "studio-contour"
COAST = ROOT / "examples" / "sketches" / "coast.png"

# As the console script does; then whether the front imported the plugin itself, as the last line on stderr.
COMMAND = """
import sys
from studio.cli.main import main
code = main()
print("imported" if "studio_contour" in sys.modules else "not imported", file=sys.stderr)
sys.exit(code)
"""

Studio = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what `pip install --no-deps --target` makes of the plugin, without asking the network."""
    folder = tmp_path_factory.mktemp("site")
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text())["project"]
    (module,) = project["entry-points"]["studio"].values()
    shutil.copytree(PLUGIN / module, folder / module, ignore=shutil.ignore_patterns("__pycache__"))
    info = folder / f"{module}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    entries = "".join(f"{name} = {value}\n" for name, value in project["entry-points"]["studio"].items())
    (info / "entry_points.txt").write_text(f"[studio]\n{entries}")
    (info / "RECORD").write_text(f"{module}/__init__.py,,\n")
    return folder


@pytest.fixture
def studio(site: Path, tmp_path: Path) -> Studio:
    """Runs `studio ARGUMENTS` where the plugin is installed."""
    places = {name: str(tmp_path / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME")}

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", COMMAND, *map(str, arguments)],
            env={**os.environ, **places, "PYTHONPATH": str(site), "OMP_NUM_THREADS": "1"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_list_names_the_plugin_without_importing_it(studio: Studio) -> None:
    listed = studio("plugins", "list", "--json")
    assert listed.stderr.splitlines()[-1] == "not imported"
    facts = next(plugin for plugin in json.loads(listed.stdout) if plugin["name"] == "contour")
    assert (facts["distribution"], facts["version"], facts["bundled"]) == ("studio-contour", "1.1.0", False)
    assert [generator["id"] for generator in facts["generators"]] == ["contour"]
    assert facts["faults"] == []


def test_it_draws_a_sketch_with_its_option(studio: Studio, tmp_path: Path) -> None:
    done = studio("render", COAST, "-o", tmp_path / "paper.png", "--generator", "contour", "--option", "sheets=6")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "not imported"
    with Image.open(tmp_path / "paper.png") as image:
        picture = np.asarray(image)
    assert picture.shape == (256, 256, 3)
    sky, sea, sand = picture[:60].mean((0, 1)), picture[110:140].mean((0, 1)), picture[220:].mean((0, 1))
    assert sky.argmax() == 2
    assert sea.argmax() == 2
    assert sand.argmax() == 0
    assert sky.mean() > sea.mean()


def test_an_option_out_of_bounds_is_refused_before_anything_is_drawn(studio: Studio, tmp_path: Path) -> None:
    done = studio("render", COAST, "-o", tmp_path / "paper.png", "--generator", "contour", "--option", "sheets=12")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "studio: option sheets lies between 1 and 9, not at 12"
    assert not (tmp_path / "paper.png").exists()


def test_its_own_tests_pass(site: Path, tmp_path: Path) -> None:
    # No settings of ours, so that it runs as it would in a repository of its own; training is tried in test_walk.py.
    alone = ("-c", os.devnull, "--rootdir", str(PLUGIN), "-p", "no:cacheprovider", "-k", "not training")
    command = [sys.executable, "-m", "pytest", "-q", *alone]
    places = {"PYTHONPATH": str(site), "XDG_CACHE_HOME": str(tmp_path / "cache"), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=PLUGIN, capture_output=True, text=True, check=False, env={**os.environ, **places}
    )
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout
