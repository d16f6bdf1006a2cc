"""Running the conformance suite without pytest, one promise after another."""

from __future__ import annotations

import unittest
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from studio.errors import StudioError
from studio.testing.contract import GeneratorContract


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one promise came out; why: what was wrong, or why it was left out."""

    promise: str
    state: Literal["kept", "broken", "left out"]
    why: str = ""


def check_generator(generator: str, *, quick: bool = False, tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Try every promise of the contract; each outcome is told as it comes. quick: without training."""
    facts = {"generator": generator, **({"training": None} if quick else {})}
    suite: type[GeneratorContract] = type("Checked", (GeneratorContract,), facts)
    outcomes = []
    try:
        for name in (name for name in vars(GeneratorContract) if name.startswith("test_")):
            outcomes.append(_outcome(suite(), name))
            tell(outcomes[-1])
    finally:
        suite.teardown_class()
    return outcomes


def _outcome(suite: GeneratorContract, name: str) -> Outcome:
    promise = name.removeprefix("test_").replace("_", " ")
    try:
        getattr(suite, name)()
    except unittest.SkipTest as reason:
        return Outcome(promise, "left out", str(reason))
    except (AssertionError, StudioError) as fault:
        return Outcome(promise, "broken", " ".join(str(fault).split()) or "it is not so")
    return Outcome(promise, "kept")
