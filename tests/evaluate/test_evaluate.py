"""`studio evaluate`: figures that tell good pictures from bad ones, and refusals in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lightning_modules.figures import frechet_distance
from studio.cli.main import main
from studio.labels import LANDSCAPE
from studio_data.world import Style, compose, paint
from studio_judge.judging import Judging, read_figures


def evaluate(*words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "studio.cli.main", "evaluate", *words],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def split(line: str) -> list[str]:
    """A table's row as its cells."""
    return [cell.strip() for cell in line.replace("┃", "│").strip("│").split("│")]


def test_the_world_s_own_pictures_are_nearly_read_as_well_as_true_ones(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.png"
    told = json.loads(evaluate("world", "--count", "6", "--size", "128", "--json", "--sheet", str(sheet)).stdout)
    row = told["generators"]["world"]
    assert 0.8 < row["of_renderer"] < 1.2
    assert row["frechet"] >= 0
    assert 0 < row["by_seed"] < row["by_style"]  # another seed changes detail, another hour everything
    with Image.open(sheet) as image:
        assert image.size == (3 * 192, 6 * 192)


def test_a_folder_of_maps_without_pictures_is_only_read_back(tmp_path: Path) -> None:
    for seed in range(2):
        image = Image.fromarray(compose(seed, (64, 64)).labels)
        image.putpalette(LANDSCAPE.palette().tobytes())
        image.save(tmp_path / f"{seed}.png")
    table = evaluate("world", "--data", str(tmp_path), "--size", "64").stdout
    headings, row = (next(line for line in table.splitlines() if word in line) for word in ("mIoU", "world "))
    figures = dict(zip(split(headings)[1:], split(row)[1:], strict=True))
    assert figures["Fréchet"] == "–"
    assert float(figures["mIoU"]) > 0.2


def test_a_folder_of_another_set_s_maps_is_read_by_its_name(tmp_path: Path) -> None:
    sea, sky, person = 3, 1, 14  # of the contest, which has 29
    for name in ("one", "two"):
        ids = np.full((64, 64), sky, np.uint8)
        ids[30:] = sea
        ids[40:50, 10:20] = person
        Image.fromarray(ids).save(tmp_path / f"{name}.png")
    words = ["world", "--data", str(tmp_path), "--size", "64", "--json"]
    read = json.loads(evaluate(*words, "--labels", "contest").stdout)["generators"]["world"]["iou"]
    assert read["sky"] > 0.8
    assert read["sea"] > 0.8
    assert "river" not in read  # what 8 is in ours


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["picasso"], "picasso"),
        (["cartoongan", "--measure", "labels"], "label maps"),
        (["world", "--measure", "cartoon"], "from pictures"),
        (["world", "--measure", "looks"], "no style picture"),
        (["world", "--inception", "."], "Inception"),
        (["world", "--count", "1"], "--count"),
        (["world", "--data", "."], "no label maps"),
        (["world", "--data", "examples/sketches", "--labels", "murals"], "murals"),
        (["world", "--labels", "contest"], "a folder of label maps"),
    ],
)
def test_what_cannot_be_evaluated_is_told_in_one_line(
    words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = tmp_path / "file" if "--inception" in words else tmp_path
    (tmp_path / "file").write_bytes(b"no weights")
    given = [str(inside) if word == "." else word for word in words]
    monkeypatch.setattr(sys, "argv", ["studio", "evaluate", *given])
    assert main() == 2
    told = capsys.readouterr().err
    assert says in told
    assert len(told.splitlines()) <= 2


def test_the_judge_prefers_true_pictures_to_washed_out_ones() -> None:
    scenes: list[Any] = [compose(900_100 + index, (128, 128)) for index in range(6)]
    maps = [scene.labels for scene in scenes]
    true = [paint(scene.labels, Style.typical(), details=False) for scene in scenes]
    washed = [np.full_like(picture, picture.mean((0, 1)).astype(np.uint8)) for picture in true]
    judging = Judging()
    assert read_figures(judging.table(washed, maps), judging.table(true, maps))["of_renderer"] < 0.6
    assert frechet_distance(judging.features(washed), judging.features(true)) > 1.0
    assert frechet_distance(judging.features(true), judging.features(true)) == pytest.approx(0, abs=1e-3)
