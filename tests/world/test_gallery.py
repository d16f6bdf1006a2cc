"""The grids of the world are made by one command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.labels import LANDSCAPE
from studio_data.world import KINDS, compose
from studio_data.world.gallery.grids import GRIDS, KINDS_SHOWN
from studio_data.world.gallery.one_label import one_label
from studio_data.world.gallery.plots import PLOTS
from studio_data.world.gallery.statistics import real_sets, statistics

DOCS = Path(__file__).resolve().parents[2] / "docs"


def gallery(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "studio_data.world.gallery", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_one_command_writes_all_grids(tmp_path: Path) -> None:
    done = gallery("--out", tmp_path / "new" / "folder", "--scale", 0.1)
    assert done.returncode == 0, done.stderr
    written = {file.stem: file for file in (tmp_path / "new" / "folder").glob("*.jpg")}
    assert set(written) == set(GRIDS)
    for file in written.values():
        with Image.open(file) as image:
            assert np.asarray(image).std() > 20
    assert {file.stem for file in (tmp_path / "new" / "folder").glob("*.png")} == set(PLOTS)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = gallery("--out", tmp_path / "file" / "folder", "--scale", 0.1)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert str(tmp_path / "file" / "folder") in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("label", [label.key for label in LANDSCAPE])
def test_every_label_gets_a_good_part_of_its_plain_scene(label: str) -> None:
    assert np.mean(one_label(label, 64) == LANDSCAPE.id(label)) > 0.015


def test_every_kind_is_shown() -> None:
    assert set(KINDS_SHOWN) == set(KINDS)


def test_the_page_shows_every_grid_there_is_and_they_stay_small() -> None:
    shown = set(re.findall(r"\(world/([\w-]+)\.jpg\)", (DOCS / "world.md").read_text()))
    files = list((DOCS / "world").glob("*.jpg"))
    assert shown == set(GRIDS) == {file.stem for file in files}
    assert sum(file.stat().st_size for file in files) <= 1_600_000


def test_the_code_on_the_page_runs() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", (DOCS / "world.md").read_text(), re.DOTALL | re.MULTILINE)
    names: dict[str, np.ndarray] = {}
    exec(code, names)  # our own page
    assert names["picture"].shape == (256, 256, 3)
    assert names["cartoon"].shape == (512, 512, 3)


def test_statistics_are_what_was_painted() -> None:
    sky, sea = LANDSCAPE.ids("sky", "sea")
    half = np.full((40, 60), sky, np.uint8)
    half[20:] = sea
    found = statistics("two halves", [half, np.full((40, 60), sky, np.uint8)])
    assert found.maps == 2
    assert (found.share[sky], found.share[sea]) == (0.75, 0.25)
    assert (found.presence[sky], found.presence[sea]) == (1.0, 0.5)
    assert found.rows[sea][0] > 0.5 > found.rows[sky][1]
    assert list(found.labels_per_map) == [2, 1]
    assert list(found.regions_per_map) == [2, 1]
    assert list(found.border) == [1, 0]


def test_every_label_is_met_often_enough_to_be_learned() -> None:
    found = statistics("the world", (compose(seed, (96, 96)).labels for seed in range(800)))
    rare = {label.key: found.presence[label.id] for label in LANDSCAPE if found.presence[label.id] < 0.03}
    assert set(rare) <= {"void"}


def test_real_maps_are_read_where_they_are(shared: Path) -> None:
    sets = real_sets(shared / "data")
    if not sets:
        pytest.skip(f"no real label maps in {shared / 'data'}")
    for name, read in sets.items():
        found = statistics(name, (labels for _, labels in zip(range(20), read(), strict=False)))
        assert found.presence[LANDSCAPE.id("sky")] > 0.5
