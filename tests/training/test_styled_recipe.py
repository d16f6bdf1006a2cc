"""The studio's own TSIT recipe: from `studio data looks` to weights that draw in the look of a picture."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lightning_modules.config import Config, config_of
from lightning_modules.config_styled import StyledConfig
from lightning_modules.looks_folder import LooksFolder
from lightning_modules.run import export_run, train
from lightning_modules.run_folder import Run
from lightning_modules.styled_pairs import StyledPairs
from studio.errors import InputError
from studio.generators.specs import Request
from studio.labels import LANDSCAPE
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store
from studio_data.datasets.looks import write_looks
from studio_tsit.render import load

SCENES, LOOKS, SIZE = 8, 3, 72


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "looks"
    write_looks(folder, SCENES, looks=LOOKS, size=SIZE, seed=0, supersample=1, workers=1)
    return folder


def small(teacher: Path, **changes: object) -> Config:
    settings = {"kind": "styled", "channels": 2, "d_channels": 4, "batch": 4, "load_size": 68, "crop_size": 64}
    settings |= {"validation": 4, "epochs": 1, "log_every": 1, "teacher": str(teacher)}
    weights = {"l1": 2.0, "coarse": 0.5, "perceptual": 3.0, "texture": 2.0, "matching": 2.0, "style_gain": 8.0}
    return config_of({**settings, **weights, **changes}, {}, where="test")


def test_the_look_is_another_scene_s_and_the_same_in_every_run(looks: Path, teacher: Path) -> None:
    config = small(teacher)
    assert isinstance(config, StyledConfig)
    pairs, folder = StyledPairs(looks, config), LooksFolder(looks)
    assert len(pairs) == SCENES * LOOKS
    for index in range(len(pairs)):
        others = folder.others(index)
        assert len(others) == 3
        assert {folder.records[other].look for other in others} == {folder.records[index].look}
        assert folder.records[index].scene not in {folder.records[other].scene for other in others}
    first, again = pairs.shown(2, 5), StyledPairs(looks, config).shown(2, 5)
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))
    assert [part.shape[:2] for part in (first[0], first[1], first[3])] == [(64, 64)] * 3


def test_a_run_notes_every_loss_and_shows_what_it_draws(tmp_path: Path, looks: Path, teacher: Path) -> None:
    weights = train(Run(tmp_path, small(teacher), str(looks)), resume=False)
    last = json.loads((tmp_path / "metrics.jsonl").read_text().splitlines()[-1])
    losses = {"l1", "perceptual", "texture", "gan", "matching", "d_real", "d_fake"}
    assert losses <= set(last)
    assert all(math.isfinite(last[name]) for name in losses)
    (sheet,) = (tmp_path / "samples").glob("*.png")
    with Image.open(sheet) as image:
        assert image.height == 6 * 64
    card = json.loads(weights.with_suffix(".json").read_text())
    assert card["perceptual_loss"] == "scene-reader features"
    again = export_run(tmp_path, tmp_path / "again.safetensors")
    assert again.read_bytes() == weights.read_bytes()


def test_its_weights_draw_a_map_in_the_look_of_a_picture(
    tmp_path: Path, looks: Path, teacher: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = train(Run(tmp_path / "run", small(teacher), str(looks)), resume=False)
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    card = import_checkpoint(weights, Store(), name="mine")
    assert (card.generator, card.labels) == ("tsit", "landscape")
    labels = np.full((48, 64), LANDSCAPE.id("sea"), np.uint8)
    painter, folder = load(), LooksFolder(looks)

    def draw(style: np.ndarray | None, seed: int = 0) -> bytes:
        asked = Request("tsit", labels, size=48, seed=seed, style=style, weights=card.sha256)
        picture = painter.render(asked, lambda fraction: None)
        assert picture.shape == (48, 64, 3)
        return picture.tobytes()

    plain = draw(None)
    assert plain == draw(None)
    assert len({plain, draw(folder.picture(0)), draw(folder.picture(1)), draw(None, seed=1)}) == 4


def test_what_the_network_can_t_be_is_refused(teacher: Path) -> None:
    with pytest.raises(InputError, match="from 64 on"):
        small(teacher, crop_size=32)
    with pytest.raises(InputError, match="noise"):
        small(teacher, noise=False)


def test_a_folder_without_looks_is_one_clear_line(tmp_path: Path, teacher: Path) -> None:
    with pytest.raises(InputError, match=r"looks\.jsonl is missing"):
        train(Run(tmp_path / "run", small(teacher), str(tmp_path)), resume=False)
    with pytest.raises(InputError, match="no folder nowhere"):
        train(Run(tmp_path / "run", small(teacher), "nowhere"), resume=False)
