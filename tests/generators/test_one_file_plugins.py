"""Plugins that are one file in a folder: found, drawn with, and refused where others could have written them."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy_plugins import request_for

from studio.generators import host
from studio.generators.one_file import FOLDERS_VARIABLE
from studio.generators.vocabularies import make_known
from studio.label_sets import label_set
from studio.render.once import render_once

GREY = """
import numpy as np
from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator
from studio.label_sets.label_set import Entry, LabelSet

@hookimpl
def studio_generators():
    return [Generator(id="grey", en="Grey", zh="灰", input="labels", factory=f"{__name__}:Grey")]

@hookimpl
def studio_vocabularies():
    return [LabelSet("mine", [Entry(7, "ocean", "sea"), Entry(9, "heaven", "sky")])]

class Grey:
    def render(self, request, progress):
        return np.full((*request.shape, 3), 77, np.uint8)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of one-file plugins, as `--plugins-dir` names one, and no other."""
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv(FOLDERS_VARIABLE, str(folder))
    return folder


def put(folder: Path, name: str, text: str = GREY, mode: int = 0o644) -> Path:
    file = folder / name
    file.write_text(text)
    file.chmod(mode)
    return file


def fault_of(name: str) -> str:
    (plugin,) = (one for one in host.plugins() if one.name == name)
    assert plugin.generators == ()
    return plugin.faults[0].line


def test_a_file_in_the_folder_draws_brings_its_labels_and_leaves_no_litter(folder: Path) -> None:
    file = put(folder, "greyish.py")
    assert host.owner_of("grey").source.file == file
    assert (render_once(request_for("grey")).image == 77).all()
    make_known("mine")
    assert label_set("mine").vocabulary == {7: "ocean", 9: "heaven"}
    assert [path.name for path in folder.iterdir()] == ["greyish.py"]


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    put(folder, "greyish.py")
    assert "grey" in host.generators()
    put(folder, "greyish.py", GREY.replace('id="grey"', 'id="pale"'))
    assert {"grey", "pale"} & set(host.generators()) == {"pale"}


def test_the_users_own_folder_needs_no_option(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDERS_VARIABLE)
    own = tmp_path / "XDG_CONFIG_HOME" / "sketch-studio" / "plugins"
    own.mkdir(parents=True, mode=0o755)
    put(own, "greyish.py")
    assert "grey" in host.generators()


def test_a_file_that_others_could_have_written_is_refused_with_the_mend(folder: Path) -> None:
    file = put(folder, "greyish.py", mode=0o666)
    assert fault_of("greyish") == f"refused: {file} can be written by others (mode 0666): chmod go-w '{file}'"
    file.chmod(0o644)
    folder.chmod(0o777)
    assert f"refused: {folder} can be written by others" in fault_of("greyish")


def test_a_file_cannot_hide_a_module_and_must_be_a_name(folder: Path) -> None:
    put(folder, "colorsys.py")
    put(folder, "my-plugin.py")
    assert "there is a module colorsys already" in fault_of("colorsys")
    assert "letters, digits and _ make a name" in fault_of("my-plugin")
