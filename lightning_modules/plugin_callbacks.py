"""Callbacks that installed plugins bring to a training run; a plugin that can't is named, and the training goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import pytorch_lightning as pl

from studio.generators import host
from studio.generators.plugin_module import Fault, PluginModule
from studio.generators.specs import TrainingRun

HOOK = "studio_train_callbacks"


def plugin_callbacks(run: TrainingRun) -> list[pl.Callback]:
    """What every plugin with the hook answers, in the order of the list."""
    callbacks: list[pl.Callback] = []
    for plugin in host.plugins():
        if HOOK not in plugin.description.hooks:
            continue
        module = PluginModule.load(plugin.source)
        answer = module if isinstance(module, Fault) else module.call(HOOK, run=run)
        if isinstance(answer, Fault):
            _tell(f"plugin {plugin.name}: {answer.line}\n{answer.traceback}")
        else:
            callbacks += _callbacks_in(plugin.name, answer)
    return callbacks


def _callbacks_in(name: str, answer: Iterable[Any]) -> list[pl.Callback]:
    try:
        given = [one for several in answer for one in several]
    except TypeError:
        _tell(f"plugin {name}: {HOOK} returned no list of callbacks")
        return []
    for other in given:
        if not isinstance(other, pl.Callback):
            _tell(f"plugin {name}: {HOOK} returned a {type(other).__name__} among its callbacks")
    return [one for one in given if isinstance(one, pl.Callback)]


def _tell(line: str) -> None:
    print(f"warning: {line.strip()}", file=sys.stderr, flush=True)
