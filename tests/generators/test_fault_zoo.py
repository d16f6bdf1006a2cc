"""Generators that misbehave while they draw: one clear line each, and the next render works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from toy_plugins import Inbox, Install, request_for

from studio.errors import StudioError
from studio.render.messages import Done, Failed, Ready, Stopped
from studio.render.once import render_once

KINDS = {
    "good": "return picture(request)",
    "wrong-shape": "return picture(request)[1:]",
    "floats": "return picture(request) / 255.0",
    "nothing": "return None",
    "raises": "raise ValueError('two\\nlines')",
    "exits": "raise SystemExit(5)",
    "dies": "os._exit(7)",
    "crashes": "os.kill(os.getpid(), signal.SIGSEGV)",
    "talks": "print('hello'); os.write(1, b'x' * 99); print(sys.stdin.read()); return picture(request)",
    "loops": "\n".join(["if request.image[0, 0] != 1: return picture(request)", "        while True: pass"]),
    "scribbles": "request.image[:] = 0",
    "refuses": "raise InputError('draw a sky first')",
    "tells": "progress(0.5); time.sleep(0.15); progress(0.75); return picture(request)",
    "slow": "[(time.sleep(0.02), progress(n / 500)) for n in range(500 if request.image[0, 0] == 1 else 1)]\n"
    "        return picture(request)",
    "mirrors": "return picture(request)[:, ::-1]",
}
PLUGIN = f"""
from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator

@hookimpl
def studio_generators():
    names = {(*KINDS, "unloadable", "no-renderer")!r}
    return [
        Generator(id=name, en=name.title(), zh=name, input="labels", factory="zoo_render:" + name.replace("-", "_"))
        for name in names
    ]
"""
RENDER = """
import os, signal, sys, time
import numpy as np
from studio.errors import InputError

def picture(request):
    return np.repeat(request.image[:, :, None], 3, axis=2) if request.image.shape == request.shape else None

def unloadable():
    import a_module_that_is_missing

def no_renderer():
    return 7
""" + "".join(
    f"""
class {name.title().replace("-", "")}:
    def render(self, request, progress):
        {body}

{name.replace("-", "_")} = {name.title().replace("-", "")}
"""
    for name, body in KINDS.items()
)


@pytest.fixture(autouse=True)
def zoo(install: Install) -> None:
    install("zoo", PLUGIN, zoo_render=RENDER)


@pytest.mark.parametrize("kind", ["good", "talks", "tells", "mirrors"])
def test_a_generator_may_print_read_and_report_without_harm(kind: str) -> None:
    result = render_once(request_for(kind, 5))
    assert result.image.shape == (16, 24, 3)
    assert (result.image == 5).all()
    assert result.generator == kind


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("wrong-shape", "Wrong-Shape returned uint8 (15, 24, 3) instead of uint8 (16, 24, 3)"),
        ("floats", "Floats returned float64 (16, 24, 3) instead of uint8 (16, 24, 3)"),
        ("nothing", "Nothing returned NoneType"),
        ("raises", "Raises failed: ValueError: two lines"),
        ("exits", "Exits failed: SystemExit: 5"),
        ("scribbles", "read-only"),
        ("refuses", "draw a sky first"),
        ("dies", "Dies stopped (exit 7). Your drawing is safe. Details: "),
        ("crashes", "Crashes stopped (signal 11). Your drawing is safe. Details: "),
        ("unloadable", "a_module_that_is_missing"),
        ("no-renderer", "returned no object with render()"),
    ],
)
def test_each_fault_is_one_line(kind: str, said: str) -> None:
    with pytest.raises(StudioError) as caught:
        render_once(request_for(kind))
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.exit_code == (2 if kind == "refuses" else 1)


def test_the_traceback_is_in_the_log(tmp_path: Path) -> None:
    with pytest.raises(StudioError):
        render_once(request_for("raises"))
    assert "ValueError: two\nlines" in next(tmp_path.rglob("worker-raises.log")).read_text()


def test_an_endless_render_is_stopped_at_its_deadline_and_the_next_one_works(inbox: Inbox) -> None:
    worker = inbox.worker("loops", deadline_s=0.5)
    assert inbox.next() == Ready("loops")
    worker.submit(1, request_for("loops", 1))
    reply = inbox.next()
    assert isinstance(reply, Failed)
    assert reply.ticket is None
    assert "took more than 0.5 s and was stopped. Your drawing is safe." in reply.message
    worker.submit(2, request_for("loops", 2))
    assert inbox.next() == Ready("loops")
    assert isinstance(inbox.next(), Done)


def test_a_render_that_nobody_waits_for_is_stopped_and_the_same_worker_goes_on(inbox: Inbox) -> None:
    worker = inbox.worker("slow")
    assert isinstance(inbox.next(), Ready)
    pid = worker.pid
    worker.submit(1, request_for("slow", 1))
    worker.cancel(1)
    assert inbox.next() == Stopped(1)
    worker.submit(2, request_for("slow", 2))
    assert isinstance(inbox.next(), Done)
    assert worker.pid == pid


def test_a_killed_worker_is_one_message_and_the_next_render_works(inbox: Inbox) -> None:
    worker = inbox.worker("good")
    worker.submit(1, request_for("good"))
    assert isinstance(inbox.next(), Ready)
    assert isinstance(inbox.next(), Done)
    os.kill(worker.pid, signal.SIGKILL)
    reply = inbox.next()
    assert isinstance(reply, Failed)
    assert reply.ticket is None
    assert "stopped (signal 9)" in reply.message
    worker.submit(2, request_for("good"))
    assert isinstance(inbox.next(), Ready)
    done = inbox.next()
    assert isinstance(done, Done)
    assert done.ticket == 2


def test_closing_does_not_wait_for_an_endless_render(inbox: Inbox) -> None:
    worker = inbox.worker("loops")
    assert isinstance(inbox.next(), Ready)
    worker.submit(1, request_for("loops", 1))
    time.sleep(0.2)
    start = time.monotonic()
    worker.close()
    assert time.monotonic() - start < 5
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)
    worker.submit(2, request_for("loops", 2))
    assert inbox.replies.empty()


PARENT = """
import time
from toy_plugins import Inbox, request_for
inbox = Inbox()
worker = inbox.worker("loops")
inbox.next()
worker.submit(1, request_for("loops", 1))
print(worker.pid, flush=True)
time.sleep(60)
"""


def test_a_worker_ends_with_the_studio_even_in_the_middle_of_a_render() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.environ["PYTHONPATH"], str(Path(__file__).parent)])}
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    for _ in range(100):
        time.sleep(0.1)
        if not is_running(worker):
            return
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker went on without its studio")


def is_running(pid: int) -> bool:
    """The process is there and is no zombie that waits for its reaper."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_failed_request_leaves_the_worker_at_work(inbox: Inbox) -> None:
    worker = inbox.worker("raises")
    assert isinstance(inbox.next(), Ready)
    for ticket in (1, 2):
        worker.submit(ticket, request_for("raises"))
        reply = inbox.next()
        assert isinstance(reply, Failed)
        assert reply.ticket == ticket
        assert reply.message.startswith("Raises failed: ValueError: two lines. Details: ")


HOOKS = """
from dataclasses import replace
import numpy as np
from studio.generators.hookspecs import hookimpl

@hookimpl
def studio_before_render(request):
    BEFORE

@hookimpl
def studio_after_render(result, generator):
    return replace(result, image=np.minimum(result.image, 9))
"""


def test_a_plugin_may_change_request_and_result_of_any_generator(install: Install) -> None:
    install("hooks", HOOKS.replace("BEFORE", "return replace(request, image=np.full((16, 24), 12, np.uint8))"))
    assert (render_once(request_for("good", 5)).image == 9).all()


def test_a_hook_that_raises_is_skipped(install: Install) -> None:
    install("hooks", HOOKS.replace("BEFORE", "raise RuntimeError"))
    assert (render_once(request_for("good", 12)).image == 9).all()
