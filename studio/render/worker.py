"""The process in which a generator draws: `python -m studio.render.worker GENERATOR_ID`.

Requests come and answers go over the pipes that were its stdin and stdout. Those are moved away first, so that what a
plugin prints goes to the log (stderr) and what it reads is empty. The end of the request pipe ends the process at
once, even in the middle of a render: a studio that died leaves nothing behind.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import BinaryIO

from studio.errors import InputError, StudioError
from studio.generators import host
from studio.generators.plugin_module import Fault, PluginModule
from studio.generators.specs import Cancelled, Request
from studio.render.contained import ContainedGenerator, GeneratorFault
from studio.render.memory import limit_address_space
from studio.render.wire import pack_result, read_frame, unpack_request, write_frame

NICENESS = 5  # the front stays quick on a busy machine
PROGRESS_INTERVAL_S = 0.1
RENDER_HOOKS = {"studio_before_render", "studio_after_render"}


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The request and the answer pipe, moved to where no plugin looks; fd 0 becomes empty, fd 1 the log."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


class Worker:
    """Draws one request after another; all answers leave through one locked pipe."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._sending = threading.Lock()
        self._tasks: queue.SimpleQueue[tuple[int, Request]] = queue.SimpleQueue()
        self._unwanted: set[int] = set()

    def run(self, generator_id: str) -> None:
        """Load the generator, say that it is ready, and draw until the request pipe ends (which ends the process)."""
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            contained = ContainedGenerator.load(host.owner_of(generator_id), generator_id, plugins_with_render_hooks())
        except StudioError as error:
            self._failed(None, error)
            return
        self._send({"kind": "ready"})
        while True:
            ticket, request = self._tasks.get()
            self._draw(contained, ticket, request)

    def _listen(self) -> None:
        try:
            while frame := read_frame(self._requests):
                header, arrays = frame
                if header.get("kind") == "cancel":
                    self._unwanted.add(header["ticket"])
                    continue
                self._tasks.put((header["ticket"], unpack_request(header, arrays)))
        finally:
            os._exit(0)

    def _draw(self, contained: ContainedGenerator, ticket: int, request: Request) -> None:
        try:
            result = contained.render(request, self._progress_of(ticket))
        except Cancelled:
            self._unwanted.discard(ticket)
            self._send({"kind": "stopped", "ticket": ticket})
            return
        except StudioError as error:
            self._failed(ticket, error)
            return
        header, arrays = pack_result(result)
        facts = {"kind": "done", "ticket": ticket, "complaints": contained.take_complaints()}
        with self._sending:
            write_frame(self._answers, {**facts, **header}, arrays)

    def _progress_of(self, ticket: int) -> Callable[[float], None]:
        last_sent = time.monotonic()

        def progress(fraction: float) -> None:
            nonlocal last_sent
            if ticket in self._unwanted:
                raise Cancelled
            now = time.monotonic()
            if now - last_sent >= PROGRESS_INTERVAL_S:
                last_sent = now
                self._send({"kind": "progress", "ticket": ticket, "fraction": min(max(float(fraction), 0.0), 1.0)})

        return progress

    def _failed(self, ticket: int | None, error: StudioError) -> None:
        facts = {"bad_input": isinstance(error, InputError), "is_fault": isinstance(error, GeneratorFault)}
        self._send({"kind": "failed", "ticket": ticket, "message": str(error), **facts})

    def _send(self, header: dict[str, object]) -> None:
        with self._sending:
            write_frame(self._answers, header)


def plugins_with_render_hooks() -> list[PluginModule]:
    """The plugins to ask before and after each render, in the order of the list; those that don't load are skipped."""
    wanted = [plugin for plugin in host.plugins() if RENDER_HOOKS & set(plugin.description.hooks)]
    loaded = [PluginModule.load(plugin.source) for plugin in wanted]
    return [module for module in loaded if not isinstance(module, Fault)]


def main() -> int:
    """Serve the process that started us until it closes our pipe."""
    requests, answers = private_pipes()
    os.nice(NICENESS)
    limit_address_space()
    Worker(requests, answers).run(sys.argv[1])
    return 1


if __name__ == "__main__":
    sys.exit(main())
