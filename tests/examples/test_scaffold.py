"""`studio plugins new`: what it writes can be installed and drawn with at once, and breaks no promise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fresh_venv import FreshVenv

from studio.errors import InputError
from studio.scaffold.making import make_plugin

COAST = Path(__file__).resolve().parents[2] / "examples" / "sketches" / "coast.png"


def test_a_new_plugin_is_installed_and_keeps_every_promise(tmp_path: Path) -> None:
    place = FreshVenv(tmp_path / "fresh")
    made = json.loads(place.studio("plugins", "new", "deep-ink", "--json").stdout)
    assert {"pyproject.toml", "README.md", "tests/test_studio_deep_ink.py"} <= set(made["files"])
    installed = place.studio("plugins", "install", "--yes", made["folder"])
    assert installed.returncode == 0, installed.stderr
    drawn = place.studio("render", COAST, "-o", "ink.png", "--generator", "deep-ink", "--option", "grain=0.3")
    assert drawn.returncode == 0, drawn.stderr
    checked = place.studio("plugins", "check", "deep-ink", "--quick", "--json")
    outcomes = json.loads(checked.stdout)["deep-ink"]
    assert [one for one in outcomes if one["state"] == "broken"] == []
    assert sum(one["state"] == "kept" for one in outcomes) >= 16
    assert checked.returncode == 0


@pytest.mark.parametrize("name", ["Ink", "7up", "../ink", "", "ink_one"])
def test_names_that_make_no_generator_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no name for a generator"):
        make_plugin(name, tmp_path)


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "studio-ink").mkdir()
    with pytest.raises(InputError, match="is there already"):
        make_plugin("ink", tmp_path)
    assert list((tmp_path / "studio-ink").iterdir()) == []
