"""The chain: label generators first, picture generators after, each drawing from what the one before it made.

Written `spade | cartoongan:ink | stargan:sunset`: a generator's id, after a colon what is asked of it (a domain, or
weights in the user's store), after an @ the weights where both are wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from studio.errors import InputError
from studio.generators.domains import resolved
from studio.generators.host import find
from studio.generators.specs import Blend, Generator, Request, Result
from studio.labels import LabelMap, Picture
from studio.render.once import render_once
from studio.sketch.document import Step
from studio.weights.store import Store

Progress = Callable[[Generator, float], None]
Draw = Callable[[Request, Callable[[float], None]], Result]
"""Draws a request, and says meanwhile how much of it is done."""


@dataclass(frozen=True)
class Link:
    """A generator and what the chain asks of it."""

    generator: Generator
    step: Step


def parse_chain(
    text: str, store: Store | None = None, known: Mapping[str, Generator] | None = None
) -> tuple[Link, ...]:
    """The links of a chain in words; InputError says which one is wrong and what there is.

    known: the generators that there are, by id, where the caller has listed them already.
    """
    store = store or Store()
    return checked(tuple(_link(part.strip(), store, known) for part in text.split("|")))


def in_words(steps: Sequence[Step], store: Store | None = None) -> str:
    """A chain as `parse_chain` reads it; weights go by the names that the store has for them."""
    names = {card.sha256: card.name for card in (store or Store()).cards()}
    words = []
    for step in steps:
        weights = f"@{names[step.weights]}" if step.weights in names else ""
        words.append(step.generator + (f":{step.domain}" if step.domain else "") + weights)
    return " | ".join(words)


def links_of(steps: Sequence[Step], store: Store | None = None) -> tuple[Link, ...]:
    """The links of a sketch's own chain; a step without weights takes those in use."""
    store = store or Store()
    found = []
    for step in steps:
        generator = find(step.generator)
        weights = step.weights or store.digest_for(generator.id)
        found.append(Link(generator, Step(step.generator, step.options, step.domain, weights)))
    return checked(tuple(found))


def checked(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The same links; InputError where one can't draw from what the one before it makes."""
    for before, after in pairwise(links):
        if after.generator.input != before.generator.output:
            raise InputError(
                f"{after.generator.id} draws from {_what(after.generator.input)}, and {before.generator.id} before it "
                f"makes {_what(before.generator.output)}"
            )
    return links


def render_chain(
    links: Sequence[Link],
    image: LabelMap | Picture,
    *,
    seed: int = 0,
    size: int = 256,
    style: Picture | None = None,
    blend: Blend | None = None,
    on_progress: Progress | None = None,
    draw: Draw | None = None,
) -> list[Result]:
    """Draw one link after another; the result of each.

    image: a label map uint8 (H, W) or a picture uint8 (H, W, 3), as the first link's generator takes it. draw: who
    draws a link's request; without it each is drawn in a worker process of its own.
    """
    wanted = 2 if links[0].generator.input == "labels" else 3
    if np.ndim(image) != wanted:
        raise InputError(f"{links[0].generator.id} draws from {_what(links[0].generator.input)}")
    results: list[Result] = []
    for link in links:
        request = Request(
            generator=link.generator.id,
            image=results[-1].image if results else image,
            seed=seed,
            size=size,
            style=style if "style" in link.generator.needs else None,
            domain=link.step.domain,
            weights=link.step.weights,
            options=link.step.options,
            blend=blend if "blend" in link.generator.needs else None,
        )
        told = _told(on_progress, link.generator)
        results.append(draw(request, told) if draw else render_once(request, on_progress=told))
    return results


def _told(on_progress: Progress | None, generator: Generator) -> Callable[[float], None]:
    return lambda fraction: on_progress(generator, fraction) if on_progress else None


def _link(text: str, store: Store, known: Mapping[str, Generator] | None) -> Link:
    rest, _, weights = text.partition("@")
    name, _, asked = rest.partition(":")
    if not name:
        raise InputError("a chain reads GENERATOR | GENERATOR[:DOMAIN][@WEIGHTS] …, and one of its links is empty")
    generator = find(name) if known is None or name not in known else known[name]
    takes_domains = "domain" in generator.needs
    if asked and not weights and _means_weights(asked, generator, store):
        asked, weights = "", asked
    if asked and not takes_domains:
        raise InputError(f"{generator.id} has no domains; {text} asks for {asked}")
    digest = store.digest_for(generator.id, weights or None)
    if asked and generator.domains and not digest:  # other weights know other domains, and say so when they draw
        resolved(asked, generator.domains, generator.domain_titles, who=generator.id)
    return Link(generator, Step(generator.id, {}, asked or None, digest))


def _means_weights(asked: str, generator: Generator, store: Store) -> bool:
    """Whether a word after the colon is no domain: there are none, or it is what weights of the store are called."""
    if "domain" not in generator.needs:
        return True
    try:
        resolved(asked, generator.domains, generator.domain_titles)
    except InputError:
        return any((card.name, card.generator) == (asked, generator.id) for card in store.cards())
    return False


def _what(kind: str) -> str:
    return "label maps" if kind == "labels" else "pictures"
