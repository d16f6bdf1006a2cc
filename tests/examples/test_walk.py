"""A new user's walk in an environment of its own: install the example, draw, train two batches, draw with that."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from fresh_venv import FreshVenv, copy_of
from PIL import Image
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parents[2]
COAST = ROOT / "examples" / "sketches" / "coast.png"


def test_install_draw_train_two_batches_resume_and_draw_with_the_new_weights(tmp_path: Path) -> None:
    place = FreshVenv(tmp_path / "fresh")
    project = copy_of(ROOT / "examples" / "studio-contour", tmp_path)
    assert place.studio("plugins", "install", "--yes", project).returncode == 0
    first = place.studio("render", COAST, "-o", "first.png", "--generator", "contour")
    assert first.returncode == 0, first.stderr

    few = ("--set", "world_pairs=6", "--set", "batch=2", "--set", "rate=0.5", "--set", "log_every=1", "--threads", "1")
    trained = place.studio("train", "contour", "--foreground", "--out", "run", "--set", "steps=2", *few)
    assert trained.returncode == 0, trained.stderr
    run = place.folder / "run"
    assert [json.loads(line)["batch"] for line in (run / "metrics.jsonl").read_text().splitlines()] == [1, 2]
    assert json.loads((run / "state.json").read_text())["status"] == "done"

    resumed = place.studio("runs", "resume", run, "--foreground", "--set", "steps=3")
    assert resumed.returncode == 0, resumed.stderr
    lines = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    assert [line["batch"] for line in lines] == [1, 2, 3]
    assert all(line["loss"] > 0 for line in lines)

    exported = place.studio("runs", "export", run, "-o", "at-any-time.safetensors", "--json")
    assert exported.returncode == 0, exported.stderr
    written = place.folder / "at-any-time.safetensors"
    assert json.loads(exported.stdout)["written"] == written.name
    assert (
        load_file(written)["colours"].tobytes() == load_file(run / "weights/contour.safetensors")["colours"].tobytes()
    )
    assert json.loads(written.with_suffix(".json").read_text())["batches"] == 3

    imported = place.studio("weights", "import", written, "--as", "mine")
    assert imported.returncode == 0, imported.stderr
    second = place.studio("render", COAST, "-o", "second.png", "--generator", "contour", "--weights", "mine")
    assert second.returncode == 0, second.stderr
    pictures = [
        np.asarray(Image.open(place.folder / name).convert("RGB"), float) for name in ("first.png", "second.png")
    ]
    assert np.abs(pictures[0] - pictures[1]).mean() > 5


def test_a_generator_without_a_trainer_is_not_trained(tmp_path: Path) -> None:
    place = FreshVenv(tmp_path / "fresh")
    refused = place.studio("train", "world")
    assert refused.returncode == 2
    assert "nothing to train called world" in refused.stderr
