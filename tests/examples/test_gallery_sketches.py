"""The sketches a beginner could make: listed once, openable, varied, and asking for what generators know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.generators.host import find
from studio.labels import LANDSCAPE
from studio.sketch.files import open_sketch

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "sketches"
LISTED: list[dict[str, Any]] = json.loads((FOLDER / "sketches.json").read_text(encoding="utf-8"))


def test_there_are_24_each_with_a_title_of_its_own_in_both_languages() -> None:
    assert len(LISTED) == 24
    for key in ("file", "en", "zh"):
        assert len({entry[key] for entry in LISTED}) == 24
    assert all("一" <= entry["zh"][0] <= "鿿" for entry in LISTED)


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry["file"])
def test_a_sketch_is_small_painted_all_over_and_seen_in_its_labels_colours(entry: dict[str, Any]) -> None:
    labels = open_sketch(FOLDER / entry["file"]).labels
    height, width = labels.shape
    assert 48 <= height <= 96
    assert 64 <= width <= 128
    assert labels.min() > 0
    assert 4 <= len(np.unique(labels)) <= 12
    with Image.open(FOLDER / entry["file"]) as image:
        assert np.array_equal(np.asarray(image.convert("RGB")), LANDSCAPE.palette()[labels])
    assert find("world").fitting(entry["options"]) == entry["options"]


def test_together_they_show_every_label_in_some_season_and_at_some_hour() -> None:
    shown = {LANDSCAPE[int(i)].key for entry in LISTED for i in np.unique(open_sketch(FOLDER / entry["file"]).labels)}
    assert shown == {label.key for label in LANDSCAPE} - {"void"}
    assert {"sunset", "night", "dawn"} <= {entry["options"].get("hour") for entry in LISTED}
    assert {"winter", "autumn", "spring"} <= {entry["options"].get("season") for entry in LISTED}
