"""`studio doctor`: findings, a card in every mode, advice; and one line where there is no terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import Studio

from studio.terminal.advice import advice_for
from studio.terminal.facts import TerminalFacts

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "benchmarks"))
sys.path.insert(0, str(REPOSITORY / "tests" / "terminal"))

import emulated  # noqa: E402
from terminal import Terminal  # noqa: E402

GOOD = TerminalFacts(answered=True, name="foot(1)", has_sixel=True, has_truecolor=True)
UTF8 = {"LANG": "C.UTF-8", "TERM": "xterm-256color"}


def doctor(
    answers: Mapping[bytes, bytes], state: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """The command's exit code and what it prints on a terminal that gives these answers."""
    command = [sys.executable, "-m", "studio.cli.main", "doctor", *arguments]
    environment = {"XDG_STATE_HOME": str(state), **(environment or {})}
    with Terminal(command, columns=110, lines=50, answers=answers, environment=environment) as terminal:
        code = terminal.process.wait(timeout=30)
        terminal.wait_until_quiet()
        return code, terminal.output.decode()


def test_it_tells_what_was_found_and_shows_a_card_in_each_mode(tmp_path: Path) -> None:
    code, told = doctor(emulated.KITTY, tmp_path)
    assert code == 0
    assert "kitty(0.38.1)" in told
    assert "studio uses Kitty's pictures" in told
    for card in ("16 million colours:", "256 colours:", "16 colours:", "\x1b_Ga=T,f=100"):
        assert card in told
    assert (tmp_path / "sketch-studio" / "terminals.json").exists(), "the studio remembers it"


def test_a_card_can_be_asked_for_that_the_terminal_does_not_offer(tmp_path: Path) -> None:
    _, told = doctor(emulated.KITTY, tmp_path, "--graphics", "sixel")
    assert '\x1bP0;1;0q"1;1;' in told


def test_findings_as_json(tmp_path: Path) -> None:
    code, told = doctor(emulated.WINDOWS_TERMINAL, tmp_path, "--json")
    facts = json.loads(told[told.index("{") : told.rindex("}") + 1].replace("\r\n", ""))
    assert code == 0
    assert facts["graphics"] == ["sixel", "cells"]
    assert facts["cell"] == [10, 20]


def test_without_a_terminal_it_is_one_line(studio: Studio) -> None:
    ended = studio("doctor")
    assert ended.is_a_refusal
    assert "no terminal" in ended.err


def test_a_dumb_terminal_is_one_line(tmp_path: Path) -> None:
    code, told = doctor(emulated.SILENT, tmp_path, environment={"TERM": "dumb"})
    assert code == 2
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("facts", "environment", "word"),
    [
        (TerminalFacts(), UTF8, "--graphics"),
        (GOOD, {"TERM": "foot", "LANG": "C"}, "UTF-8"),
        (TerminalFacts(answered=True), UTF8, "COLORTERM=truecolor"),
        (TerminalFacts(answered=True, name="tmux 3.3a", multiplexer="tmux"), UTF8, "terminal-features"),
        (TerminalFacts(answered=True, multiplexer="screen"), UTF8, "GNU screen"),
        (TerminalFacts(answered=True, rtt_s=0.12, has_sixel=True), {**UTF8, "SSH_CONNECTION": "x"}, "ssh -C"),
        (GOOD, {**UTF8, "NO_COLOR": "1"}, "NO_COLOR"),
        (GOOD, {**UTF8, "MOSH_CONNECTION": "x"}, "mosh"),
    ],
)
def test_what_could_be_better_is_said(facts: TerminalFacts, environment: dict[str, str], word: str) -> None:
    assert any(word in advice for advice in advice_for(facts, environment))


def test_a_good_terminal_gets_no_advice() -> None:
    assert advice_for(GOOD, UTF8) == []


def test_a_wrong_mode_is_refused(studio: Studio) -> None:
    ended = studio("--graphics", "tube", "sketch.png")
    assert ended.is_a_refusal
    assert "kitty" in ended.err
