"""A card: what is known of a weight file, as JSON beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.errors import InputError


@dataclass(frozen=True)
class Card:
    """What `studio weights info` tells.

    name: what it is called here. generator: the id of who draws with it. title: the network in words. labels: the label
    set of its maps, "" where it takes pictures. domains: what it can be asked for. sha256: of the weight file, hex.
    source: name and sha256 of the file that it came from. facts: what the network is built from. licence: as far as
    known.
    """

    name: str
    generator: str
    title: str
    sha256: str
    parameters: int
    labels: str = ""
    domains: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    licence: str = "unknown: see where the file came from"
    made: str = ""

    def to_json(self) -> str:
        """The card as text."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


def read_card(path: Path) -> Card:
    """The card in `path`; InputError where it is none."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return Card(**{**facts, "domains": tuple(facts["domains"])})
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise InputError(f"the card {path} is missing or damaged: import its weights again") from fault
