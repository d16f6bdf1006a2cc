"""Loss curves: what is measured is what the dots show."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from studio.runs.metrics_tail import MetricsTail
from studio.tui.cells.curves import DOTS_HIGH, Axis, Curve, axis_of, curves_of, plotted, resampled

LEFT, RIGHT = 0x01 | 0x02 | 0x04 | 0x40, 0x08 | 0x10 | 0x20 | 0x80


def curve(*values: float) -> Curve:
    return Curve("l1", np.arange(len(values), dtype=float), np.array(values))


def test_losses_are_told_from_the_rest_of_a_line_and_broken_values_left_out() -> None:
    lines = [
        {"batch": 10, "epoch": 0, "seconds": 1.0, "images_per_second": 3.0, "l1": 0.5},
        {"batch": 20, "epoch": 0, "seconds": 2.0, "images_per_second": 3.0, "l1": float("nan"), "gan": 2},
    ]
    found = {one.name: (one.batches.tolist(), one.values.tolist()) for one in curves_of(lines)}
    assert found == {"l1": ([10.0], [0.5]), "gan": ([20.0], [2.0])}


def test_many_points_become_their_means_and_few_are_joined() -> None:
    assert resampled(curve(0, 2, 4, 6), 0, 3, 2).tolist() == [1.0, 5.0]
    few = resampled(curve(0, 1), 0, 1, 5)
    assert np.all(np.diff(few) > 0)


def test_a_loss_that_begins_late_is_not_drawn_before() -> None:
    late = Curve("gan", np.array([50.0, 100.0]), np.array([1.0, 1.0]))
    values = resampled(late, 0, 100, 10)
    assert np.isnan(values[:5]).all()
    assert np.isfinite(values[5:]).all()
    plot = plotted([values], axis_of([values]), 2)
    assert (plot.inks[:, 0] == -1).all()
    assert (plot.inks[:, -1] == 0).any()


def test_the_axis_is_logarithmic_where_losses_differ_by_much() -> None:
    assert axis_of([np.array([0.01, 1.0])]) == Axis(0.01, 1.0, is_logarithmic=True)
    assert axis_of([np.array([0.5, 1.0])]) == Axis(0.5, 1.0, is_logarithmic=False)
    assert axis_of([np.array([-1.0, 100.0])]).is_logarithmic is False
    assert Axis(0.01, 1.0, is_logarithmic=True).places(np.array([0.1])) == pytest.approx([0.5])


def test_a_falling_curve_falls_without_holes() -> None:
    values = np.array([1.0, 1.0, 0.0, 0.0])
    plot = plotted([values], axis_of([values]), 2)
    bits = plot.glyphs - 0x2800
    assert bits[0, 0] == 0x01 | 0x08  # both dots of the highest row
    assert bits[1, 0] == 0
    assert bits[0, 1] & LEFT == LEFT & ~0x01  # the way down, from below the row before …
    assert bits[1, 1] == LEFT | 0x80  # … to the lowest row, where it stays
    assert plot.glyphs.shape == (8 // DOTS_HIGH, 2)


def test_metrics_are_followed_as_they_grow_and_read_anew_when_a_run_went_back(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    tail = MetricsTail(path)
    assert tail.lines() == []
    path.write_text('{"batch": 1}\n{"bat')
    assert tail.lines() == [{"batch": 1}]
    with path.open("a") as file:
        file.write('ch": 2}\nnonsense\n')
    assert tail.lines() == [{"batch": 1}, {"batch": 2}]
    fresh = tmp_path / "fresh"
    fresh.write_text(json.dumps({"batch": 1, "l1": 0.25}) + "\n" + json.dumps({"batch": 9, "l1": 0.125}) + "\n")
    fresh.replace(path)
    assert [line.get("l1") for line in tail.lines()] == [0.25, 0.125]
