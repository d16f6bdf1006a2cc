"""Plugins that look on while a network trains."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy_plugins import Install

from lightning_modules.plugin_callbacks import plugin_callbacks
from studio.generators.specs import TrainingRun

WATCHER = """
from studio.generators.hookspecs import hookimpl

@hookimpl
def studio_train_callbacks(run):
    from pytorch_lightning import Callback
    class Watcher(Callback):
        folder = run.folder
    return [Watcher(), "no callback"]
"""


def test_callbacks_of_plugins_join_and_those_that_fail_are_named(
    install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install("watcher", WATCHER)
    install("broken", WATCHER.replace("from pytorch_lightning import Callback", "raise ValueError('not today')"))
    (found,) = plugin_callbacks(TrainingRun(tmp_path, "unet", None))
    assert type(found).__name__ == "Watcher"
    assert found.folder == tmp_path  # type: ignore[attr-defined]
    said = capsys.readouterr().err
    assert "warning: plugin broken: studio_train_callbacks failed: ValueError: not today" in said
    assert "warning: plugin watcher: studio_train_callbacks returned a str among its callbacks" in said
