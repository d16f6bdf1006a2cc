"""Generator specs as JSON and back: how they travel from the describing child and live in the cache."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from studio.generators.specs import Generator, Option, Weights


def to_json(spec: Generator) -> dict[str, Any]:
    """Everything in the spec, in what `json.dumps` can write."""
    facts = asdict(spec)
    facts["needs"] = sorted(spec.needs)
    facts["own_needs"] = None if spec.own_needs is None else sorted(spec.own_needs)
    return facts


def from_json(facts: dict[str, Any]) -> Generator:
    """The spec that `to_json` wrote; TypeError or KeyError where it is no such thing."""
    options, settings = (
        tuple(Option(**{**option, "choices": tuple(option["choices"])}) for option in facts[name])
        for name in ("options", "settings")
    )
    weights = tuple(Weights(**{**one, "domains": tuple(one.get("domains", ()))}) for one in facts["weights"])
    titles = tuple((str(en), str(zh)) for en, zh in facts.get("domain_titles", ()))
    plain = {name: facts[name] for name in ("domains", "sizes")}
    return Generator(
        **{
            **facts,
            **{name: tuple(values) for name, values in plain.items()},
            "domain_titles": titles,
            "needs": frozenset(facts["needs"]),
            "own_needs": None if facts.get("own_needs") is None else frozenset(facts["own_needs"]),
            "options": options,
            "settings": settings,
            "weights": weights,
        }
    )
