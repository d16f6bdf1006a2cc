"""The child that imports a plugin nobody vouches for: `python -m studio.generators.describe NAME VALUE`.

Writes one JSON object to stdout: its hooks, generators and faults. The front reads that and imports nothing, so a
plugin that loops, exits or crashes while it is imported costs the front one line. What it prints goes to stderr.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib.metadata import EntryPoint

from studio.generators.description import Description
from studio.generators.hookspecs import ENTRY_POINT_GROUP
from studio.generators.plugin_module import Fault, PluginModule

MEMORY_LIMIT_BYTES = 8 * 2**30


def describe(entry_point: EntryPoint) -> Description:
    """Import the plugin here and now, and say what it brings."""
    module = PluginModule.load(entry_point)
    if isinstance(module, Fault):
        return Description(faults=(module,))
    generators, faults = module.generators()
    return Description(hooks=module.hooks, generators=generators, faults=faults)


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_LIMIT_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_LIMIT_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def main() -> int:
    """Describe the plugin named on the command line to the process that started us."""
    name, value = sys.argv[1:]
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answer:
        os.dup2(2, 1)
        _limit_memory()
        json.dump(describe(EntryPoint(name, value, ENTRY_POINT_GROUP)).to_json(), answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
