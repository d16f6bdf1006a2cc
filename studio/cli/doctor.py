"""`studio doctor`: what the terminal is, how each way of showing pictures looks on it, and what to change."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.terminal.facts import TerminalFacts

_EXAMPLES = """examples:
  studio doctor                 ask the terminal, show a test card in each mode, say what could be better
  studio doctor --graphics sixel      show the card in this mode too, whatever the terminal says of itself
  studio doctor --json          the findings only
"""
_WORDS = {"kitty": "Kitty's pictures", "iterm2": "iTerm2's pictures", "sixel": "Sixel pictures", "cells": "half-cells"}


def add_parser(subparsers: Any) -> None:
    """Add the command `doctor`."""
    parser = subparsers.add_parser(
        "doctor",
        help="what this terminal can show, and what to change",
        description="Ask the terminal what it is, and show what the studio makes of it.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="as JSON on stdout, without a test card")
    parser.add_argument("--graphics", choices=list(_WORDS), help="show the card in this mode too")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ask, tell, show; the exit code."""
    from studio.terminal.advice import advice_for
    from studio.terminal.facts import modes_of
    from studio.terminal.probe import probe
    from studio.terminal.remembered import TerminalMemory, place_of, usual_file

    facts = probe(*_terminal(), os.environ).facts
    if facts.answered:
        TerminalMemory(usual_file()).found(place_of(os.environ), facts)
    modes = [mode.value for mode in modes_of(facts)]
    advice = advice_for(facts, os.environ)
    if args.json:
        told = {**facts.to_json(), "graphics": modes, "term": os.environ.get("TERM", ""), "advice": advice}
        answer(json.dumps(told))
        return 0
    for line in _report(facts, modes):
        answer(line)
    if sys.stdout.isatty():
        _show_cards(facts, [*modes, args.graphics] if args.graphics not in (None, *modes) else modes)
    for text in advice or ["Nothing to change."]:
        answer("\n" + text)
    return 0


def _terminal() -> tuple[int, int]:
    """Where the terminal is read and written; InputError where there is none."""
    writers = [stream for stream in (sys.stdout, sys.stderr) if stream is not None and stream.isatty()]
    if sys.stdin is None or not sys.stdin.isatty() or not writers:
        raise InputError("there is no terminal to ask: stdin, or both stdout and stderr, are none")
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        raise InputError("TERM says that this terminal can't do anything; export TERM=xterm-256color if that is wrong")
    return sys.stdin.fileno(), writers[0].fileno()


def _report(facts: TerminalFacts, modes: list[str]) -> list[str]:
    environment = os.environ
    told = environment.get("COLORTERM")
    colours = "16 million" if facts.has_truecolor else f"COLORTERM={told}" if told else "as many as TERM says"
    size = f"{facts.cell[0]}×{facts.cell[1]} pixels" if facts.cell else "not told"
    around = facts.multiplexer or "nothing"
    return [
        f"terminal    {facts.name or 'gives no name'} (TERM={environment.get('TERM', '')}), inside of {around}",
        f"answers     {f'after {facts.rtt_s * 1000:.0f} ms' if facts.answered else 'none came in time'}",
        f"colours     {colours}",
        f"a cell      {size}",
        f"frames      {'shown as a whole' if facts.has_sync else 'shown as they come'}",
        f"pictures    {', '.join(_WORDS[mode] for mode in modes)}; studio uses {_WORDS[modes[0]]}",
    ]


def _show_cards(facts: TerminalFacts, modes: list[str]) -> None:
    from studio.terminal.card import cells_card, sharp_card
    from studio.terminal.colours import ColourDepth
    from studio.terminal.facts import Graphics

    titles = {ColourDepth.TRUECOLOR: "16 million", ColourDepth.XTERM: "256", ColourDepth.ANSI: "16"}
    cards = [(f"half-cells, {title} colours", cells_card(depth)) for depth, title in titles.items()]
    sharp = [mode for mode in modes if mode != Graphics.CELLS.value]
    cards += [(_WORDS[mode], sharp_card(Graphics(mode), facts.cell)) for mode in sharp]
    for title, card in cards:
        sys.stdout.write(f"\n{title}:\n{card}\n")
    sys.stdout.flush()
