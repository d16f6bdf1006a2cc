"""How often a proof is repeated: a little in CI, in full with STUDIO_PROOF=full in the environment."""

from __future__ import annotations

import os

IS_FULL = os.environ.get("STUDIO_PROOF") == "full"


def times(short: int, full: int) -> int:
    """`short` in CI, `full` where the whole proof was asked for."""
    return full if IS_FULL else short
