"""Reads many mutated .mat files as the studio does: each in a child of its own, with the child's own limits.

The children are forks of one process that has SciPy loaded already, which is what makes a hundred thousand possible.
Arguments: how many, and the seed. Prints a line of JSON.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import random
import select
import signal
import sys
import time

import numpy as np
import scipy.io
import scipy.io.matlab
from mutations import mutated

from studio.errors import InputError
from studio.sketch import mat_child
from studio.sketch.mat import understood

LONGEST_S = 10.0
LABELS = (np.indices((12, 17)).sum(0) % 9).astype(np.uint8)


def samples() -> list[bytes]:
    """Files of every kind that people have: names or none, compressed or not, integers or floats, version 4 too."""
    names = np.array([[f"label{number}"] for number in range(9)], dtype=object)
    files = []
    for content, options in (
        ({"S": LABELS, "names": names}, {}),
        ({"S": LABELS}, {}),
        ({"S": LABELS.astype(float), "names": names}, {}),
        ({"S": LABELS, "names": names}, {"do_compression": True}),
        ({"S": LABELS.astype(np.int32)}, {"format": "4"}),
    ):
        file = io.BytesIO()
        scipy.io.savemat(file, content, **options)
        files.append(file.getvalue())
    return files


def read(data: bytes) -> tuple[int, bytes, bool]:
    """What a child that reads the file ends with, what it says, and whether it took too long."""
    (theirs, ours), (reading, writing) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        code = 9
        try:
            os.dup2(theirs, 0)
            os.dup2(writing, 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.closerange(3, 64)
            sys.stdin, sys.stdout = os.fdopen(0, "r"), os.fdopen(1, "w")
            code = mat_child.main()
            sys.stdout.flush()
        finally:
            os._exit(code)
    os.close(theirs)
    os.close(writing)
    with contextlib.suppress(BrokenPipeError):  # it may end before it has read everything
        os.write(ours, data)  # smaller than what a pipe holds
    os.close(ours)
    said, deadline, is_late = b"", time.monotonic() + LONGEST_S, False
    while True:
        if not select.select([reading], [], [], max(0.0, deadline - time.monotonic()))[0]:
            is_late = True
            os.kill(child, signal.SIGKILL)
            break
        piece = os.read(reading, 1 << 16)
        if not piece:
            break
        said += piece
    os.close(reading)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said, is_late


def main() -> None:
    count, draw, files = int(sys.argv[1]), random.Random(int(sys.argv[2])), samples()
    assert max(map(len, files)) < 1 << 15
    gc.freeze()  # so that children leave the pages of what is loaded alone
    facts: dict[str, float] = {"files": count, "read": 0, "refused": 0, "child_crashed": 0, "late": 0, "slowest_s": 0.0}
    for _ in range(count):
        data = mutated(draw.choice(files), draw)
        begun = time.monotonic()
        code, said, is_late = read(data)
        facts["slowest_s"] = max(facts["slowest_s"], round(time.monotonic() - begun, 2))
        facts["late"] += is_late
        facts["child_crashed"] += code < 0 and not is_late
        try:
            values, names = understood(code, said)
            assert values.ndim == 2
            assert names is None or all(isinstance(name, str) for name in names)
            facts["read"] += 1
        except InputError:
            facts["refused"] += 1
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
