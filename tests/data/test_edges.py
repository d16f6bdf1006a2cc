"""Smoothing the edges of any cartoon: what OpenCV makes of given pictures, bit for bit, and small pictures by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio_data.prepare.edges import canny, grey, smooth_edges


@pytest.mark.parametrize("number", [0, 1, 2])
def test_edges_and_smoothing_are_those_of_the_reference(shared: Path, number: int) -> None:
    known = np.load(shared / "parity" / "cartoongan_edge_promoting" / "io.npz")
    picture = known[f"bgr{number}"][..., ::-1]
    assert np.array_equal(canny(known[f"gray{number}"]), known[f"edges{number}"])
    assert np.array_equal(smooth_edges(picture), known[f"output_smooth{number}"][..., ::-1])
    assert np.array_equal(grey(picture), known[f"gray{number}"])


def test_only_the_surroundings_of_an_edge_change() -> None:
    picture = np.zeros((24, 24, 3), np.uint8)
    picture[:, 12:] = 250
    smooth = smooth_edges(picture)
    changed = np.flatnonzero((smooth != picture).any((0, 2)))
    assert set(changed) <= set(range(9, 15))
    assert len(changed) >= 2
    assert np.array_equal(smooth_edges(np.full_like(picture, 90)), np.full_like(picture, 90))
