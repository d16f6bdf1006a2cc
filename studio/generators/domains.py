"""Asking for domains in words: a generator's own name for one, its value alone, or its title, several joined by +."""

from __future__ import annotations

from collections.abc import Sequence

from studio.errors import InputError


def resolved(
    asked: str, domains: Sequence[str], titles: Sequence[tuple[str, str]] = (), *, who: str = "this generator"
) -> list[str]:
    """The domains that `asked` means: `hour-sunset`, `sunset` where no other column has it, `winter+rain`, `日落`.

    titles: each domain's in English and Chinese. InputError for a word that means none of them, or several.
    """
    return [_one(word.strip(), domains, titles, who) for word in asked.split("+")]


def _one(word: str, domains: Sequence[str], titles: Sequence[tuple[str, str]], who: str) -> str:
    if word in domains:
        return word
    meant = [domain for domain in domains if word.casefold() in (domain.casefold(), short_name(domain).casefold())]
    meant = meant or [domain for domain, title in zip(domains, titles, strict=False) if word in title]
    if len(meant) > 1:
        raise InputError(f"{word} means several domains of {who}: {' or '.join(meant)}")
    if not meant:
        raise InputError(f"{who} has no domain {word}; there are {', '.join(domains)} (join several with +)")
    return meant[0]


def short_name(domain: str) -> str:
    """What follows the column's name: sunset of hour-sunset; the whole of a name without columns."""
    return domain.partition("-")[2] or domain
