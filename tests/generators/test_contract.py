"""The conformance suite finds what authors get wrong, and passes what keeps its promises."""

from __future__ import annotations

import pytest
from toy_plugins import Install

from studio.testing.running import Outcome, check_generator

PLUGIN = """
from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option
HEAVY

@hookimpl
def studio_generators():
    option = Option("level", "int", 3, "Level", "级", low=1, high=9)
    return [Generator(id="toy", en="Toy", zh="玩具", summary="A toy.", input="labels", factory="toy_render:Toy",
                      needs=frozenset({"seed"}), sizes=(48,), options=(option,))]
"""
RENDER = """
import os, socket, subprocess, sys
import numpy as np
from studio.labels import LANDSCAPE
kept = []

class Toy:
    count = 0
    def render(self, request, progress):
        Toy.count += 1
        rows, columns = (np.arange(new) * old // new for new, old in zip(request.shape, request.image.shape))
        picture = LANDSCAPE.palette()[request.image[np.ix_(rows, columns)]].astype(np.uint8)
        EXTRA
        progress(0.5)
        picture = picture + np.uint8(request.seed % 7)
        return picture
"""
MISTAKES = {
    "equal requests give equal bytes": "picture = picture + np.uint8(Toy.count)",
    "the map counts": "picture = np.zeros_like(picture)",
    "it writes nothing": "open(os.path.expanduser('~/.studio-toy-litter'), 'ab').close()",
    "it asks no network and starts nothing": "subprocess.call(['true'])",
    "it prints nothing": "print('hello')",
    "memory does not grow": "kept.append(bytearray(b'x') * 2**22)",
    "it can be cancelled": "\n        try: progress(0.1)\n        except BaseException: return picture",
    "odd maps": "assert request.shape[0] % 16 == 0 and request.shape[1] % 16 == 0, 'no multiple of 16'",
    "the seed counts where it says so": "return picture",
}


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    # The folder for temporary files may be written, and pytest's own folders are below it.
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("temporary")))


def broken(install: Install, *, heavy: str = "", extra: str = "pass") -> dict[str, str]:
    """The promises that the toy breaks, with what is said of it."""
    install("toy", PLUGIN.replace("HEAVY", heavy), toy_render=RENDER.replace("EXTRA", extra))
    told: list[Outcome] = []
    outcomes = check_generator("toy", tell=told.append)
    assert told == outcomes
    return {one.promise: one.why for one in outcomes if one.state == "broken"}


@pytest.mark.usefixtures("home")
def test_a_generator_that_keeps_its_promises_passes(install: Install) -> None:
    assert broken(install) == {}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("promise", MISTAKES)
def test_a_broken_promise_is_named(promise: str, install: Install) -> None:
    assert promise in broken(install, extra=MISTAKES[promise])


@pytest.mark.usefixtures("home")
def test_a_heavy_import_is_named(install: Install) -> None:
    said = broken(install, heavy="import scipy")["listing imports nothing heavy"]
    assert said.startswith("its plugin module imports scipy")
