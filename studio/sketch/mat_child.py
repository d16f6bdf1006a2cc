"""Reads a MATLAB file in a process of its own: `python -m studio.sketch.mat_child < file.mat`.

SciPy's reader can crash on damaged files, hang or take all memory, so it never runs in the studio's process. Writes
one line of JSON, {"shape", "names"} or {"error"}, and after the former the labels as little-endian int32.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.sketch.document import MAX_PIXELS

MAX_BYTES = 2 << 30
MAX_SECONDS = 10


class Refused(Exception):
    """The file is whole but holds no label map; the text completes "it …" for the user."""


def labels_of(data: bytes) -> tuple[NDArray[np.int32], list[str] | None]:
    """The label map `S`, int32 (H, W), and the list `names`, if any; Refused when there is none that can be used."""
    from scipy.io import loadmat, whosmat

    content = loadmat(io.BytesIO(data), variable_names=["S", "names"])
    if "S" not in content:
        there = ", ".join(name for name, _, _ in whosmat(io.BytesIO(data))[:12]) or "nothing"
        raise Refused(f"has no variable S with the labels; it has {there}")
    return _whole_numbers(content["S"]), _texts(content.get("names"))


def _whole_numbers(found: Any) -> NDArray[np.int32]:
    if not isinstance(found, np.ndarray) or found.dtype.kind not in "buif":
        raise Refused("has a variable S that isn't a matrix of numbers")
    if found.ndim != 2:
        raise Refused(f"has an array S of {'×'.join(map(str, found.shape))}; a label map has two dimensions")
    if not 0 < found.size <= MAX_PIXELS:
        raise Refused(f"has a matrix S of {found.shape[0]}×{found.shape[1]}; a sketch has 1 to {MAX_PIXELS:,} pixels")
    numbers = found.astype(np.float64)
    whole = np.isfinite(numbers) & (np.abs(numbers) < 2**31)
    whole[whole] = numbers[whole] == np.floor(numbers[whole])
    if not whole.all():
        row, column = np.argwhere(~whole)[0]
        raise Refused(f"has {found[row, column]} in S at row {row}, column {column}; labels are whole numbers")
    return numbers.astype(np.int32)


def _texts(found: Any) -> list[str] | None:
    """The strings of a cell array or of a character matrix; None when there are none."""
    if not isinstance(found, np.ndarray) or found.dtype.kind not in "OU":
        return None
    return [
        str(cell.flat[0]) if isinstance(cell, np.ndarray) and cell.size else str(cell) for cell in found.flat
    ] or None


def main() -> int:
    """Read standard input, answer on standard output; always 0, unless the reader took the process down."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
    warnings.simplefilter("ignore")
    labels = None
    try:
        labels, names = labels_of(sys.stdin.buffer.read())
        answer: dict[str, Any] = {"shape": labels.shape, "names": names}
    except Refused as refusal:
        answer = {"error": str(refusal)}
    except MemoryError:
        answer = {"error": f"needs more than {MAX_BYTES >> 30} GiB to read"}
    except Exception as error:  # the reader raises what it likes on a damaged file
        answer = {"error": f"can't be read as a MATLAB file ({type(error).__name__}); re-save it with -v7"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    if labels is not None:
        sys.stdout.buffer.write(labels.astype("<i4").tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
