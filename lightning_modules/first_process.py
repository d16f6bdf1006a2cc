"""Which of a run's processes is the first: it alone writes files. Needs no torch."""

from __future__ import annotations

import os
from collections.abc import Mapping


def is_first(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this process alone writes files: by the names that torchrun, SLURM and Lightning give."""
    for name in ("RANK", "SLURM_PROCID"):
        if name in environment:
            return environment[name] == "0"
    return environment.get("LOCAL_RANK", "0") == "0" and environment.get("NODE_RANK", "0") == "0"
