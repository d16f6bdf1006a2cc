"""The five built-in generators keep the contract that strangers' plugins are held to, with small networks in the store.

All of them: `STUDIO_ALL_CONTRACTS=1 python -m pytest tests/weights/test_builtins_keep_the_contract.py`; CI tries one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.testing.running import check_generator
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store

HINTS = {"spade-vae": {"crop_size": "64"}}
GENERATORS = {
    "cartoongan": "cartoongan",
    "spade": "spade-vae",
    "tsit": "tsit",
    "stargan": "stargan",
    "pix2pix": "pix2pix",
    "unet": "",
}
IN_SHORT = ("cartoongan",)


@pytest.mark.slow
@pytest.mark.parametrize("generator", GENERATORS if os.environ.get("STUDIO_ALL_CONTRACTS") else IN_SHORT)
def test_a_builtin_breaks_no_promise(generator: str, checkpoint: Callable[[str], Path], store: Store) -> None:
    if name := GENERATORS[generator]:
        import_checkpoint(checkpoint(name), store, name="small", hints=HINTS.get(name, {}))
        store.use("small")
    outcomes = check_generator(generator, quick=True, tell=lambda outcome: None)
    assert {one.promise: one.why for one in outcomes if one.state == "broken"} == {}
    assert sum(one.state == "kept" for one in outcomes) >= 15
