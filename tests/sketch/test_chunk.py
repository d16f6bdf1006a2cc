"""The chunk that carries a sketch: what goes in comes out, and nothing else ever does."""

from __future__ import annotations

import hashlib
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from studio.blend import Blend
from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.chunk import pack, unpack
from studio.sketch.document import Sketch, Step

extents = st.integers(1, 12)
label_maps = arrays.arrays(
    np.uint8, st.tuples(extents, extents), elements=st.integers(0, len(LANDSCAPE) - 1), fill=st.nothing()
)
styles = arrays.arrays(np.uint8, st.tuples(extents, extents, st.just(3)))
options = st.dictionaries(
    st.text(max_size=5), st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5), max_size=3
)
sketches = st.builds(
    Sketch,
    labels=label_maps,
    chain=st.lists(st.builds(Step, st.text(max_size=8), options), max_size=3).map(tuple),
    seed=st.integers(0, 2**32 - 1),
    style=st.none() | styles,
    domain=st.none() | st.text(max_size=8),
    weights=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    blend=st.none() | st.builds(Blend, st.integers(0, 2**32 - 1), st.floats(0, 1)),
)


def sealed(body: bytes, version: int = 1) -> bytes:
    """A chunk with a right checksum around any content, as someone with bad intentions would make it."""
    data = bytes([version]) + zlib.compress(body)
    return data + hashlib.sha256(data).digest()


def with_header(header: bytes, layers: bytes = b"") -> bytes:
    return sealed(struct.pack(">I", len(header)) + header + layers)


@given(sketches)
def test_a_sketch_comes_back_as_it_was(sketch: Sketch) -> None:
    back = unpack(pack(sketch))
    assert np.array_equal(back.labels, sketch.labels)
    assert back.chain == sketch.chain
    assert (back.seed, back.domain, back.weights) == (sketch.seed, sketch.domain, sketch.weights)
    assert back.blend == sketch.blend
    assert (back.style is None) == (sketch.style is None)
    if sketch.style is not None:
        assert np.array_equal(back.style, sketch.style)
    back.labels[0, 0] = 1


@given(sketches, st.data())
def test_any_changed_byte_is_noticed(sketch: Sketch, data: st.DataObject) -> None:
    packed = bytearray(pack(sketch))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(InputError):
        unpack(bytes(packed))


@given(sketches, st.data())
def test_a_chunk_that_is_cut_short_is_noticed(sketch: Sketch, data: st.DataObject) -> None:
    packed = pack(sketch)
    with pytest.raises(InputError):
        unpack(packed[: data.draw(st.integers(0, len(packed) - 1))])


@given(st.binary(max_size=200))
def test_made_up_content_is_refused_even_with_a_right_checksum(body: bytes) -> None:
    with pytest.raises(InputError, match="damaged"):
        unpack(sealed(body))


@pytest.mark.parametrize(
    "data",
    [
        with_header(b"[]"),
        with_header(b"{}"),
        with_header(b"[" * 100_000),
        with_header(b'{"layers": [{"name": "labels", "shape": [99999, 99999]}]}'),
        with_header(b'{"layers": [{"name": "labels", "shape": [1]}]}', b"\x01"),
        with_header(b'{"layers": [{"name": "labels", "shape": [1, 1, 1e300]}]}', b"\x01"),
        with_header(b'{"layers": [], "chain": [], "seed": 0, "domain": null, "weights": {}}'),
        sealed(b"\xff\xff\xff\xff{}"),
        sealed(bytes(40_000_000)),
    ],
    ids=["list", "empty", "deep", "huge", "flat", "endless", "no labels", "long header", "bomb"],
)
def test_a_header_with_bad_intentions_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="damaged"):
        unpack(data)


def test_a_sketch_of_a_newer_studio_says_so() -> None:
    with pytest.raises(InputError, match="newer studio"):
        unpack(sealed(b"something else", version=2))


def test_a_label_that_a_newer_studio_added_says_so() -> None:
    with pytest.raises(InputError, match="newer studio"):
        unpack(pack(Sketch(np.full((2, 2), len(LANDSCAPE), np.uint8))))


def test_a_map_beyond_the_largest_is_not_saved() -> None:
    with pytest.raises(InputError, match="too large"):
        pack(Sketch(np.zeros((2049, 2048), np.uint8)))
