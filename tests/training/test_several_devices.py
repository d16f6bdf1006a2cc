"""One run on two processes: the same weights on both, each with its own half of every batch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.first_process import is_first
from lightning_modules.preflight import preflight
from lightning_modules.ranks import my_share, world
from lightning_modules.run import prepare
from lightning_modules.run_folder import Run
from studio.errors import InputError

HERE = Path(__file__).parent


def test_two_processes_have_equal_weights_and_see_different_pictures(
    tmp_path: Path, recipe: Callable[..., Pix2PixConfig], pairs: Path
) -> None:
    config = recipe(batch=4, devices=2, precision="fp32")
    run = Run(tmp_path, config, str(pairs))
    run.write()
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(HERE)}
    command = [sys.executable, str(HERE / "two_processes.py"), str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    first, second = (json.loads((tmp_path / f"rank-{rank}.json").read_text()) for rank in (0, 1))
    assert first["weights"] == second["weights"]
    _, data = prepare(Run(tmp_path, recipe(batch=4), str(pairs)))
    alone = [[float(picture.double().sum()) for picture in batch[1]] for batch in data.stream]
    together = [one + other for one, other in zip(first["seen"], second["seen"], strict=True)]
    np.testing.assert_allclose(together, alone)  # what one process would have seen, in the same batches
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [line["batch"] for line in lines] == [4]  # one process wrote them
    assert run.weights.is_file()


@pytest.mark.parametrize(
    ("environment", "first"),
    [
        ({}, True),
        ({"LOCAL_RANK": "1"}, False),
        ({"LOCAL_RANK": "0", "NODE_RANK": "1"}, False),
        ({"RANK": "0", "LOCAL_RANK": "0"}, True),
        ({"RANK": "8", "LOCAL_RANK": "0"}, False),
        ({"SLURM_PROCID": "3"}, False),
    ],
)
def test_the_first_process_is_known_by_what_launchers_say(environment: dict[str, str], first: bool) -> None:
    assert is_first(environment) == first


@pytest.mark.parametrize(
    ("changes", "said"), [({"strategy": "nonsense"}, "invalid strategy name"), ({"strategy": "dp"}, "strategy")]
)
def test_a_strategy_that_there_is_not_is_refused_before_anything_is_tried(
    changes: dict[str, str], said: str, tmp_path: Path, recipe: Callable[..., Pix2PixConfig], pairs: Path
) -> None:
    with pytest.raises(InputError, match=said) as refused:
        preflight(Run(tmp_path, recipe(batch=4, devices=2, **changes), str(pairs)))
    assert len(str(refused.value).splitlines()) == 1


def test_one_process_has_all_of_a_batch() -> None:
    assert world() == 1
    assert my_share([1, 2, 3]) == [1, 2, 3]
