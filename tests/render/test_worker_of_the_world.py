"""The bundled world through a real worker: pictures, the same each time, and options that count."""

from __future__ import annotations

import numpy as np
import pytest

from studio.errors import InputError
from studio.generators.specs import Request
from studio.labels import LANDSCAPE
from studio.render.client import RenderWorker
from studio.render.once import render_once
from studio.render.process import worker_environment


def coast(**changes: object) -> Request:
    labels = np.full((48, 64), LANDSCAPE.id("sky"), np.uint8)
    labels[24:] = LANDSCAPE.id("sea")
    return Request("world", labels, size=48, **changes)  # type: ignore[arg-type]


def test_the_same_request_gives_the_same_bytes_and_another_hour_another_light() -> None:
    noon, again, dusk = (render_once(coast(options=options)).image for options in ({}, {}, {"hour": "sunset"}))
    assert noon.shape == (48, 64, 3)
    np.testing.assert_array_equal(noon, again)
    assert abs(noon.astype(float).mean() - dusk.astype(float).mean()) > 2


def test_a_wrong_option_is_the_users_mistake_not_the_generators() -> None:
    with pytest.raises(InputError, match="hour is one of dawn, day, golden"):
        render_once(coast(options={"hour": "teatime"}))
    with pytest.raises(InputError, match="has no option brightness"):
        render_once(coast(options={"brightness": 3}))


def test_an_unknown_generator_is_refused_before_any_process_starts() -> None:
    with pytest.raises(InputError, match="no generator picasso"):
        RenderWorker("picasso", lambda reply: None)


def test_a_worker_uses_all_cores_asleep_while_it_waits_unless_told_otherwise() -> None:
    environment = worker_environment({"HOME": "/h"})
    assert int(environment["OMP_NUM_THREADS"]) >= 1
    assert environment["OMP_WAIT_POLICY"] == "passive"
    assert worker_environment({"OMP_NUM_THREADS": "1"})["OMP_NUM_THREADS"] == "1"
