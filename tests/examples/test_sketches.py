"""The sketches that a new user opens first."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.generators.host import find
from studio.labels import LANDSCAPE
from studio.sketch.files import open_sketch

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "sketches"
GALLERY = {entry["file"] for entry in json.loads((FOLDER / "sketches.json").read_text(encoding="utf-8"))}
SKETCHES = sorted(path for path in FOLDER.glob("*.png") if path.name not in GALLERY)

WHAT_THEY_SHOW = {
    "coast": {"sea", "sand"},
    "alpine-lake": {"mountain", "lake", "forest"},
    "desert": {"sand", "rock", "sun"},
    "village": {"house", "field", "road"},
    "winter": {"snow", "house"},
    "night-city": {"building", "bridge", "river"},
    "meadow-colours": {"flower", "tree"},
}


def test_every_sketch_is_known_here_and_in_the_list() -> None:
    assert {file.stem for file in SKETCHES} == set(WHAT_THEY_SHOW)
    listed = (ROOT / "examples" / "README.md").read_text()
    assert all(f"`{file.name}`" in listed for file in SKETCHES)


@pytest.mark.parametrize("file", SKETCHES, ids=lambda file: file.stem)
def test_a_sketch_opens_and_shows_what_its_name_says(file: Path) -> None:
    labels = open_sketch(file).labels
    assert labels.shape == (256, 256)
    keys = {LANDSCAPE[int(label)].key for label in np.unique(labels)}
    assert {"sky", *WHAT_THEY_SHOW[file.stem]} <= keys
    assert "void" not in keys


@pytest.mark.parametrize("file", SKETCHES, ids=lambda file: file.stem)
def test_any_viewer_shows_a_sketch_in_the_colours_of_its_labels(file: Path) -> None:
    with Image.open(file) as image:
        seen = np.asarray(image.convert("RGB"))
    assert np.array_equal(seen, LANDSCAPE.palette()[open_sketch(file).labels])


def test_there_are_indexed_colour_coded_and_saved_ones() -> None:
    modes = set()
    for file in SKETCHES:
        with Image.open(file) as image:
            modes.add(image.mode)
    assert modes == {"P", "RGB"}
    looks = {file.stem: open_sketch(file).chain[0].options for file in SKETCHES}
    assert looks["night-city"] == {"hour": "night"}
    assert looks["coast"] == {}


@pytest.mark.parametrize("file", SKETCHES, ids=lambda file: file.stem)
def test_the_generator_that_a_sketch_asks_for_has_its_options(file: Path) -> None:
    step = open_sketch(file).chain[0]
    assert find(step.generator).option_values(step.options)
