"""Portraits: the same face always, one attribute changed alone, and every value to be seen."""

from __future__ import annotations

import numpy as np
import pytest

from studio.errors import InputError
from studio_data.portraits import ATTRIBUTE_NAMES, ATTRIBUTES, Attribute, Face, area_mask, line_sketch, portrait

SEEN_BY = 16  # grey levels by which a pixel must change to count as changed
LEAST_PIXELS = 20  # of 64 × 64
BY_ATTRIBUTE = pytest.mark.parametrize("attribute", ATTRIBUTES, ids=lambda attribute: attribute.key)


def faces(count: int) -> list[Face]:
    rng = np.random.default_rng(11)
    return [Face.sample(rng) for _ in range(count)]


def values(face: Face, attribute: Attribute) -> list[Face]:
    return [face.changed(**{attribute.key: key}) for key in attribute.keys]


def test_the_same_face_is_drawn_the_same() -> None:
    for face in faces(4):
        assert np.array_equal(portrait(face, 64), portrait(Face(**vars(face)), 64))
        assert np.array_equal(line_sketch(face, 64), line_sketch(face, 64))


def test_another_identity_is_another_picture() -> None:
    assert not np.array_equal(portrait(Face(identity=1), 64), portrait(Face(identity=2), 64))


@BY_ATTRIBUTE
def test_a_counterpart_changes_its_area_only(attribute: Attribute) -> None:
    for face in faces(12):
        outside = ~area_mask(face, attribute.key, 64)
        assert outside.any()
        picture, sketch = portrait(face, 64), line_sketch(face, 64)
        for other in values(face, attribute):
            assert np.array_equal(portrait(other, 64)[outside], picture[outside]), other
            assert np.array_equal(line_sketch(other, 64)[outside], sketch[outside]), other


@BY_ATTRIBUTE
def test_every_value_is_seen_at_64_pixels(attribute: Attribute) -> None:
    for face in faces(5):
        drawn = [portrait(other, 64).astype(int) for other in values(face, attribute)]
        for i, first in enumerate(drawn):
            for second in drawn[i + 1 :]:
                changed = np.abs(first - second).max(-1) > SEEN_BY
                assert np.count_nonzero(changed) >= LEAST_PIXELS


def test_single_and_double_lids_differ_at_64_pixels() -> None:
    for face in faces(12):
        bare = face.changed(glasses="none")
        mask = area_mask(bare, "eyes", 64)
        single, double = (portrait(bare.changed(eyes=eyes), 64)[mask].astype(float) for eyes in ("single", "double"))
        assert np.abs(single - double).mean() > 4


def test_hair_colours_are_told_apart_in_the_sketch() -> None:
    for face in faces(5):
        drawn = [line_sketch(face.changed(hair=key), 128).astype(float) for key in ATTRIBUTES[0].keys]
        for i, first in enumerate(drawn):
            for second in drawn[i + 1 :]:
                assert np.abs(first - second).mean() > 2


def test_darker_hair_takes_more_ink() -> None:
    face = Face(cut="long", fringe="straight")
    black, brown, blond = (line_sketch(face.changed(hair=hair)).mean() for hair in ("black", "brown", "blond"))
    assert black < brown < blond


@pytest.mark.parametrize("size", [32, 33, 64, 100, 256])
def test_every_size_is_drawn(size: int) -> None:
    face = faces(1)[0]
    for supersample in (1, 2):
        assert portrait(face, size, supersample).shape == (size, size, 3)
        assert line_sketch(face, size, supersample).shape == (size, size)


def test_many_faces_are_drawn_without_a_warning() -> None:
    for face in faces(150):
        picture, sketch = portrait(face, 48, 1), line_sketch(face, 48, 1)
        assert picture.dtype == sketch.dtype == np.uint8
        assert picture.std() > 10
        assert sketch.min() < 100 < 250 < sketch.max()


def test_the_attribute_vector_names_what_is_drawn() -> None:
    for face in faces(5):
        named = {name for name, bit in zip(ATTRIBUTE_NAMES, face.attribute_vector(), strict=True) if bit}
        assert named == {f"{attribute.key}={getattr(face, attribute.key)}" for attribute in ATTRIBUTES}


def test_wrong_values_are_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="black, brown"):
        Face(hair="purple")
    with pytest.raises(InputError, match="no attribute 'hat'"):
        Face().changed(hat="red")
    with pytest.raises(InputError, match="from 32 to 1024"):
        portrait(Face(), 8)
