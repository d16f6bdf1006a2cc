"""Saving: what is drawn comes back, and a failure never costs the old file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.errors import InputError, StudioError
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch, Step
from studio.sketch.files import open_sketch, save_sketch


@pytest.fixture
def sketch() -> Sketch:
    labels = np.random.default_rng(2).integers(0, len(LANDSCAPE), (40, 60)).astype(np.uint8)
    return Sketch(labels, (Step("unet", {"strength": 0.5}),), seed=12)


def content(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_saved_sketch_opens_with_all_that_belongs_to_it(tmp_path: Path, sketch: Sketch) -> None:
    sketch.style = np.random.default_rng(1).integers(0, 256, (9, 7, 3)).astype(np.uint8)
    save_sketch(tmp_path / "a.png", sketch, None)
    back = open_sketch(tmp_path / "a.png")
    assert np.array_equal(back.labels, sketch.labels)
    assert np.array_equal(back.style, sketch.style)
    assert (back.chain, back.seed) == (sketch.chain, 12)
    assert content(tmp_path) == ["a.png"]


def test_a_viewer_shows_the_picture_and_an_editor_the_labels(tmp_path: Path, sketch: Sketch) -> None:
    picture = np.random.default_rng(4).integers(0, 256, (80, 120, 3)).astype(np.uint8)
    save_sketch(tmp_path / "picture.png", sketch, picture)
    with Image.open(tmp_path / "picture.png") as shown:
        assert np.array_equal(np.asarray(shown), picture)
    save_sketch(tmp_path / "labels.png", sketch, None)
    with Image.open(tmp_path / "labels.png") as shown:
        assert np.array_equal(np.asarray(shown), sketch.labels)
        assert np.array_equal(np.asarray(shown.convert("RGB")), LANDSCAPE.palette()[sketch.labels])


def test_the_largest_sketch_saves_and_opens(tmp_path: Path) -> None:
    largest = Sketch(np.tile(np.arange(16, dtype=np.uint8), (2048, 128)))
    save_sketch(tmp_path / "a.png", largest, None)
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, largest.labels)


def test_a_picture_that_was_cut_short_still_gives_the_drawing_back(tmp_path: Path, sketch: Sketch) -> None:
    picture = np.random.default_rng(4).integers(0, 256, (256, 256, 3)).astype(np.uint8)
    save_sketch(tmp_path / "a.png", sketch, picture)
    data = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(data[: len(data) // 2])
    assert np.array_equal(open_sketch(tmp_path / "a.png").labels, sketch.labels)


def test_saving_again_keeps_the_permissions(tmp_path: Path, sketch: Sketch) -> None:
    path = tmp_path / "a.png"
    save_sketch(path, sketch, None)
    path.chmod(0o640)
    save_sketch(path, sketch, None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_saving_through_a_link_writes_what_it_points_to(tmp_path: Path, sketch: Sketch) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.png"
    link.symlink_to(tmp_path / "real" / "a.png")
    save_sketch(link, sketch, None)
    save_sketch(link, sketch, None)
    assert link.is_symlink()
    assert np.array_equal(open_sketch(tmp_path / "real" / "a.png").labels, sketch.labels)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("no/a.png", "folder .*no isn't there"), ("taken.png", "is a folder"), ("a.mat", "saved as PNG")],
)
def test_a_place_that_can_not_be_written_is_told(tmp_path: Path, sketch: Sketch, name: str, expected: str) -> None:
    (tmp_path / "taken.png").mkdir()
    with pytest.raises(InputError, match=expected):
        save_sketch(tmp_path / name, sketch, None)
    assert content(tmp_path) == ["taken.png"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_or_folder_is_told(tmp_path: Path, sketch: Sketch) -> None:
    path = tmp_path / "a.png"
    save_sketch(path, sketch, None)
    path.chmod(0o444)
    with pytest.raises(InputError, match="read-only"):
        save_sketch(path, sketch, None)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(InputError, match="can't be written to"):
            save_sketch(tmp_path / "b.png", sketch, None)
    finally:
        tmp_path.chmod(0o755)


def message_of_saving(path: Path, sketch: Sketch) -> str | None:
    """What the user is told when saving fails, or None when it does not."""
    try:
        save_sketch(path, sketch, None)
    except StudioError as error:
        return str(error)
    return None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "fchmod", "close"])
@pytest.mark.parametrize("count", [1, 2])
def test_a_failing_system_call_never_costs_the_drawing(
    tmp_path: Path, sketch: Sketch, monkeypatch: pytest.MonkeyPatch, call: str, code: int, count: int
) -> None:
    path = tmp_path / "a.png"
    save_sketch(path, Sketch.blank(40, 60), None)
    original, calls = getattr(os, call), 0

    def failing(*arguments: object, **keywords: object) -> object:
        nonlocal calls
        calls += 1
        if calls == count:
            raise OSError(code, os.strerror(code))
        return original(*arguments, **keywords)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing)
        message = message_of_saving(path, sketch)
    failed = message is not None
    assert failed == (calls >= count)
    assert message is None or len(message.splitlines()) == 1
    assert content(tmp_path) == ["a.png"]
    labels = open_sketch(path).labels
    assert not labels.any() or np.array_equal(labels, sketch.labels)
    assert failed or np.array_equal(labels, sketch.labels)
