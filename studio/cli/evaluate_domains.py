"""Domains as attributes and their values: `hair-red` sets hair; so does `sunset` the hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.render.chain import Link
from studio.weights.store import Store

Row = Mapping[str, str]
"""What a picture is: attribute to value."""
_LEAST = 2


def domains_of(links: Sequence[Link]) -> tuple[str, ...]:
    """What the first link that takes domains can be asked for: its weights' own, or what its generator lists."""
    for link in links:
        if "domain" in link.generator.needs:
            cards = Store().cards() if link.step.weights else []
            own = [card.domains for card in cards if card.sha256 == link.step.weights]
            return own[0] if own else link.generator.domains
    return ()


def edits_attributes(domains: Sequence[str]) -> bool:
    """Whether domains are values of attributes, and not one artist's hand or another's."""
    from studio_data.world import HOURS, SEASONS, WEATHERS

    values = {*HOURS, *SEASONS, *WEATHERS}
    return sum("-" in domain or domain in values for domain in domains) >= _LEAST


def asked(row: Row, domains: Sequence[str]) -> str:
    """The domains of everything that a picture is to be, joined by +; "" where there are none."""
    return "+".join(name for attribute, value in row.items() if (name := domain_for(attribute, value, domains)))


def domain_for(attribute: str, value: str, domains: Sequence[str]) -> str:
    """`ATTRIBUTE-VALUE` or `VALUE`, whichever there is; "" where neither is."""
    return next((name for name in (f"{attribute}-{value}", value) if name in domains), "")
