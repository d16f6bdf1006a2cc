"""The sketch inside of a PNG: what the private chunk `skTc` holds.

One version byte (1), a zlib stream, and the sha256 of both. The stream holds the length of a JSON header (4 bytes, big
endian), the header, and the layers that it lists, as raw bytes: `labels` (H, W) and, where there is one, `style`
(H, W, 3). How much is inflated is bounded by what the largest sketch needs.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.blend import Blend
from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio.sketch.document import MAX_PIXELS, Sketch, Step

CHUNK_TYPE = b"skTc"
VERSION = 1

_HASH_BYTES = 32
_MAX_HEADER = 1 << 20
_MAX_INFLATED = 4 + _MAX_HEADER + MAX_PIXELS + 2 * 3 * MAX_PIXELS  # labels, style, photograph

_DAMAGED = "the sketch inside of the picture is damaged; open an older copy"
_TOO_NEW = "a newer studio wrote this sketch; update sketch-studio to open it"

# What reading a header that somebody made up can raise.
_UNFIT = (zlib.error, struct.error, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


def pack(sketch: Sketch) -> bytes:
    """The chunk's data for a sketch; InputError when its label map or style is larger than a file may hold."""
    layers: dict[str, NDArray[np.uint8]] = {"labels": sketch.labels}
    if sketch.style is not None:
        layers["style"] = sketch.style
    if sketch.photograph is not None:
        layers["photograph"] = sketch.photograph
    for name, layer in layers.items():
        if layer.shape[0] * layer.shape[1] > MAX_PIXELS:
            raise InputError(f"the {name} of {layer.shape[1]}×{layer.shape[0]} pixels are too large to save")
    header = json.dumps(
        {
            "layers": [{"name": name, "shape": list(layer.shape)} for name, layer in layers.items()],
            "chain": [_plain(step) for step in sketch.chain],
            "seed": sketch.seed,
            "blend": sketch.blend and [sketch.blend.seed, sketch.blend.share],
            "domain": sketch.domain,
            "weights": sketch.weights,
            "from_photograph": sketch.from_photograph,
            "reference": sketch.reference,
        }
    ).encode()
    body = struct.pack(">I", len(header)) + header + b"".join(layer.tobytes() for layer in layers.values())
    data = bytes([VERSION]) + zlib.compress(body, 6)
    return data + hashlib.sha256(data).digest()


def unpack(data: bytes) -> Sketch:
    """The sketch in a chunk's data; InputError when it is damaged or a newer studio wrote it."""
    if data and data[0] > VERSION:
        raise InputError(_TOO_NEW)
    if len(data) <= _HASH_BYTES or data[0] != VERSION:
        raise InputError(_DAMAGED)
    if hashlib.sha256(data[:-_HASH_BYTES]).digest() != data[-_HASH_BYTES:]:
        raise InputError(_DAMAGED)
    try:
        return _sketch_of(_inflate(data[1:-_HASH_BYTES]))
    except _UNFIT as error:
        raise InputError(_DAMAGED) from error


def _inflate(stream: bytes) -> bytes:
    inflater = zlib.decompressobj()
    body = inflater.decompress(stream, _MAX_INFLATED)
    if not inflater.eof:
        raise ValueError("the stream is cut or inflates beyond the largest sketch")
    return body


def _sketch_of(body: bytes) -> Sketch:
    (length,) = struct.unpack_from(">I", body)
    header = json.loads(body[4 : 4 + length])
    layers: dict[str, NDArray[np.uint8]] = {}
    at = 4 + length
    for layer in header["layers"]:
        shape = tuple(int(extent) for extent in layer["shape"])
        if min(shape) < 1 or shape[0] * shape[1] > MAX_PIXELS:
            raise ValueError("a layer is empty or too large")
        layers[layer["name"]] = np.frombuffer(body, np.uint8, math.prod(shape), at).reshape(shape).copy()
        at += layers[layer["name"]].size
    if at != len(body):
        raise ValueError("bytes are left over")
    if int(layers["labels"].max()) >= len(LANDSCAPE):
        raise InputError(_TOO_NEW)
    return Sketch(
        labels=layers["labels"],
        chain=tuple(_step_of(step) for step in header["chain"]),
        seed=int(header["seed"]),
        style=layers.get("style"),
        domain=None if header["domain"] is None else str(header["domain"]),
        weights={str(name): str(sha256) for name, sha256 in header["weights"].items()},
        photograph=layers.get("photograph"),
        from_photograph=bool(header.get("from_photograph", False)),
        reference=min(max(int(header.get("reference", 0)), 0), 100),
        blend=_blend_of(header.get("blend")),
    )


def _blend_of(facts: Any) -> Blend | None:
    return None if facts is None else Blend(int(facts[0]), float(facts[1]))


def _plain(step: Step) -> dict[str, Any]:
    facts: dict[str, Any] = {"generator": step.generator, "options": dict(step.options)}
    if step.domain is not None:
        facts["domain"] = step.domain
    if step.weights:
        facts["weights"] = step.weights
    return facts


def _step_of(step: Mapping[str, Any]) -> Step:
    options = {str(name): value for name, value in step["options"].items()}
    if not all(isinstance(value, str | int | float | bool) for value in options.values()):
        raise ValueError("an option is neither text nor number")
    domain = step.get("domain")
    return Step(str(step["generator"]), options, None if domain is None else str(domain), str(step.get("weights", "")))
