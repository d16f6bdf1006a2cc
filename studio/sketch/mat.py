"""Label maps in MATLAB files, as the SIFT Flow data set has them: `S` counts from 1, 0 is unlabelled, `names` name."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError
from studio.label_sets import LabelSet, label_set
from studio.label_sets.label_set import EMPTY_VALUE, first_where
from studio.labels import LANDSCAPE, LabelMap

_SECONDS = 10
_HDF5 = b"\x89HDF\r\n\x1a\n"


def read_mat(data: bytes, set_name: str | None = None) -> LabelMap:
    """The label map, uint8 (H, W) of LANDSCAPE ids, in a MATLAB file's bytes (version 4 to 7).

    Labels go by their names when the file lists them, else by their place in the label set (SIFT Flow's unless
    another is named). InputError says what is wrong.
    """
    if b"MATLAB 7.3" in data[:128] or _HDF5 in (data[:8], data[512:520]):
        raise InputError("it is a MATLAB 7.3 file; re-save it with -v7: save('f.mat','S','-v7')")
    values, names = _read_in_a_child(data)
    labels = label_set(set_name or "siftflow")
    if names is None:
        return _by_place(values, labels)
    known = {entry.name.lower(): LANDSCAPE.id(entry.key) for entry in labels.entries}
    if set_name is None:
        known = {label.key: label.id for label in LANDSCAPE} | known
    return _by_name(values, names, known, labels.name)


def _by_place(values: NDArray[np.int32], labels: LabelSet) -> LabelMap:
    """Value 1 is the set's first label proper; 0, and 255 where the set ends below it, is none."""
    last = labels.last - labels.first + 1
    is_none = (values == 0) | (values == EMPTY_VALUE) if last < EMPTY_VALUE else values == 0
    if foreign := first_where(~is_none & ((values < 0) | (values > last))):
        row, column = foreign
        raise InputError(
            f"label {values[row, column]} at row {row}, column {column} isn't in the label set {labels.name}, which a "
            f".mat counts from 1 (to {last}; 0 for none)"
        )
    return labels.to_landscape(np.where(is_none, EMPTY_VALUE, values - 1 + labels.first))


def _by_name(values: NDArray[np.int32], names: list[str], known: dict[str, int], set_name: str) -> LabelMap:
    for value in np.unique(values).tolist():
        row, column = first_where(values == value) or (0, 0)
        where = f"label {value} at row {row}, column {column}"
        if not 0 <= value <= len(names):
            raise InputError(f"{where} has no name; the file names {len(names)}")
        if value and names[value - 1].strip().lower() not in known:
            raise InputError(f"{where} is called {names[value - 1]!r}, which isn't in the label set {set_name}")
    table = np.array([0, *(known.get(name.strip().lower(), 0) for name in names)], np.uint8)
    return table[values]


def _read_in_a_child(data: bytes) -> tuple[NDArray[np.int32], list[str] | None]:
    command = [sys.executable, "-P", "-m", "studio.sketch.mat_child"]
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # each thread would reserve address space
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            env={**os.environ, **threads},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"it took longer than {_SECONDS} s to read; re-save it in MATLAB with -v7") from error
    return understood(done.returncode, done.stdout)


def understood(returncode: int, said: bytes) -> tuple[NDArray[np.int32], list[str] | None]:
    """What the child that read a file said: the values, int32 (H, W), and their names; InputError where it couldn't.

    A reader that a damaged file led astray may say anything before it ends.
    """
    if returncode != 0:
        raise InputError(f"it is damaged: the MATLAB reader stopped ({_cause(returncode)}); re-save it with -v7")
    line, _, pixels = said.partition(b"\n")
    try:
        answer = json.loads(line)
        if "error" in answer:
            raise InputError(f"it {answer['error']}")
        height, width = answer["shape"]
        values = np.frombuffer(pixels, "<i4").reshape(height, width)
        names = None if answer["names"] is None else [str(name) for name in answer["names"]]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise InputError("it is damaged: what the MATLAB reader says makes no sense; re-save it with -v7") from error
    return values, names


def _cause(returncode: int) -> str:
    if returncode < 0:
        return signal.Signals(-returncode).name
    return f"exit status {returncode}"
