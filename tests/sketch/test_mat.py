"""MATLAB files: what they mean, and that no reader can take the studio down."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch import mat
from studio.sketch.files import open_sketch
from studio.sketch.mat_child import Refused, labels_of


def cell(*names: str) -> np.ndarray:
    return np.array(names, dtype=object).reshape(-1, 1)


def saved(path: Path, **variables: object) -> bytes:
    savemat(path, variables)
    return path.read_bytes()


def test_labels_go_by_their_names_whatever_their_order(tmp_path: Path) -> None:
    saved(tmp_path / "a.mat", S=np.array([[1.0, 2.0], [0.0, 2.0]]), names=cell("sea", "Mountain "))
    sea, mountain, void = LANDSCAPE.ids("sea", "mountain", "void")
    assert open_sketch(tmp_path / "a.mat").labels.tolist() == [[sea, mountain], [void, mountain]]


def test_without_names_labels_count_from_one(tmp_path: Path) -> None:
    saved(tmp_path / "a.mat", S=np.array([[28, 25, 0]], np.uint8))
    assert open_sketch(tmp_path / "a.mat").labels.tolist() == [list(LANDSCAPE.ids("sky", "sea", "void"))]
    saved(tmp_path / "b.mat", S=np.array([[1, 2, 0]], np.uint8))
    assert open_sketch(tmp_path / "b.mat", "contest").labels.tolist() == [
        list(LANDSCAPE.ids("mountain", "sky", "void"))
    ]


def test_a_foreign_name_is_told_with_its_place(tmp_path: Path) -> None:
    saved(tmp_path / "a.mat", S=np.array([[1, 1], [2, 1]]), names=cell("sea", "zeppelin"))
    with pytest.raises(InputError, match=r"label 2 at row 1, column 0 .*zeppelin"):
        open_sketch(tmp_path / "a.mat")


def test_a_value_without_a_name_is_told_with_its_place(tmp_path: Path) -> None:
    saved(tmp_path / "a.mat", S=np.array([[1, 9]]), names=cell("sea"))
    with pytest.raises(InputError, match="label 9 at row 0, column 1 has no name"):
        open_sketch(tmp_path / "a.mat")


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    data = saved(tmp_path / "a.mat", S=np.ones((8, 8)))
    (tmp_path / "a.mat").write_bytes(data[:180])
    with pytest.raises(InputError, match="can't be read as a MATLAB file"):
        open_sketch(tmp_path / "a.mat")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"S": np.zeros((4, 5, 3))}, "4×5×3.*two dimensions"),
        ({"labels": np.zeros((4, 5)), "T": 1}, "no variable S.*labels, T"),
        ({"S": np.array([[1, 2.5]])}, "2.5 in S at row 0, column 1"),
        ({"S": np.array([[1, np.nan]])}, "nan in S at row 0, column 1"),
        ({"S": np.array([[1, 1e300]])}, "row 0, column 1"),
        ({"S": np.zeros((0, 4))}, "0×4"),
        ({"S": np.zeros((2049, 2048), np.uint8)}, "2049×2048"),
        ({"S": cell("a", "b")}, "matrix of numbers"),
        ({"S": {"field": 1}}, "matrix of numbers"),
        ({"S": np.array([[1j]])}, "matrix of numbers"),
    ],
    ids=["3-D", "no S", "a fraction", "not a number", "enormous", "empty", "too large", "cell", "struct", "complex"],
)
def test_what_is_no_label_map_is_refused(tmp_path: Path, variables: dict[str, object], expected: str) -> None:
    with pytest.raises(Refused, match=expected):
        labels_of(saved(tmp_path / "a.mat", **variables))


def stand_in(path: Path, command: str) -> str:
    """A program that takes the reader's place."""
    path.write_text(f"#!/bin/sh\n{command}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_crash_of_the_reader_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", stand_in(tmp_path / "crash", "kill -SEGV $$"))
    with pytest.raises(InputError, match=r"damaged.*SIGSEGV"):
        mat.read_mat(b"MATLAB 5.0 MAT-file")


def test_a_reader_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", stand_in(tmp_path / "hang", "exec sleep 60"))
    monkeypatch.setattr(mat, "_SECONDS", 0.2)
    with pytest.raises(InputError, match="took longer"):
        mat.read_mat(b"MATLAB 5.0 MAT-file")


def test_real_siftflow_files_open(shared: Path) -> None:
    paths = sorted((shared / "data" / "siftflow_layout_fixture").rglob("coast*.mat"))[:2]
    if not paths:
        pytest.skip("the SIFT Flow fixture isn't there")
    for path in paths:
        labels = open_sketch(path).labels
        assert labels.shape == (256, 256)
        assert LANDSCAPE.id("sky") in labels


@pytest.mark.parametrize(("label_set", "value"), [("coco", 256), ("coco", 500), ("siftflow", 34), (None, -3)])
def test_a_value_outside_the_set_is_told_as_the_file_has_it(tmp_path: Path, label_set: str | None, value: int) -> None:
    labels = np.ones((4, 5))
    labels[2, 3] = value
    saved(tmp_path / "a.mat", S=labels)
    with pytest.raises(InputError, match=f"label {value} at row 2, column 3 isn't in"):
        open_sketch(tmp_path / "a.mat", label_set)
