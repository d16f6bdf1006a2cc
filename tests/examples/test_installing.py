"""Installing the example as a user would, in an environment of its own: folder, wheel, off, on, lost, back, gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fresh_venv import FreshVenv, copy_of

ROOT = Path(__file__).resolve().parents[2]
COAST = ROOT / "examples" / "sketches" / "coast.png"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> FreshVenv:
    """The environment that the tests of this file share, in their order."""
    return FreshVenv(tmp_path_factory.mktemp("fresh"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's folder."""
    return copy_of(ROOT / "examples" / "studio-contour", tmp_path_factory.mktemp("project"))


def state_of_contour(place: FreshVenv) -> str:
    rows = [line.split() for line in place.studio("plugins", "list").stdout.splitlines()]
    return next((row[-1] for row in rows if row and row[0] == "contour"), "not there")


def test_the_command_is_shown_and_nothing_happens_without_a_yes(place: FreshVenv, project: Path) -> None:
    ended = place.studio("plugins", "install", project)
    assert ended.returncode == 2
    lines = ended.stderr.splitlines()
    assert lines[0].startswith("a plugin is code that runs with your rights")
    assert lines[1].startswith(f"{place.python} -m pip install ")
    assert lines[1].endswith(str(project))
    assert "--yes goes ahead" in lines[2]
    assert state_of_contour(place) == "not there"


def test_it_is_installed_from_its_folder_and_draws(place: FreshVenv, project: Path) -> None:
    ended = place.studio("plugins", "install", project, "--yes", "--json")
    assert ended.returncode == 0, ended.stderr
    (record,) = json.loads(ended.stdout)["installed"]
    assert (record["distribution"], record["source"]) == ("studio-contour", str(project))
    assert state_of_contour(place) == "ok"
    drawn = place.studio("render", COAST, "-o", "paper.png", "--generator", "contour")
    assert drawn.returncode == 0, drawn.stderr
    assert "torch==" in (place.folder / "xdg_state_home/sketch-studio/plugin-constraints.txt").read_text()


def test_disabled_it_is_not_drawn_with_until_it_is_enabled(place: FreshVenv) -> None:
    assert place.studio("plugins", "disable", "contour").returncode == 0
    assert state_of_contour(place) == "disabled"
    refused = place.studio("render", COAST, "-o", "paper.png", "--generator", "contour")
    assert refused.returncode == 2
    assert "plugins that are off: contour" in refused.stderr
    assert place.studio("plugins", "enable", "contour").returncode == 0
    assert state_of_contour(place) == "ok"


def test_what_an_upgrade_lost_is_named_and_restored_from_its_source(place: FreshVenv, project: Path) -> None:
    place.run("-m", "pip", "uninstall", "--yes", "studio-contour")
    assert state_of_contour(place) == "not there"
    doctor = place.studio("plugins", "doctor")
    assert doctor.returncode == 1
    assert "studio-contour: was lost since it was installed\nmend: studio plugins restore" in doctor.stdout
    restored = place.studio("plugins", "restore", "--yes")
    assert restored.returncode == 0, restored.stderr
    assert f" {project}\n" in restored.stderr
    assert state_of_contour(place) == "ok"
    assert place.studio("plugins", "doctor").returncode == 0


def test_removed_it_is_gone_and_forgotten(place: FreshVenv) -> None:
    removed = place.studio("plugins", "remove", "contour", "--yes")
    assert removed.returncode == 0, removed.stderr
    assert state_of_contour(place) == "not there"
    assert "nothing was ever recorded" in place.studio("plugins", "restore").stderr


def test_a_wheel_is_recorded_with_its_hash_and_one_that_changed_is_not_restored(
    place: FreshVenv, project: Path, tmp_path: Path
) -> None:
    place.run("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, project)
    (wheel,) = tmp_path.glob("*.whl")
    ended = place.studio("plugins", "install", wheel, "--yes", "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["installed"][0]["source"].startswith(f"studio-contour @ {wheel.as_uri()}#sha256=")
    place.run("-m", "pip", "uninstall", "--yes", "studio-contour")
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    failed = place.studio("plugins", "restore", "--yes")
    assert failed.returncode == 1
    assert state_of_contour(place) == "not there"
    assert "nothing is recorded" in failed.stderr


def test_a_plugin_whose_folder_is_gone_is_told_and_can_be_forgotten(place: FreshVenv, tmp_path: Path) -> None:
    settings = place.folder / "xdg_config_home/sketch-studio/plugins.json"
    lost = {"distribution": "nowhere", "version": "1", "source": str(tmp_path / "gone"), "code": "", "editable": False}
    settings.write_text(json.dumps({"disabled": [], "installed": [lost]}))
    failed = place.studio("plugins", "restore", "--yes")
    assert failed.returncode == 1
    assert "is gone; studio plugins install it from elsewhere" in failed.stderr
    assert place.studio("plugins", "remove", "nowhere", "--yes").returncode == 0
    assert json.loads(settings.read_text())["installed"] == []
