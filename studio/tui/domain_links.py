"""What a picture can be turned into: links of a chain, in pages with a letter for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from studio.errors import StudioError
from studio.generators.specs import Generator
from studio.locale import Texts
from studio.sketch.document import Step
from studio.tui.cells.mosaic import LETTERS
from studio.weights.store import Store


@dataclass(frozen=True)
class Link:
    """A step for `place` in the chain (its length: behind all others), and what its domain is called."""

    place: int
    step: Step
    name: str


def domain_pages(chain: Sequence[Step], specs: Iterable[Generator], weights: Store, texts: Texts) -> list[list[Link]]:
    """Every domain of every generator that turns pictures into pictures; what one weight file knows stays together.

    A generator that is in the chain already is asked for another domain there, and comes first; others come last.
    """
    groups: list[list[Link]] = []
    for spec in specs:
        if (spec.input, spec.output) != ("picture", "picture") or "domain" not in spec.needs:
            continue
        places = [place for place, step in enumerate(chain) if step.generator == spec.id]
        place = places[-1] if places else len(chain)
        step = chain[place] if places else Step(spec.id, weights=weights.digest_for(spec.id))
        names = _named(spec, step.weights, weights, texts)
        known = set[str]()
        for words in (*(one.domains for one in spec.weights), names):
            fresh = [word for word in words if word in names and word not in known]
            known.update(fresh)
            links = [Link(place, replace(step, domain=word), names[word]) for word in fresh]
            groups += [links[first : first + len(LETTERS)] for first in range(0, len(links), len(LETTERS))]
    pages: list[list[Link]] = []
    for group in sorted(groups, key=lambda links: links[0].place):
        if pages and len(pages[-1]) + len(group) <= len(LETTERS):
            pages[-1] += group
        else:
            pages.append(group)
    return pages


def _named(spec: Generator, digest: str, weights: Store, texts: Texts) -> dict[str, str]:
    """What a generator can be asked for with these weights (a sha256; empty: its own), and how that is called."""
    if digest:
        try:
            return {domain: domain for domain in weights.of_digest(digest)[0].domains}
        except StudioError:
            return {}
    titles = spec.domain_titles or [(name, name) for name in spec.domains]
    return {name: texts.either(*title) for name, title in zip(spec.domains, titles, strict=True)}
