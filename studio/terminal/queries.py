"""The questions that a terminal is asked, all in one write, and its answers, told apart from what a person types."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studio.terminal.facts import TerminalFacts, is_iterm2_like, is_truecolor_name

KITTY_IMAGE = 31
PRIMARY_ATTRIBUTES = "\x1b[c"
SIXEL_ATTRIBUTE = "4"
COLOUR_TRIAL = (1, 2, 3)

LINE_FREE, IS_LINE_FREE = "\x1b[5n", "\x1b[0n"
"""Asks the terminal for a word as soon as it has shown what was sent before, and the word."""

MODEST_QUESTIONS = f"\x1b[16t\x1b[>q{PRIMARY_ATTRIBUTES}"
"""For GNU screen, which hands longer questions on as text."""

QUESTIONS = (
    f"\x1b_Gi={KITTY_IMAGE},s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"  # Kitty's pictures
    "\x1b[16t"  # a cell's size in pixels
    "\x1b[>q"  # its name
    "\x1b[?2026$p"  # frames shown as a whole
    "\x1b[?1;1;0S"  # how many colours a Sixel may have
    f"\x1b[48;2;{COLOUR_TRIAL[0]};{COLOUR_TRIAL[1]};{COLOUR_TRIAL[2]}m\x1bP$qm\x1b\\\x1b[m"  # what it makes of a colour
    f"{PRIMARY_ATTRIBUTES}"  # every terminal answers this one, so it comes last
)

# What an answer looks like: none of these is the beginning of any key.
ANSWER = re.compile(
    r"(?P<attributes>\x1b\[\?[\d;]*c)"
    r"|(?P<line_free>\x1b\[0n)"
    r"|\x1b_G(?P<kitty>[^\x1b]*)\x1b\\"
    r"|\x1b\[6;(?P<cell_height>\d+);(?P<cell_width>\d+)t"
    r"|\x1bP>\|(?P<name>[^\x1b]*)\x1b\\"
    r"|\x1b\[\?2026;(?P<sync>\d)\$y"
    r"|\x1b\[\?1;0;(?P<sixel_colours>\d+)S|\x1b\[\?1;[1-9][\d;]*S"
    r"|\x1bP[01]\$r(?P<colours>[^\x1b]*)\x1b\\"
)
BEGINNING = re.compile(r"\x1b(_|_G[^\x1b]*\x1b?|P|P[>01][^\x1b]*\x1b?|\[|\[\?[\d;]*\$?|\[0|\[6(;\d*)?(;\d*)?)\Z")
"""The beginning of an answer at the end of what has come so far; the shortest may be keys, held with Alt."""

_LONGEST_ANSWER = 256
_IS_EXACT = re.compile(r"48[:;]2[:;]+1[:;]2[:;]3(?!\d)")


def take_answers(text: str) -> tuple[list[re.Match[str]], str, str]:
    """The answers in `text`, the rest of it (what was typed), and the beginning of an answer that goes on later."""
    answers = list(ANSWER.finditer(text))
    rest = ANSWER.sub("", text)
    begun = BEGINNING.search(rest[-_LONGEST_ANSWER:])
    held = begun.group() if begun else ""
    return answers, rest[: len(rest) - len(held)], held


def ends(answer: re.Match[str]) -> bool:
    """Whether this is the answer to the last question."""
    return answer["attributes"] is not None


def facts_from(answers: list[re.Match[str]], rtt_s: float, environment: Mapping[str, str]) -> TerminalFacts:
    """What the answers tell, in the order in which they came."""
    found = {name: value for answer in answers for name, value in answer.groupdict().items() if value is not None}
    name = "".join(letter for letter in found.get("name", "") if letter.isprintable())[:60]
    attributes = found.get("attributes", "")[3:-1].split(";")
    is_tmux = name.startswith("tmux") or bool(environment.get("TMUX"))
    height, width = int(found.get("cell_height", 0)), int(found.get("cell_width", 0))
    return TerminalFacts(
        answered="attributes" in found,
        rtt_s=rtt_s,
        name=name,
        has_kitty=found.get("kitty", "").endswith(";OK"),
        has_sixel=SIXEL_ATTRIBUTE in attributes[1:],
        has_iterm2=is_iterm2_like(name, environment),
        has_sync=found.get("sync", "0") in "123",
        has_truecolor=bool(_IS_EXACT.search(found.get("colours", ""))) or is_truecolor_name(name),
        sixel_colours=int(found.get("sixel_colours", 0)),
        cell=(width, height) if width and height else None,
        multiplexer="tmux" if is_tmux else "screen" if environment.get("TERM", "").startswith("screen") else "",
    )
