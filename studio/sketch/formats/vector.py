"""The canvas as SVG: areas of one label, as rectangles that fit together exactly."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studio.labels import LANDSCAPE, LabelMap
from studio.sketch.formats.export import Export


def as_svg(what: Export) -> bytes:
    """One path for each label that is there, named after it."""
    labels = what.sketch.labels
    height, width = labels.shape
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' shape-rendering="crispEdges">'
    ]
    for label in LANDSCAPE:
        path = "".join(f"M{x} {y}h{w}v{h}h-{w}z" for x, y, w, h in rectangles(labels == label.id))
        if path:
            colour = "#{:02x}{:02x}{:02x}".format(*label.rgb)
            lines.append(f'<path id="{label.key}" fill="{colour}" d="{path}"><title>{label.en}</title></path>')
    return "\n".join([*lines, "</svg>", ""]).encode()


def rectangles(mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Iterator[tuple[int, int, int, int]]:
    """Rectangles (column, row, width, height) that cover a mask and nothing else, none over another."""
    open_runs: dict[tuple[int, int], int] = {}
    for row in range(mask.shape[0] + 1):
        runs = _runs(mask[row]) if row < mask.shape[0] else set()
        for run in [run for run in open_runs if run not in runs]:
            top = open_runs.pop(run)
            yield run[0], top, run[1] - run[0], row - top
        for run in sorted(runs):
            open_runs.setdefault(run, row)


def _runs(row: LabelMap | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> set[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(row.astype(np.int8), prepend=0, append=0)).tolist()
    return set(zip(edges[::2], edges[1::2], strict=True))
