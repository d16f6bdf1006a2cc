"""The command line in this process: quick enough for one test per refusal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from command_line import Ended, Studio
from PIL import Image

from studio.cli.main import main
from studio.labels import LANDSCAPE


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Studio]:
    """Runs `studio ARGUMENTS` in a folder of its own, with logs and caches there too.

    Some options go on to processes through the environment, which ends with the test.
    """
    before = dict(os.environ)
    for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["studio", *map(str, arguments)])
        try:
            code = main()
        except SystemExit as exit_of_argparse:
            code = int(exit_of_argparse.code or 0)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    yield run
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def coast(tmp_path: Path) -> Path:
    """A label PNG, 64×48: sky over sea."""
    labels = np.full((48, 64), LANDSCAPE.id("sky"), np.uint8)
    labels[24:] = LANDSCAPE.id("sea")
    file = tmp_path / "coast.png"
    Image.fromarray(labels).save(file)
    return file
