"""Networks compute what the papers' own code computed, on checkpoints with recorded outputs (skipped without them)."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

FIXTURES = (
    "cartoongan_znxlwm",
    "full_spade_coco",
    "full_tsit_ast",
    "pix2pix_resnet9_instance",
    "pix2pix_unet256_batch",
    "spade_instance_norm",
    "spade_normal",
    "spade_normal_vae",
    "stargan_c5",
    "tsit_ast",
    "tsit_sis",
)


@pytest.fixture(scope="session")
def program(shared: Path) -> dict[str, Any]:
    path = shared / "acceptance" / "parity.py"
    if not path.is_file():
        pytest.skip(f"no {path}")
    return runpy.run_path(str(path), run_name="parity")


@pytest.mark.parametrize("name", FIXTURES)
def test_outputs_are_the_recorded_ones(name: str, program: dict[str, Any], shared: Path) -> None:
    folder = shared / "parity" / name
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    rows = program["check"](folder)
    assert rows
    for what, difference, tolerance in rows:
        assert difference <= tolerance, what
