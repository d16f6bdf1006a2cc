"""What a terminal told of itself, and which way of showing pictures follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

USUAL_CELL = (8, 16)
"""Width and height of a cell in pixels where the terminal doesn't tell."""

COLOUR_NAMES = (
    "kitty",
    "iTerm2",
    "WezTerm",
    "ghostty",
    "foot",
    "contour",
    "Konsole",
    "mintty",
    "XTerm",
    "Windows Terminal",
)
"""Terminals (by their own name) that show 16 million colours, whatever the environment says."""


class Graphics(Enum):
    """How a still picture is shown: by one of three protocols, or as half-cells, which every terminal can."""

    KITTY = "kitty"
    ITERM2 = "iterm2"
    SIXEL = "sixel"
    CELLS = "cells"


@dataclass(frozen=True)
class TerminalFacts:
    """A terminal's answers. `rtt_s` is how long the last one took, in seconds; `cell` is (width, height) in pixels.

    `answered` is False where nothing came in time: then everything else is a guess.
    """

    answered: bool = False
    rtt_s: float = 0.0
    name: str = ""
    has_kitty: bool = False
    has_sixel: bool = False
    has_iterm2: bool = False
    has_sync: bool = False
    has_truecolor: bool = False
    sixel_colours: int = 0
    cell: tuple[int, int] | None = None
    multiplexer: str = ""

    def to_json(self) -> dict[str, object]:
        """Plain values."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: object) -> TerminalFacts | None:
        """The facts that were written down; None where these are none."""
        if not isinstance(values, dict) or not isinstance(values.get("answered"), bool):
            return None
        names = {field.name for field in dataclasses.fields(cls)}
        known = {name: value for name, value in values.items() if name in names}
        cell = known.get("cell")
        known["cell"] = (int(cell[0]), int(cell[1])) if isinstance(cell, list | tuple) and len(cell) == 2 else None
        return cls(**known)


def modes_of(facts: TerminalFacts) -> tuple[Graphics, ...]:
    """The ways of showing a picture that work there, the best one first."""
    if facts.multiplexer == "tmux":
        # tmux knows where its panes are for Sixel only; what it passes through lands anywhere.
        able = {Graphics.SIXEL: facts.has_sixel}
    else:
        able = {
            Graphics.KITTY: facts.has_kitty and facts.name.partition(" ")[0] != "WezTerm",
            Graphics.ITERM2: facts.has_iterm2,
            Graphics.SIXEL: facts.has_sixel,
        }
    return (*(mode for mode, works in able.items() if works), Graphics.CELLS)


def is_iterm2_like(name: str, environment: Mapping[str, str]) -> bool:
    """Whether a terminal takes iTerm2's inline images, which can't be asked for."""
    own = name.partition(" ")[0].partition("(")[0]
    if own:
        return own in ("iTerm2", "WezTerm", "mintty")
    return environment.get("LC_TERMINAL") == "iTerm2" or environment.get("TERM_PROGRAM") == "iTerm.app"


def is_truecolor_name(name: str) -> bool:
    """Whether a terminal of this name shows 16 million colours."""
    return name.startswith(COLOUR_NAMES)
