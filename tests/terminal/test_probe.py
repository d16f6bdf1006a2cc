"""The patient probe: what each terminal is taken for, on fast and on slow lines, and never a key from an answer."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import emulated
import pyte
import pytest
from terminal import Terminal
from textual.drivers import linux_driver

from studio.terminal import input_filter
from studio.terminal.facts import Graphics, TerminalFacts, modes_of
from studio.terminal.probe import Probed, probe, questions_for
from studio.terminal.queries import QUESTIONS, take_answers
from studio.terminal.remembered import MOST, TerminalMemory, place_of

Start = Callable[..., Terminal]
REMOTE = {"TERM": "xterm-256color", "SSH_CONNECTION": "192.0.2.7 50000 192.0.2.1 22"}
HERE = {"TERM": "xterm-256color"}


def probed(answers: Mapping[bytes, bytes], environment: Mapping[str, str] = HERE, *, typed: bytes = b"") -> Probed:
    """Probe a terminal that gives these answers, while a person types."""
    ours, theirs = pty.openpty()
    ends = threading.Event()

    def answer() -> None:
        asked = b""
        os.write(ours, typed)
        while not ends.is_set():
            if select.select([ours], [], [], 0.05)[0]:
                asked += os.read(ours, 4096)
            for question, reply in answers.items():
                if question in asked:
                    asked = asked.replace(question, b"")
                    os.write(ours, reply)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        return probe(theirs, theirs, environment)
    finally:
        ends.set()
        thread.join()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("answers", "modes"),
    [
        (emulated.KITTY, (Graphics.KITTY, Graphics.CELLS)),
        (emulated.FOOT, (Graphics.SIXEL, Graphics.CELLS)),
        (emulated.WINDOWS_TERMINAL, (Graphics.SIXEL, Graphics.CELLS)),
        (emulated.ITERM2, (Graphics.ITERM2, Graphics.SIXEL, Graphics.CELLS)),
        (emulated.TMUX, (Graphics.CELLS,)),
        (emulated.CONSOLE, (Graphics.CELLS,)),
    ],
    ids=["kitty", "foot", "windows-terminal", "iterm2", "tmux", "console"],
)
def test_each_terminal_is_known_by_its_answers(answers: Mapping[bytes, bytes], modes: tuple[Graphics, ...]) -> None:
    facts = probed(answers).facts
    assert facts.answered
    assert modes_of(facts) == modes


def test_what_a_terminal_tells_of_itself_is_kept() -> None:
    facts = probed(emulated.FOOT).facts
    assert (facts.name, facts.cell, facts.sixel_colours) == ("foot(1.20.2)", (9, 18), 1024)
    assert facts.has_truecolor
    assert facts.has_sync


def test_true_colours_are_found_without_colorterm() -> None:
    assert probed(emulated.WINDOWS_TERMINAL).facts.has_truecolor
    assert not probed(emulated.CONSOLE).facts.has_truecolor


def test_a_terminal_that_never_answers_shows_cells() -> None:
    facts = probed(emulated.SILENT).facts
    assert not facts.answered
    assert modes_of(facts) == (Graphics.CELLS,)


def test_what_is_typed_meanwhile_is_not_lost() -> None:
    assert probed(emulated.KITTY, typed=b"3\x1b[A").typed == "3\x1b[A"


def test_a_console_that_prints_questions_is_asked_one_only() -> None:
    assert questions_for({"TERM": "linux"}) == "\x1b[c"
    assert "\x1b_" not in questions_for({"TERM": "screen"})
    assert questions_for(HERE) == QUESTIONS


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_answers_are_taken_out_wherever_the_line_cuts_them(cut: int) -> None:
    everything = b"".join(emulated.KITTY.values()).decode().replace("\x1b[?2048;0$y", "").replace("\x1b[0n", "")
    line = f"a{everything}b"
    cut += line[cut - 1] == "\x1b"  # (alone it is a key, and is let through at once)
    _, first, held = take_answers(line[:cut])
    _, second, held = take_answers(held + line[cut:])
    assert (first + second, held) == ("ab", "")


@pytest.mark.parametrize("key", ["\x1b[A", "\x1b[1;5C", "\x1b[6;5~", "\x1bOP", "\x1b[<0;5;7M", "\x1b[97u", "\x1b"])
def test_keys_are_no_answers(key: str) -> None:
    assert take_answers(key) == ([], key, "")


def status_line(terminal: Terminal) -> str:
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    # (pyte prints what it doesn't know: questions in strings)
    stream.feed(re.sub(rb"\x1b[_P][^\x1b]*\x1b\\", b"", terminal.output))
    return str(screen.display[-1])


@pytest.mark.parametrize("rtt_s", [0.0, 0.05, 0.15, 0.35, 1.0, 2.6])
def test_no_answer_becomes_a_key_however_late_it_comes(start: Start, tmp_path: Path, rtt_s: float) -> None:
    terminal = start(environment=REMOTE, answers=emulated.KITTY, answers_after_s=rtt_s)
    terminal.wait_for(b"F1 help")
    time.sleep(min(rtt_s, 1.2))
    terminal.wait_until_quiet()
    assert "sky · brush" in status_line(terminal)
    terminal.type("q")
    assert terminal.process.wait(timeout=20) == 0
    assert not (tmp_path / "state" / "untitled.png").exists(), "a late answer drew something"
    (known,) = json.loads((tmp_path / "state" / "terminals.json").read_text()).values() if rtt_s <= 2 else (None,)
    assert known is None or known["facts"]["has_kitty"]


def test_a_terminal_that_is_remembered_is_not_waited_for(start: Start) -> None:
    first = start(environment=REMOTE, answers=emulated.FOOT)
    first.wait_for(b"F1 help")
    first.type("q")
    assert first.process.wait(timeout=20) == 0
    again = start(environment=REMOTE, answers=emulated.FOOT, answers_after_s=60)
    again.wait_for(b"F1 help", timeout_s=20)


def test_memory_keeps_facts_and_choices_by_host_and_terminal(tmp_path: Path) -> None:
    memory = TerminalMemory(tmp_path / "state" / "terminals.json")
    here, there = place_of(HERE), place_of(REMOTE)
    facts = TerminalFacts(answered=True, rtt_s=0.1, name="foot", has_sixel=True, cell=(9, 18))
    memory.found(there, facts)
    memory.chose(there, Graphics.CELLS)
    assert (memory.facts(there), memory.graphics(there)) == (facts, Graphics.CELLS)
    assert (memory.facts(here), memory.graphics(here)) == (None, None)
    for number in range(MOST + 5):
        memory.found(f"host{number}", facts)
    assert memory.facts(there) is None, "the oldest is forgotten"


def test_a_broken_memory_is_an_empty_one(tmp_path: Path) -> None:
    file = tmp_path / "terminals.json"
    for content in ("{", "[]", '{"here|||||": 3}', '{"here|||||": {"facts": {"answered": 1}, "graphics": "tube"}}'):
        file.write_text(content)
        memory = TerminalMemory(file)
        assert memory.facts("here|||||") is None
        assert memory.graphics("here|||||") is None


def test_a_key_that_begins_like_an_answer_is_pressed_when_nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux_driver, "XTermParser", linux_driver.XTermParser)  # put back afterwards
    assert input_filter.install(lambda answers: None)
    parser = linux_driver.XTermParser()
    assert list(parser.feed("\x1b[")) == []
    monkeypatch.setattr(input_filter, "GOES_ON_WITHIN_S", -1.0)
    list(parser.tick())
    assert "A" not in [event.key for event in parser.feed("A")], "the beginning was handed on: this is the key Up"


def test_a_framework_that_reads_otherwise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux_driver, "XTermParser", None)
    assert not input_filter.install(lambda answers: None)
