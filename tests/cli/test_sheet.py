"""`studio sheet`: rows of chains, columns of seeds, and its refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from command_line import Studio
from PIL import Image

from studio.cli.sheet import able
from studio.sketch.document import DEFAULT_CHAIN


def test_a_sheet_holds_every_chain_and_seed(studio: Studio, coast: Path, tmp_path: Path) -> None:
    ended = studio("sheet", coast, "-o", "sheet.png", "--chain", "world", "--seeds", 0, 5, "--size", 48)
    assert (ended.code, ended.out.strip()) == (0, "sheet.png")
    sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
    assert sheet.shape == (6 + 48 + 16 + 6, 6 + 2 * 70, 3)
    first, second = sheet[22:70, 6:70], sheet[22:70, 76:140]
    assert first.std() > 10
    assert (first != second).any()


def test_what_cannot_draw_labels_is_refused(studio: Studio, coast: Path, tmp_path: Path) -> None:
    refused = studio("sheet", coast, "-o", "sheet.png", "--chain", "reader")
    assert refused.code == 2
    assert "reader" in refused.err
    assert studio("sheet", coast, "-o", "sheet.png", "--size", 4).code == 2
    assert not (tmp_path / "sheet.png").exists()


def test_the_generator_that_drawings_begin_with_is_on_every_sheet() -> None:
    assert DEFAULT_CHAIN[0].generator in able()
