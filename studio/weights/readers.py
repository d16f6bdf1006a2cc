"""Who reads checkpoints: the modules that generators name. One of a stranger's that fails is passed over."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from studio.errors import StudioError
from studio.generators import host
from studio.generators.host import Plugin


class Reader:
    """The checkpoints module of a plugin, for one or more of its generators."""

    def __init__(self, plugin: Plugin, module: Any, generators: tuple[str, ...]) -> None:
        self.module = module
        self.generators = generators
        self._plugin = plugin

    def convert(self, file: Path, out: Path, hints: dict[str, str]) -> dict[str, Any] | None:
        """What the file is, converted into `out`; None where it isn't one of theirs. StudioError says what is wrong."""
        try:
            found = self.module.convert(file, out, hints)
        except (StudioError, MemoryError, KeyboardInterrupt):
            raise
        except BaseException as error:
            if self._plugin.bundled:
                raise
            _pass_over(self._plugin, error)
            return None
        return None if found is None else dict(found)


def checkpoint_readers() -> list[Reader]:
    """The readers that can be imported, the bundled ones first."""
    readers = []
    for plugin in host.plugins():
        named: dict[str, list[str]] = {}
        for spec in plugin.generators:
            if spec.checkpoints:
                named.setdefault(spec.checkpoints, []).append(spec.id)
        for name, generators in named.items():
            module = _imported(plugin, name)
            if module is not None:
                readers.append(Reader(plugin, module, tuple(generators)))
    return readers


def _imported(plugin: Plugin, name: str) -> Any:
    if plugin.bundled:
        return import_module(name)
    try:
        if plugin.source.file is not None:
            plugin.source.load()  # nothing else would find it
        return import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _pass_over(plugin, error)
        return None


def _pass_over(plugin: Plugin, error: BaseException) -> None:
    print(f"plugin {plugin.name} can't read checkpoints: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
