"""Frames on the worker's pipes: whole and exact, or an error; never something else."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from studio.generators.specs import Blend, Request, Result
from studio.render.wire import (
    BrokenFrameError,
    pack_request,
    pack_result,
    read_frame,
    unpack_request,
    unpack_result,
    write_frame,
)

LABELS = arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=9))
STYLES = st.none() | arrays(np.uint8, st.tuples(st.integers(1, 4), st.integers(1, 4), st.just(3)))
VALUES = st.text(max_size=9) | st.integers(-9, 9) | st.floats(allow_nan=False) | st.booleans()


BLENDS = st.none() | st.builds(Blend, st.integers(0, 2**32 - 1), st.floats(0, 1))


@given(LABELS, STYLES, st.integers(0, 2**32 - 1), st.dictionaries(st.text(max_size=9), VALUES, max_size=3), BLENDS)
def test_a_request_comes_through_as_it_was(labels, style, seed, options, blend) -> None:
    request = Request("toy", labels, seed=seed, size=64, style=style, domain="dusk", options=options, blend=blend)
    pipe = io.BytesIO()
    write_frame(pipe, *pack_request(request))
    write_frame(pipe, *pack_request(request))
    pipe.seek(0)
    for _ in range(2):
        frame = read_frame(pipe)
        assert frame
        assert unpack_request(*frame) == request
    assert read_frame(pipe) is None


def test_a_result_comes_through_as_it_was_and_can_not_be_written_to() -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    pipe = io.BytesIO()
    write_frame(pipe, *pack_result(Result(picture[:, ::-1], 12.5, "toy", "abc")))
    pipe.seek(0)
    frame = read_frame(pipe)
    assert frame
    result = unpack_result(*frame)
    assert (result.milliseconds, result.generator, result.weights) == (12.5, "toy", "abc")
    np.testing.assert_array_equal(result.image, picture[:, ::-1])
    assert not result.image.flags.writeable


@given(st.data())
def test_a_damaged_frame_is_an_error_or_still_a_frame(data: st.DataObject) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, *pack_request(Request("toy", np.ones((4, 5), np.uint8))))
    whole = bytearray(pipe.getvalue())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    damaged = whole[: data.draw(st.integers(1, len(whole)))]
    try:
        frame = read_frame(io.BytesIO(bytes(damaged)))
    except BrokenFrameError:
        return
    assert frame is not None


def test_a_frame_that_claims_gigabytes_is_refused_unread() -> None:
    with pytest.raises(BrokenFrameError, match="beyond all bounds"):
        read_frame(io.BytesIO(b"\x00\x00\x00\x02" + b"\x00\x00\x00\xff" * 2 + b"{}"))
