"""The patient probe: asks the terminal once, before the screen starts, and waits as long as a slow line takes.

Libraries that wait a tenth of a second find nothing over a slow line, and the late answers arrive as typed keys.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import struct
import termios
import time
import tty
from collections.abc import Mapping
from dataclasses import dataclass, replace

from studio.terminal.facts import TerminalFacts
from studio.terminal.queries import (
    IS_LINE_FREE,
    MODEST_QUESTIONS,
    PRIMARY_ATTRIBUTES,
    QUESTIONS,
    ends,
    facts_from,
    take_answers,
)

PATIENCE_REMOTE_S = 2.0
PATIENCE_LOCAL_S = 0.5
SETTLES_S = 0.02
"""How long is listened on after the last answer: a Kitty inside of something else may answer late."""

CLEAN_LINE = "\r\x1b[K"
"""What a terminal may have printed of questions that it doesn't know goes away again."""

SILENT = frozenset({"linux"})
"""Terminals that print most questions instead of answering them."""


@dataclass(frozen=True)
class Probed:
    """What was found, and what the person typed meanwhile, which is still to be handed on."""

    facts: TerminalFacts
    typed: str = ""


def questions_for(environment: Mapping[str, str]) -> str:
    """What may be asked: a console that prints what it doesn't know is asked one question only."""
    terminal = environment.get("TERM", "")
    if terminal in SILENT:
        return PRIMARY_ATTRIBUTES
    return MODEST_QUESTIONS if terminal.startswith("screen") else QUESTIONS


def patience_s(environment: Mapping[str, str]) -> float:
    """How long an answer may take, in seconds: a line over which the studio is used may be slow."""
    remote = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "MOSH_CONNECTION"))
    return PATIENCE_REMOTE_S if remote or environment.get("TMUX") else PATIENCE_LOCAL_S


def probe(reads: int, writes: int, environment: Mapping[str, str]) -> Probed:
    """Ask the terminal behind two file descriptors; nothing is echoed, and its modes are as before afterwards.

    OSError and termios.error where it is none.
    """
    before = termios.tcgetattr(reads)
    tty.setcbreak(reads, termios.TCSANOW)
    try:
        began = time.monotonic()
        os.write(writes, questions_for(environment).encode())
        probed = _listen(reads, began, patience_s(environment), environment)
        os.write(writes, CLEAN_LINE.encode())
    finally:
        termios.tcsetattr(reads, termios.TCSANOW, before)
    return replace(probed, facts=replace(probed.facts, cell=probed.facts.cell or _cell_of_window(writes)))


def let_answers_run_out(reads: int, patience: float) -> None:
    """Wait for the terminal's last word, and throw away what it said: the shell would take it for typed."""
    with contextlib.suppress(OSError, termios.error):
        before = termios.tcgetattr(reads)
        tty.setcbreak(reads, termios.TCSANOW)
        try:
            text, until = "", time.monotonic() + patience
            while IS_LINE_FREE not in text and (left := until - time.monotonic()) > 0:
                if not select.select([reads], [], [], left)[0]:
                    break
                piece = os.read(reads, 4096)
                text += piece.decode(errors="replace")
                if not piece:
                    break
        finally:
            termios.tcsetattr(reads, termios.TCSAFLUSH, before)


def _listen(reads: int, began: float, patience: float, environment: Mapping[str, str]) -> Probed:
    text, rtt_s, until = "", 0.0, began + patience
    while (left := until - time.monotonic()) > 0:
        if not select.select([reads], [], [], left)[0]:
            break
        piece = os.read(reads, 4096)
        if not piece:
            break
        text += piece.decode(errors="replace")
        if not rtt_s and any(ends(answer) for answer in take_answers(text)[0]):
            rtt_s = time.monotonic() - began
            until = time.monotonic() + SETTLES_S
    answers, typed, held = take_answers(text)
    return Probed(facts_from(answers, rtt_s, environment), typed + held)


def _cell_of_window(terminal: int) -> tuple[int, int] | None:
    """A cell's size in pixels as the kernel knows it, where it does."""
    try:
        window = fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return None
    lines, columns, width, height = struct.unpack("HHHH", window)
    return (width // columns, height // lines) if lines and columns and width and height else None
