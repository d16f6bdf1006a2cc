"""Frames on the worker's pipes: a JSON header and raw arrays, each frame with its lengths before it.

4 bytes  header length (big endian)
8 bytes  body length (big endian)
header   JSON; its "arrays" lists [name, shape] in the order of the body
body     the arrays, uint8 in C order, one after another
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from studio.generators.specs import Blend, Request, Result

Header = dict[str, Any]
Arrays = dict[str, NDArray[np.uint8]]

LENGTHS = struct.Struct(">IQ")
HEADER_LIMIT_BYTES = 2**20
BODY_LIMIT_BYTES = 2**28


class BrokenFrameError(Exception):
    """What came over the pipe is no frame of ours."""


def write_frame(
    pipe: BinaryIO, header: Mapping[str, Any], arrays: Mapping[str, NDArray[np.uint8]] | None = None
) -> None:
    """Send one frame and flush it. `arrays` are uint8; OSError when the other side is gone."""
    arrays = arrays or {}
    listed = [[name, list(array.shape)] for name, array in arrays.items()]
    text = json.dumps({**header, "arrays": listed}).encode()
    pipe.write(LENGTHS.pack(len(text), sum(array.nbytes for array in arrays.values())) + text)
    for array in arrays.values():
        pipe.write(np.ascontiguousarray(array).data)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> tuple[Header, Arrays] | None:
    """The next frame, or None at the end of the stream; BrokenFrameError for anything else."""
    lengths = pipe.read(LENGTHS.size)
    if not lengths:
        return None
    header_bytes, body_bytes = LENGTHS.unpack(_whole(lengths, LENGTHS.size))
    if header_bytes > HEADER_LIMIT_BYTES or body_bytes > BODY_LIMIT_BYTES:
        raise BrokenFrameError("a frame beyond all bounds")
    try:
        header: Header = json.loads(_whole(pipe.read(header_bytes), header_bytes))
        shapes = {str(name): tuple(int(side) for side in shape) for name, shape in header.pop("arrays")}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenFrameError("a frame without a header") from error
    if any(side < 0 for shape in shapes.values() for side in shape):
        raise BrokenFrameError("an array of negative size")
    if sum(math.prod(shape) for shape in shapes.values()) != body_bytes:
        raise BrokenFrameError("a body of another size than its header says")
    body = np.frombuffer(_whole(pipe.read(body_bytes), body_bytes), np.uint8)
    arrays: Arrays = {}
    start = 0
    for name, shape in shapes.items():
        end = start + math.prod(shape)
        arrays[name] = body[start:end].reshape(shape)
        start = end
    return header, arrays


def _whole(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise BrokenFrameError("the stream ended in the middle of a frame")
    return data


def pack_request(request: Request) -> tuple[Header, Arrays]:
    """A request as the header and arrays of a frame."""
    arrays: Arrays = {"image": request.image}
    if request.style is not None:
        arrays["style"] = request.style
    header: Header = {
        "generator": request.generator,
        "seed": request.seed,
        "size": request.size,
        "domain": request.domain,
        "weights": request.weights,
        "options": dict(request.options),
        "blend": request.blend and [request.blend.seed, request.blend.share],
    }
    return header, arrays


def unpack_request(header: Header, arrays: Arrays) -> Request:
    """The request that `pack_request` packed."""
    return Request(
        generator=header["generator"],
        image=arrays["image"],
        seed=header["seed"],
        size=header["size"],
        style=arrays.get("style"),
        domain=header["domain"],
        weights=header["weights"],
        options=header["options"],
        blend=Blend(*header["blend"]) if header["blend"] else None,
    )


def pack_result(result: Result) -> tuple[Header, Arrays]:
    """A result as the header and arrays of a frame."""
    header: Header = {
        "milliseconds": result.milliseconds,
        "generator": result.generator,
        "weights": result.weights,
        "found": dict(result.found),
    }
    return header, {"image": result.image}


def unpack_result(header: Header, arrays: Arrays) -> Result:
    """The result that `pack_result` packed; its image is read-only."""
    return Result(arrays["image"], header["milliseconds"], header["generator"], header["weights"], header["found"])
