"""Label sets: their lists as published, and every value's place in the landscape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.errors import InputError
from studio.label_sets import LABEL_SETS, label_set
from studio.labels import LANDSCAPE

COUNTS = {"landscape": 24, "coco": 183, "ade20k": 151, "siftflow": 34, "contest": 29, "cityscapes": 35}

ANCHORS = [
    ("coco", 0, "person", "void"),
    ("coco", 105, "clouds", "cloud"),
    ("coco", 154, "sea", "sea"),
    ("coco", 156, "sky-other", "sky"),
    ("coco", 168, "tree", "tree"),
    ("coco", 181, "wood", "tree"),
    ("coco", 255, "unlabeled", "void"),
    ("ade20k", 0, "other", "void"),
    ("ade20k", 3, "sky", "sky"),
    ("ade20k", 17, "mountain", "mountain"),
    ("ade20k", 27, "sea", "sea"),
    ("ade20k", 114, "waterfall", "river"),
    ("ade20k", 150, "flag", "void"),
    ("siftflow", 1, "awning", "building"),
    ("siftflow", 25, "sea", "sea"),
    ("siftflow", 33, "window", "building"),
    ("contest", 0, "mountain", "mountain"),
    ("contest", 3, "sea", "sea"),
    ("contest", 14, "person", "void"),
    ("contest", 28, "other", "void"),
    ("cityscapes", -1, "license plate", "void"),
    ("cityscapes", 7, "road", "road"),
    ("cityscapes", 23, "sky", "sky"),
    ("cityscapes", 33, "bicycle", "void"),
]


def test_the_sets_are_those_that_the_command_line_names() -> None:
    assert set(LABEL_SETS) == set(COUNTS)


@pytest.mark.parametrize("name", LABEL_SETS)
def test_a_set_has_as_many_labels_as_published_and_each_once(name: str) -> None:
    entries = label_set(name).entries
    assert len(entries) == COUNTS[name]
    assert len({entry.raw for entry in entries}) == len({entry.name for entry in entries}) == len(entries)
    raws = [entry.raw for entry in entries if 0 <= entry.raw < 255]
    assert raws == list(range(len(raws)))


@pytest.mark.parametrize(("name", "raw", "published", "key"), ANCHORS)
def test_well_known_labels_stand_where_they_were_published(name: str, raw: int, published: str, key: str) -> None:
    labels = label_set(name)
    assert labels.vocabulary[raw] == published
    assert labels.to_landscape(np.array([[raw]], np.int32)).tolist() == [[LANDSCAPE.id(key)]]


@pytest.mark.parametrize("name", LABEL_SETS)
def test_every_value_of_a_set_becomes_a_label_of_ours(name: str) -> None:
    labels = label_set(name)
    raw = np.array([[entry.raw for entry in labels.entries]], np.int16)
    mapped = labels.to_landscape(raw)
    assert mapped.dtype == np.uint8
    assert mapped.tolist() == [[LANDSCAPE.id(entry.key) for entry in labels.entries]]
    assert len(np.unique(mapped)) >= 8


@pytest.mark.parametrize("name", ["landscape", "ade20k", "cityscapes"])
def test_published_colours_mean_what_their_values_mean(name: str) -> None:
    labels = label_set(name)
    assert labels.colours is not None
    assert all(0 <= channel <= 255 for colour in labels.colours.values() for channel in colour)
    owners: dict[tuple[int, int, int], str] = {}
    for entry in labels.entries:
        assert entry.rgb is not None
        owners.setdefault(entry.rgb, entry.key)
    mapped = labels.of_colours(np.array([list(owners)], np.uint8))
    assert mapped.tolist() == [[LANDSCAPE.id(key) for key in owners.values()]]


def test_a_colour_of_no_label_is_marked() -> None:
    sea = LANDSCAPE.by_key("sea").rgb
    assert label_set("landscape").of_colours(np.array([[sea, (1, 1, 1)]], np.uint8)).tolist() == [[19, -1]]


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.uint16, np.int64])
def test_the_first_foreign_value_is_told_with_row_and_column(dtype: type) -> None:
    raw = np.ones((12, 20), dtype)
    raw[7, 9] = 201
    raw[7, 11] = raw[9, 0] = 99
    with pytest.raises(InputError, match="label 201 at row 7, column 9 isn't in the label set landscape"):
        label_set("landscape").to_landscape(raw)


@pytest.mark.parametrize("value", [-2, -300, 256, 70_000, 2**40])
def test_values_far_out_are_foreign_too(value: int) -> None:
    with pytest.raises(InputError, match=f"label {value} at row 0, column 1"):
        label_set("cityscapes").to_landscape(np.array([[7, value]], np.int64))


@pytest.mark.parametrize("name", LABEL_SETS)
def test_255_is_void_in_every_set(name: str) -> None:
    assert label_set(name).to_landscape(np.array([[255]], np.uint8)).tolist() == [[0]]


def test_an_unknown_set_lists_those_there_are() -> None:
    with pytest.raises(InputError, match="no label set voc; there are landscape, coco, ade20k"):
        label_set("voc")


def test_real_contest_maps_hold_nothing_foreign(shared: Path) -> None:
    paths = sorted((shared / "data" / "jittor_landscape_labels_256" / "labels").glob("*.png"))[:200]
    if not paths:
        pytest.skip("the contest's maps aren't there")
    seen: set[int] = set()
    for path in paths:
        with Image.open(path) as image:
            raw = np.asarray(image)
        seen |= set(np.unique(raw).tolist())
        label_set("contest").to_landscape(raw)
    assert {0, 1, 3, 4, 5} <= seen


def test_the_names_in_real_siftflow_files_are_ours(shared: Path) -> None:
    from scipy.io import loadmat

    paths = sorted((shared / "data" / "siftflow_layout_fixture").rglob("*.mat"))
    if not paths:
        pytest.skip("the SIFT Flow fixture isn't there")
    published = [entry.name for entry in label_set("siftflow").entries[1:]]
    for path in paths:
        assert [str(name[0]) for name in loadmat(path)["names"][:, 0]] == published
