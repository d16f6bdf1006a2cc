"""The five hooks by which a plugin takes part; the contract grows by addition only (`specs.API_VERSION`).

A plugin is a module named in the entry-point group "studio" whose functions are marked with `hookimpl`:

    from studio.generators.hookspecs import hookimpl
    from studio.generators.specs import Generator

    @hookimpl
    def studio_generators():
        return [Generator(id="mine", en="Mine", zh="我的", input="labels", factory="my_plugin.render:load")]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pluggy

from studio.generators.specs import Generator, Request, Result, TrainingRun
from studio.label_sets import LabelSet

PROJECT = "studio"
ENTRY_POINT_GROUP = "studio"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def studio_generators() -> Iterable[Generator]:
    """The generators that this plugin brings; called in a process that has no torch, so it must be cheap."""
    raise NotImplementedError


@hookspec
def studio_before_render(request: Request, generator: Generator) -> Request | None:
    """A changed request, or None to leave it; called in the worker, one plugin after another."""
    raise NotImplementedError


@hookspec
def studio_after_render(request: Request, generator: Generator, result: Result) -> Result | None:
    """A changed result of the same shape, or None to leave it; called in the worker, one plugin after another."""
    raise NotImplementedError


@hookspec
def studio_train_callbacks(run: TrainingRun) -> Iterable[Any]:
    """Lightning callbacks for a training run; called in the training process, once per sitting."""
    raise NotImplementedError


@hookspec
def studio_vocabularies() -> Iterable[LabelSet]:
    """Label sets that maps may be read with (`--labels NAME`)."""
    raise NotImplementedError
