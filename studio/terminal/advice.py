"""What could be better about a terminal and the way to it, and how to change it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from studio.terminal.facts import Graphics, TerminalFacts, modes_of

Environment = Mapping[str, str]
FAR_S = 0.03
"""Lines slower than this are worth compressing."""


def advice_for(facts: TerminalFacts, environment: Environment) -> list[str]:
    """One or two lines on each thing that could be changed, the one that gains most first."""
    return [advice for rule in _RULES if (advice := rule(facts, environment))]


def _silence(facts: TerminalFacts, environment: Environment) -> str:
    if facts.answered:
        return ""
    return (
        "The terminal answered no question: pictures are drawn with half-cells.\n"
        "If it shows Kitty, Sixel or iTerm2 pictures: studio --graphics kitty|sixel|iterm2 (remembered)."
    )


def _encoding(facts: TerminalFacts, environment: Environment) -> str:
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or ""
    if re.search(r"utf-?8", locale, re.IGNORECASE):
        return ""
    return f"The locale is {locale or 'not set'}, not UTF-8: half-cells may look like noise. export LANG=C.UTF-8"


def _colours(facts: TerminalFacts, environment: Environment) -> str:
    if environment.get("NO_COLOR"):
        return "NO_COLOR is set: labels are told apart by their glyphs. unset NO_COLOR for colours."
    if facts.has_truecolor or environment.get("COLORTERM") in ("truecolor", "24bit"):
        return ""
    if environment.get("TERM") == "linux":
        return "The Linux console has 16 colours and no pictures: any terminal with a window shows more."
    hint = " and in tmux.conf: set -as terminal-features ',*:RGB'" if facts.multiplexer == "tmux" else ""
    return (
        "It doesn't say that it shows 16 million colours, and sshd doesn't hand COLORTERM on.\n"
        f"If it does (most do): export COLORTERM=truecolor{hint}"
    )


def _tmux(facts: TerminalFacts, environment: Environment) -> str:
    if facts.multiplexer != "tmux" or facts.has_sixel:
        return ""
    return (
        "tmux draws pictures as half-cells here. Sharp ones need tmux 3.4 or newer, built with Sixel, in a Sixel\n"
        "terminal: set -as terminal-features ',*:sixel' in tmux.conf. Kitty pictures work outside of tmux only."
    )


def _screen(facts: TerminalFacts, environment: Environment) -> str:
    if facts.multiplexer != "screen" or facts.name:
        return ""
    return "GNU screen knows 256 colours and no pictures. tmux, or no multiplexer, shows more."


def _line(facts: TerminalFacts, environment: Environment) -> str:
    if environment.get("MOSH_CONNECTION"):
        return "mosh carries no pictures and no mouse pixels; it is at its best on lines that drop."
    if not environment.get("SSH_CONNECTION") or facts.rtt_s < FAR_S:
        return ""
    return (
        f"The line answers in {facts.rtt_s * 1000:.0f} ms. If it is thin as well, ssh -C makes it 3 to 8 times wider."
    )


def _pictures(facts: TerminalFacts, environment: Environment) -> str:
    if not facts.answered or facts.multiplexer or modes_of(facts)[0] is not Graphics.CELLS:
        return ""
    return (
        "It shows no pictures but half-cells. kitty, Ghostty, WezTerm, iTerm2, foot, Konsole, Windows Terminal 1.22\n"
        "and xterm -ti vt340 show sharp ones."
    )


_RULES: tuple[Callable[[TerminalFacts, Environment], str], ...] = (
    _silence,
    _encoding,
    _colours,
    _tmux,
    _screen,
    _line,
    _pictures,
)
