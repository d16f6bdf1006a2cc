"""The child that imports a plugin nobody vouches for: `python -m studio.generators.describe NAME MODULE|FILE.py`.

Writes one JSON object to stdout: its hooks, generators and faults. The front reads that and imports nothing, so a
plugin that loops, exits or crashes while it is imported costs the front one line. What it prints goes to stderr.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import NoReturn

from studio.generators.description import Description
from studio.generators.label_set_json import to_json
from studio.generators.plugin_module import Fault, PluginModule
from studio.generators.sources import Source

MEMORY_LIMIT_BYTES = 8 * 2**30


def describe(source: Source) -> Description:
    """Import the plugin here and now, and say what it brings."""
    module = PluginModule.load(source)
    if isinstance(module, Fault):
        return Description(faults=(module,))
    generators, faults = module.generators()
    labels, wrong = module.vocabularies()
    return Description(module.hooks, generators, (*faults, *wrong), tuple(to_json(one) for one in labels))


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_LIMIT_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_LIMIT_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _named(name: str, value: str) -> Source:
    return Source(name, name, file=Path(value)) if value.endswith(".py") else Source(name, value)


def main() -> NoReturn:
    """Describe the plugin named on the command line to the process that started us."""
    name, value = sys.argv[1:]
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answer:
        os.dup2(2, 1)
        _limit_memory()
        json.dump(describe(_named(name, value)).to_json(), answer)
    os._exit(0)  # threads that the plugin left behind would keep us waiting


if __name__ == "__main__":
    main()
