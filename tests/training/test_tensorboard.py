"""TensorBoard's events, by a writer that only remembers: the package itself is an extra."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from lightning_modules import run as running
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.run import train
from lightning_modules.run_folder import Run


class Remembered:
    """In the place of torch's SummaryWriter."""

    made: list[Remembered]

    def __init__(self, folder: str, purge_step: int) -> None:
        self.folder, self.purge_step, self.closed = folder, purge_step, False
        self.scalars: dict[int, dict[str, float]] = {}
        Remembered.made.append(self)

    def add_scalar(self, name: str, value: float, batch: int) -> None:
        self.scalars.setdefault(batch, {})[name] = value

    def close(self) -> None:
        self.closed = True


def test_events_say_what_the_metrics_say(
    tmp_path: Path, recipe: Callable[..., Pix2PixConfig], pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Remembered.made = []
    stand_in = ModuleType("torch.utils.tensorboard")
    stand_in.SummaryWriter = Remembered  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", stand_in)
    monkeypatch.setattr(running, "is_installed", lambda: True)
    train(Run(tmp_path, recipe(), str(pairs)), resume=False)
    (writer,) = Remembered.made
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert (writer.folder, writer.purge_step, writer.closed) == (str(tmp_path / "tensorboard"), 1, True)
    told = {line["batch"]: {name: line[name] for name in line if name not in ("batch", "epoch")} for line in lines}
    assert writer.scalars == told
    assert {"gan", "d", "images_per_second"} <= set(told[8])
