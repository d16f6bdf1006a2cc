"""The studio's own SPADE recipe: trains by either discriminator, and its weights draw hours and weathers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from lightning_modules.config import Config, config_of
from lightning_modules.run import train
from lightning_modules.run_folder import Run
from studio.errors import InputError
from studio.generators.specs import Request
from studio.labels import LANDSCAPE
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store
from studio_spade.render import load

LOSSES = {"l1", "perceptual", "texture", "gan", "d_real", "d_fake"}


def small(teacher: Path, **changes: object) -> Config:
    settings = {"kind": "scene", "channels": 2, "hidden": 4, "d_channels": 4, "batch": 2, "load_size": 36}
    settings |= {"crop_size": 32, "validation": 4, "epochs": 1, "log_every": 2, "teacher": str(teacher)}
    weights = {"l1": 2.0, "coarse": 0.5, "perceptual": 3.0, "texture": 2.0, "matching": 2.0, "style_gain": 8.0}
    return config_of({**settings, **weights, **changes}, {}, where="test")


@pytest.mark.parametrize(
    ("discriminator", "more"), [("patches", {"matching"}), ("segmentation", {"d_mix"})], ids=["patches", "segmentation"]
)
def test_a_run_by_either_discriminator_notes_every_loss(
    tmp_path: Path, pairs: Path, teacher: Path, discriminator: str, more: set[str]
) -> None:
    train(Run(tmp_path, small(teacher, discriminator=discriminator), str(pairs)), resume=False)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert LOSSES | more <= set(lines[-1])
    assert all(math.isfinite(lines[-1][name]) for name in LOSSES | more)


def test_its_weights_draw_by_hour_season_weather_and_seed(
    tmp_path: Path, pairs: Path, teacher: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = train(Run(tmp_path / "run", small(teacher), str(pairs)), resume=False)
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    card = import_checkpoint(weights, Store(), name="mine")
    assert (card.generator, card.labels) == ("spade", "landscape")
    labels = np.full((48, 64), LANDSCAPE.id("sea"), np.uint8)
    labels[:20] = LANDSCAPE.id("sky")
    painter = load()

    def draw(seed: int = 0, **options: str) -> bytes:
        asked = Request("spade", labels, size=48, seed=seed, options=options, weights=card.sha256)
        picture = painter.render(asked, lambda fraction: None)
        assert picture.shape == (48, 64, 3)
        return picture.tobytes()

    plain = draw()
    assert plain == draw(hour="day", season="summer", weather="clear")
    others = [draw(hour="night"), draw(season="winter"), draw(weather="rain"), draw(seed=1)]
    assert len({plain, *others}) == 5
    with pytest.raises(InputError, match="noon"):
        draw(hour="noon")


def test_a_second_part_starts_from_the_first_or_from_its_weights(tmp_path: Path, pairs: Path, teacher: Path) -> None:
    first = Run(tmp_path / "first", small(teacher), str(pairs))
    weights = train(first, resume=False)
    frozen = small(teacher, g_rate=0.0, d_rate=0.0, ema=0.0)
    again = [
        train(Run(tmp_path / name, frozen, str(pairs), init=str(init)), resume=False)
        for name, init in (("run", first.folder), ("file", weights))
    ]
    kept = [load_file(path)["generator.paint.weight"] for path in (weights, *again)]
    assert np.abs(kept[0].astype(np.float32) - kept[1]).max() < 1e-3
    assert np.array_equal(kept[0], kept[2])
    with pytest.raises(InputError, match="holds another network"):
        train(Run(tmp_path / "wider", small(teacher, channels=4), str(pairs), init=str(weights)), resume=False)


def test_a_second_part_may_be_told_of_things_that_the_first_did_not_know(
    tmp_path: Path, pairs: Path, teacher: Path
) -> None:
    first = train(Run(tmp_path / "first", small(teacher), str(pairs)), resume=False)
    still = small(teacher, things=True, g_rate=0.0, d_rate=0.0, ema=0.0)
    second = train(Run(tmp_path / "second", still, str(pairs), init=str(first)), resume=False)
    before, after = load_file(first)["generator.start.weight"], load_file(second)["generator.start.weight"]
    count = len(LANDSCAPE)
    assert np.array_equal(after[:, :count], before[:, :count])
    assert np.array_equal(after[:, -2:], before[:, -2:])
    assert after.shape[1] > before.shape[1]
    assert not after[:, count:-2].any()


def test_its_network_and_its_discriminators_are_the_recipe_s_own(teacher: Path) -> None:
    with pytest.raises(InputError, match="trains the network scene, not live"):
        small(teacher, network="live")
    with pytest.raises(InputError, match="discriminator is patches, segmentation, not judge"):
        small(teacher, discriminator="judge")
