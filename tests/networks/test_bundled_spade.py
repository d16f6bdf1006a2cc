"""The SPADE that ships: it draws at once, and its hours, seasons and weathers are what they are called."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import studio_spade
from studio.generators.specs import Request
from studio.labels import LANDSCAPE, LabelMap
from studio_spade.plugin import studio_generators
from studio_spade.render import Painter, load


@pytest.fixture(scope="module")
def painter() -> Painter:
    return load()


def meadow() -> LabelMap:
    labels = np.full((96, 128), LANDSCAPE.id("sky"), np.uint8)
    labels[40:] = LANDSCAPE.id("grass")
    labels[60:, 70:] = LANDSCAPE.id("lake")
    return labels


def draw(painter: Painter, **options: str) -> np.ndarray:
    asked = Request("spade", meadow(), size=96, options=options)
    return painter.render(asked, lambda fraction: None).astype(np.float64)


def test_the_card_knows_its_file() -> None:
    (spec,) = studio_generators()
    (weights,) = spec.weights
    folder = Path(studio_spade.__file__).parent
    card = json.loads((folder / weights.card).read_text())
    assert card["bytes"] == (folder / weights.file).stat().st_size
    assert {"commands", "machine", "minutes", "batches", "figures"} <= set(card)


def test_a_night_is_darker_than_a_day(painter: Painter) -> None:
    assert draw(painter, hour="night").mean() < 0.8 * draw(painter).mean()


def test_winter_whitens_the_meadow(painter: Painter) -> None:
    ground = slice(70, 90), slice(5, 60)
    summer, winter = (draw(painter, season=season)[ground] for season in ("summer", "winter"))
    assert winter.mean() > 1.5 * summer.mean()
    assert np.ptp(winter.mean((0, 1))) < np.ptp(summer.mean((0, 1)))


def test_fog_takes_the_contrast_away(painter: Painter) -> None:
    assert draw(painter, weather="fog").std() < 0.85 * draw(painter).std()
