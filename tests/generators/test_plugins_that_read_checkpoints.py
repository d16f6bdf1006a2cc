"""A stranger's plugin that fails at reading checkpoints keeps nobody else from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from toy_plugins import Install

from studio.weights.import_child import convert

PLUGIN = """
from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator

@hookimpl
def studio_generators():
    return [Generator(id="NAME", en="Toy", zh="玩具", input="labels", factory="x:y", checkpoints="NAME_checkpoints")]
"""
READS = """
def convert(file, out, hints):
    out.write_bytes(file.read_bytes())
    return {"generator": "reads"}
"""


@pytest.mark.parametrize("fault", ["raise SystemExit(3)", "def convert(file, out, hints): raise ValueError('no')"])
def test_one_that_fails_is_passed_over(
    fault: str, install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install("broken", PLUGIN.replace("NAME", "broken"), broken_checkpoints=fault)
    install("reads", PLUGIN.replace("NAME", "reads"), reads_checkpoints=READS)
    file = tmp_path / "weights.safetensors"
    save_file({"toy": np.zeros((3, 5), np.float32)}, file)
    assert convert(file, tmp_path / "out", {}) == {"generator": "reads"}
    assert (tmp_path / "out").read_bytes() == file.read_bytes()
    assert "plugin broken can't read checkpoints" in capsys.readouterr().err
