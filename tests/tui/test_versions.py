"""What is kept of a drawing besides the drawing: snapshots, backups, exports, pairs to train on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from studio_room import OpenRoom, plain_map

from lightning_modules.label_folder import LabelFolder
from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.sketch.pairs import keep_pair
from studio.tui.screens.versions import Versions
from studio.tui.widgets.map_view import MapView

SUN = LANDSCAPE.id("sun")


async def test_a_named_snapshot_is_gone_back_to_and_outlives_the_session(room: OpenRoom, tmp_path: Path) -> None:
    file = tmp_path / "coast.png"
    save_sketch(file, Sketch(plain_map()), None)
    async with room(file) as studio:
        await studio.press("v")
        await studio.fill_in("before the sun")
        assert "before the sun" in studio.line("status")
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("w", "q")
    async with room(file) as studio:
        await studio.press("V")
        assert isinstance(studio.app.screen, Versions)
        assert "before the sun" in studio.dialog_text()
        assert studio.app.screen.query_one(MapView)
        await studio.press("enter")
        np.testing.assert_array_equal(studio.desk.labels, plain_map())
        await studio.press("u")
        assert studio.desk.labels[10, 18] == SUN


async def test_what_was_saved_over_can_be_gone_back_to(room: OpenRoom, tmp_path: Path) -> None:
    file = tmp_path / "coast.png"
    save_sketch(file, Sketch(plain_map()), None)
    async with room(file) as studio:
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        await studio.press("w", "V", "enter")
        np.testing.assert_array_equal(studio.desk.labels, plain_map())


async def test_without_versions_the_key_says_how_to_make_one(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("V")
        assert "takes a snapshot" in studio.line("status")


async def test_another_format_says_what_it_leaves_out_and_leaves_the_drawing(room: OpenRoom, tmp_path: Path) -> None:
    async with room() as studio:
        await studio.press("W")
        await studio.fill_in(tmp_path / "a.mat")
        assert "leaves out: the picture" in " ".join(studio.dialog_text().split())
        assert not (tmp_path / "a.mat").exists()
        await studio.press("enter")
        np.testing.assert_array_equal(open_sketch(tmp_path / "a.mat").labels, plain_map())
        assert studio.desk.path is None


async def test_good_pairs_are_kept_for_training(room: OpenRoom, tmp_path: Path) -> None:
    folder = tmp_path / "pairs"
    async with room(size=(120, 30)) as studio:
        await studio.press("K")
        await studio.fill_in(folder)
        await studio.press("3")
        await studio.drag((10, 5), (10, 30))
        drawn = studio.desk.labels.copy()
        await studio.press("K")  # from now on without a question
        assert "Pair 2" in studio.line("status")
    pairs = LabelFolder(folder)
    assert len(pairs) == 2
    assert any(np.array_equal(pairs.labels(number), drawn) for number in range(2))
    assert pairs[0].picture.shape == (64, 64, 3)


def test_a_pair_is_not_hidden_in_a_listed_data_set(tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").touch()
    with pytest.raises(InputError, match=r"pairs\.jsonl"):
        keep_pair(tmp_path, plain_map(), np.zeros((8, 8, 3), np.uint8))
    assert list(tmp_path.iterdir()) == [tmp_path / "pairs.jsonl"]


def test_a_pairs_picture_has_the_size_of_its_map(tmp_path: Path) -> None:
    name = keep_pair(tmp_path, plain_map(), np.zeros((128, 128, 3), np.uint8))
    with Image.open(tmp_path / "images" / f"{name}.png") as image:
        assert image.size == (64, 64)
