"""A generator at work inside the worker: hooks before and after, options filled in, the result checked."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any, Protocol

import numpy as np

from studio.errors import InputError, StudioError
from studio.generators.host import Plugin
from studio.generators.plugin_module import Fault, PluginModule
from studio.generators.specs import Cancelled, Generator, Request, Result
from studio.labels import LANDSCAPE
from studio.render.session_faults import SessionFaults, hooks_of

Progress = Callable[[float], None]


class GeneratorFault(StudioError):
    """The generator's own mistake; the log tells more."""


class Renderer(Protocol):
    """What a generator's factory returns."""

    def render(self, request: Request, progress: Progress) -> Any:
        """The picture, uint8 (H, W, 3) of `request.shape`."""
        ...


class ContainedGenerator:
    """A loaded generator with the render hooks of all plugins around it. Whatever it does wrong is a StudioError."""

    def __init__(self, generator: Generator, renderer: Renderer, hooks: Sequence[PluginModule] = ()) -> None:
        self.generator = generator
        self._renderer = renderer
        self._hooks = hooks
        self._faults = SessionFaults()
        self._complaints: list[tuple[str, str]] = []

    @classmethod
    def load(cls, plugin: Plugin, generator_id: str, hooks: Sequence[PluginModule] = ()) -> ContainedGenerator:
        """Import the generator's factory and call it; StudioError with the plugin's own words where that fails."""
        generator = next(spec for spec in plugin.generators if spec.id == generator_id)
        module, _, function = generator.factory.partition(":")
        try:
            if plugin.source.file is not None:
                plugin.source.load()  # nothing else would find it
            renderer = getattr(import_module(module), function)()
        except BaseException as error:
            raise _in_one_line(f"{generator.en} can't be loaded", error) from error
        if not callable(getattr(renderer, "render", None)):
            raise GeneratorFault(f"{generator.en} can't be loaded: its factory returned no object with render()")
        return cls(generator, renderer, hooks)

    def render(self, request: Request, progress: Progress) -> Result:
        """The checked result and the time that it took; InputError for a request that the generator can't serve."""
        start = time.perf_counter()
        request = self._with_all_options(self._before(request))
        try:
            picture = self._renderer.render(request, progress)
        except Cancelled:
            raise
        except BaseException as error:
            raise _in_one_line(f"{self.generator.en} failed", error) from error
        milliseconds = (time.perf_counter() - start) * 1000
        weights = request.weights or ",".join(weights.sha256 for weights in self.generator.weights)
        found = self.generator.fitting(dict(getattr(self._renderer, "found", {})))
        result = Result(self._checked(picture, request), milliseconds, self.generator.id, weights, found)
        return self._after(request, result)

    def _with_all_options(self, request: Request) -> Request:
        try:
            return replace(request, options=self.generator.option_values(request.options))
        except KeyError as error:
            raise InputError(f"{self.generator.en} has no option {error.args[0]}") from error
        except ValueError as error:
            raise InputError(f"{self.generator.en}: {error}") from error

    def take_complaints(self) -> list[tuple[str, str]]:
        """What hooks of plugins did wrong since the last call: whose, and a line each."""
        told, self._complaints = self._complaints, []
        return told

    def _checked(self, picture: Any, request: Request) -> Any:
        expected = request.shape if self.generator.output == "labels" else (*request.shape, 3)
        if not isinstance(picture, np.ndarray) or picture.dtype != np.uint8 or picture.shape != expected:
            raise _logged(f"{self.generator.en} returned {_in_words(picture)} instead of uint8 {expected}")
        foreign = self.generator.output == "labels" and picture.size and int(picture.max()) >= len(LANDSCAPE)
        if foreign:
            raise _logged(f"{self.generator.en} returned the label {int(picture.max())}, which there is not")
        return np.ascontiguousarray(picture)

    def _before(self, request: Request) -> Request:
        for plugin in self._hooks:
            changed = self._answer(plugin, "studio_before_render", request=request, generator=self.generator)
            if isinstance(changed, Request):
                request = changed
        return request

    def _after(self, request: Request, result: Result) -> Result:
        facts = {"request": request, "generator": self.generator}
        for plugin in self._hooks:
            changed = self._answer(plugin, "studio_after_render", **facts, result=result)
            if isinstance(changed, Result):
                try:
                    result = replace(changed, image=self._checked(changed.image, request))
                except StudioError as error:
                    self._complain(plugin, f"studio_after_render: {error}")
        return result

    def _answer(self, plugin: PluginModule, hook: str, **arguments: Any) -> Any:
        """What one plugin's hook says; one that fails is skipped, and after three times not asked again."""
        if self._faults.is_off(hooks_of(plugin.name)):
            return None
        answers = plugin.call(hook, **arguments)
        if isinstance(answers, Fault):
            print(answers.traceback, flush=True)
            self._complain(plugin, answers.line)
            return None
        return answers[0] if answers else None

    def _complain(self, plugin: PluginModule, line: str) -> None:
        print(f"plugin {plugin.name}: {line}", flush=True)
        self._faults.add(hooks_of(plugin.name), line)
        self._complaints.append((hooks_of(plugin.name), line))


def _in_words(picture: Any) -> str:
    """What was returned instead of a picture."""
    if not isinstance(picture, np.ndarray):
        return type(picture).__name__
    is_finite = picture.dtype.kind != "f" or bool(np.isfinite(picture).all())
    return f"{picture.dtype} {picture.shape}{'' if is_finite else ' with NaN or infinity'}"


def _logged(message: str) -> GeneratorFault:
    """A fault that has no traceback; the log says it all the same."""
    print(message, flush=True)
    return GeneratorFault(message)


def _in_one_line(doing: str, error: BaseException) -> StudioError:
    """The plugin's exception as one line, its traceback in the log; our own kinds keep their kind and their words."""
    if isinstance(error, StudioError):
        return error
    traceback.print_exc()
    said = " ".join(str(error).split())[:300]
    return GeneratorFault(f"{doing}: {type(error).__name__}{': ' + said if said else ''}")
