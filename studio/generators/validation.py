"""Is what a plugin says of a generator usable? Checked once, so that nobody behind has to doubt a spec."""

from __future__ import annotations

import re
from typing import Any

from studio.generators.specs import API_VERSION, Generator, Option, Weights

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
OPTION_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
FACTORY = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")
MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
LONGEST_TITLE, LONGEST_SUMMARY = 80, 500
NEEDS = {"seed", "style", "domain", "blend"}


def faults_of(spec: Any) -> str:
    """What is wrong with a spec, in one line that names it; an empty string where nothing is."""
    if not isinstance(spec, Generator):
        return f"studio_generators returned a {type(spec).__name__} instead of a Generator"
    if spec.api != API_VERSION:
        newer = isinstance(spec.api, int) and spec.api > API_VERSION
        mend = "upgrade the studio, or install an older version of it" if newer else "upgrade it"
        return f"generator {str(spec.id)[:40]} speaks API {str(spec.api)[:9]}, this studio API {API_VERSION}: {mend}"
    wrong = _wrong_shape(spec) or _wrong_options(spec.options, "option") or _wrong_options(spec.settings, "setting")
    return f"generator {str(spec.id)[:40]}: {wrong}" if wrong else ""


def _wrong_shape(spec: Generator) -> str:
    if not isinstance(spec.id, str) or not IDENTIFIER.fullmatch(spec.id):
        return "its id must be 1 to 32 of a-z, 0-9 and -"
    if not all(isinstance(text, str) for text in (spec.en, spec.zh, spec.summary, spec.vocabulary)):
        return "en, zh, summary and vocabulary must be text"
    if not spec.en or max(len(spec.en), len(spec.zh)) > LONGEST_TITLE or len(spec.summary) > LONGEST_SUMMARY:
        return f"its title must be 1 to {LONGEST_TITLE} characters, its summary at most {LONGEST_SUMMARY}"
    if spec.input not in ("labels", "picture") or spec.output not in ("labels", "picture"):
        return "input and output must each be labels or picture"
    if not isinstance(spec.factory, str) or not FACTORY.fullmatch(spec.factory):
        return 'factory must read "package.module:function"'
    if not isinstance(spec.trainer, str | None) or (spec.trainer and not FACTORY.fullmatch(spec.trainer)):
        return 'trainer must read "package.module:function"'
    if not isinstance(spec.checkpoints, str | None) or (spec.checkpoints and not MODULE.fullmatch(spec.checkpoints)):
        return 'checkpoints must read "package.module"'
    if not isinstance(spec.needs, frozenset) or not spec.needs <= NEEDS:
        return f"needs must be a frozenset out of {', '.join(sorted(NEEDS))}"
    if spec.own_needs is not None and not (isinstance(spec.own_needs, frozenset) and spec.own_needs <= spec.needs):
        return "own_needs must be a frozenset out of needs"
    if not spec.sizes or not all(isinstance(size, int) and 0 < size <= 4096 for size in spec.sizes):
        return "sizes must be whole numbers of pixels"
    if not all(isinstance(domain, str) for domain in spec.domains):
        return "domains must be text"
    if spec.domain_titles and [len(title) for title in spec.domain_titles] != [2] * len(spec.domains):
        return "domain_titles must be pairs of English and Chinese, one for each domain"
    if not all(isinstance(weights, Weights) for weights in spec.weights):
        return "weights must be Weights"
    if not all(set(weights.domains) <= set(spec.domains) for weights in spec.weights):
        return "domains of weights must be the generator's own"
    return ""


def _wrong_options(options: Any, what: str) -> str:
    seen: set[str] = set()
    for option in options:
        if not isinstance(option, Option):
            return f"{what}s must be Options"
        if not isinstance(option.name, str) or not OPTION_NAME.fullmatch(option.name):
            return f"{what} {option.name!r}: a name is 1 to 32 of a-z, 0-9 and _, with a letter first"
        if option.name in seen:
            return f"{what} {option.name} is there twice"
        seen.add(option.name)
        if option.kind not in ("choice", "int", "float", "bool"):
            return f"{what} {option.name}: kind must be choice, int, float or bool"
        wrong = option.check(option.default)
        if wrong:
            return f"the default of {what} {option.name} {wrong}"
    return ""
