"""The fault zoo, at import and at render: one line that names the plugin, nothing harmed, the next render works."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest
from toy_plugins import Inbox, Install, request_for
from zoo import BEGINNING, HARMLESS, SPEC, ZOO, Beast, importing, rendering

from studio.generators import foreign, host
from studio.render import memory
from studio.render.messages import Done, Failed, Ready
from studio.render.session_faults import SessionFaults

AT_IMPORT = [beast for beast in ZOO if beast.at_import is not None]
AT_RENDER = [beast for beast in ZOO if beast.at_render is not None]


def front() -> tuple[object, ...]:
    """What of this process a plugin must not change."""
    return os.getcwd(), *(signal.getsignal(number) for number in (1, 2, 15)), threading.active_count()


@pytest.mark.parametrize("beast", AT_IMPORT, ids=lambda beast: beast.name)
def test_a_fault_at_import_is_one_line_of_that_plugin(
    beast: Beast, install: Install, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(foreign, "DEADLINE_S", 2.0 if beast.name == "endless loop" else 20.0)
    install("bad", importing(beast), bad_render=rendering(beast))
    before = front()
    plugin = next(plugin for plugin in host.plugins() if plugin.name == "bad")
    if beast.at_import == HARMLESS:
        assert plugin.faults == ()
        assert [spec.id for spec in plugin.generators] == ["bad"]
    else:
        assert beast.at_import
        assert beast.at_import in plugin.faults[0].line
        assert len(plugin.faults[0].line.splitlines()) == 1
        assert plugin.generators == ()
    assert "world" in host.generators()
    assert front() == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("beast", AT_RENDER, ids=lambda beast: beast.name)
def test_a_fault_at_render_is_one_line_and_the_next_render_works(
    beast: Beast, install: Install, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(memory.VARIABLE, "1200MiB")
    install("bad", BEGINNING + SPEC, bad_render=rendering(beast))
    before = front()[:-1]
    worker = inbox.worker("bad", deadline_s=1.0 if beast.name == "endless loop" else 20.0)
    assert isinstance(inbox.next(), Ready)
    worker.submit(1, request_for("bad", 1))
    reply = inbox.next()
    if beast.at_render == HARMLESS:
        assert isinstance(reply, Done)
    else:
        assert isinstance(reply, Failed)
        assert beast.at_render
        assert beast.at_render in reply.message
        assert reply.message.startswith("Bad ")
        assert len(reply.message.splitlines()) == 1
        assert reply.is_fault
    worker.submit(2, request_for("bad", 2))
    if isinstance(reply, Failed) and reply.ticket is None:
        assert isinstance(inbox.next(), Ready)
    done = inbox.next()
    assert isinstance(done, Done)
    assert (done.result.image == 2).all()
    assert front()[:-1] == before
    assert capfd.readouterr() == ("", "")


def test_three_faults_and_a_generator_is_off_until_it_is_forgiven(install: Install, inbox: Inbox) -> None:
    raises = next(beast for beast in ZOO if beast.name == "SystemExit")
    install("bad", BEGINNING + SPEC, bad_render=rendering(raises))
    faults = SessionFaults()
    worker = inbox.worker("bad", faults=faults)
    assert isinstance(inbox.next(), Ready)
    for ticket in (1, 2, 3):
        worker.submit(ticket, request_for("bad", 1))
        reply = inbox.next()
        assert isinstance(reply, Failed)
        assert ("off for this session" in reply.message) == (ticket == 3)
    assert len(faults.of("bad")) == 3
    worker.submit(4, request_for("bad", 2))
    assert inbox.next() == Failed(4, "Bad failed 3 times and is off for this session")
    faults.forgive("bad")
    worker.submit(5, request_for("bad", 2))
    assert isinstance(inbox.next(), Done)


HOOKS = """
from studio.generators.hookspecs import hookimpl

@hookimpl
def studio_before_render(request):
    with open({place!r}, "a") as file:
        file.write("asked ")
    raise RuntimeError("not today")
"""


def test_a_hook_that_fails_three_times_is_told_and_asked_no_more(
    install: Install, inbox: Inbox, tmp_path: Path
) -> None:
    harmless = next(beast for beast in ZOO if beast.name == "chdir")
    install("bad", BEGINNING + SPEC, bad_render=rendering(harmless))
    install("hooks", HOOKS.format(place=str(tmp_path / "asked")))
    faults = SessionFaults()
    worker = inbox.worker("bad", faults=faults)
    assert isinstance(inbox.next(), Ready)
    for ticket in range(5):
        worker.submit(ticket, request_for("bad", 2))
        done = inbox.next()
        assert isinstance(done, Done)
    assert faults.of("hooks of hooks") == ("studio_before_render failed: RuntimeError: not today",) * 3
    assert (tmp_path / "asked").read_text() == "asked " * 3


def test_a_memory_limit_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(memory.VARIABLE, "lots")
    with pytest.raises(memory.InputError, match="is like 6GiB or 800MiB, not lots"):
        memory.memory_limit()
