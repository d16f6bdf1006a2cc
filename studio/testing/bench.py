"""What the conformance suite works with: a generator found as users find it, drawing in workers and children."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from studio.errors import InputError, StudioError
from studio.generators import host
from studio.generators.host import Plugin
from studio.generators.specs import Generator, Request
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.render.once import RenderSession
from studio.render.session_faults import SessionFaults
from studio.render.wire import pack_request, write_frame
from studio.testing.requests import Requests
from studio.weights.store import Store

HEAVY = ("torch", "pytorch_lightning", "lightning", "scipy", "textual", "matplotlib", "cv2", "tensorflow")
_LISTING = """
import json, os, sys
from studio.generators.sources import Source
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
name, value = sys.argv[1:]
before = set(sys.modules)
(Source(name, name, file=Path(value)) if value.endswith(".py") else Source(name, value)).load()
json.dump(sorted({module.partition(".")[0] for module in set(sys.modules) - before}), answers)
answers.flush()
os._exit(0)
"""


@dataclass
class Bench:
    """A generator and the processes that try it; `close` ends them."""

    generator_id: str

    @cached_property
    def plugin(self) -> Plugin:
        """The plugin that brings it; InputError where it isn't installed."""
        return host.owner_of(self.generator_id)

    @cached_property
    def spec(self) -> Generator:
        """What it says of itself."""
        return next(spec for spec in self.plugin.generators if spec.id == self.generator_id)

    @cached_property
    def requests(self) -> Requests:
        """Requests that it should be able to serve, with the weights in use."""
        store = Store()
        digest = store.digest_for(self.generator_id)
        domains = store.of_digest(digest)[0].domains if digest else ()
        return Requests(self.spec, digest, domains)

    @cached_property
    def session(self) -> RenderSession:
        """A worker as the studio starts it; it may fail as often as a test wants it to."""
        return RenderSession(self.generator_id, faults=_Forgiving(), deadline_s=120.0)

    @cached_property
    def watched(self) -> dict[str, Any]:
        """What a child saw while the generator drew a usual request many times."""
        frame = io.BytesIO()
        header, arrays = pack_request(self.requests.usual())
        write_frame(frame, header, arrays)
        done = subprocess.run(
            [sys.executable, "-P", "-m", "studio.testing.watched"],
            input=frame.getvalue(),
            capture_output=True,
            timeout=600,
            check=False,
            cwd="/",
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        try:
            return dict(json.loads(done.stdout))
        except ValueError:
            said = done.stderr.decode(errors="replace").strip().splitlines() or [f"exit {done.returncode}"]
            raise AssertionError(f"it can't be watched: {said[-1]}") from None

    def draw(self, request: Request, what: str = "a usual map") -> Picture | LabelMap:
        """What it draws; an AssertionError in its own words where it refuses or fails."""
        try:
            return self.session.render(request).image
        except StudioError as error:
            raise AssertionError(f"{what}: {error}") from None

    def refusal(self, request: Request, what: str = "a usual map") -> str:
        """The words in which it refuses a request as wrong; an AssertionError where it draws, or fails otherwise."""
        try:
            self.session.render(request)
        except InputError as error:
            return str(error)
        except StudioError as error:
            raise AssertionError(f"{what}: it failed instead of refusing: {error}") from None
        raise AssertionError(f"{what}: it drew what it should refuse")

    def imported_by_listing(self) -> set[str]:
        """Top-level modules that a process loads for the plugin's specs alone."""
        source = self.plugin.source
        done = subprocess.run(
            [sys.executable, "-P", "-c", _LISTING, source.name, str(source.file or source.value)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"importing it ended with exit {done.returncode}: {done.stderr.strip()[-200:]}"
        return set(json.loads(done.stdout))

    def close(self) -> None:
        """End the worker, if one was started."""
        if "session" in self.__dict__:
            self.session.__exit__(None, None, None)


class _Forgiving(SessionFaults):
    def is_off(self, who: str) -> bool:
        return False


def check_picture(picture: Picture | LabelMap, request: Request, spec: Generator, what: str) -> None:
    """The right kind and shape, whatever the worker has checked before."""
    expected = request.shape if spec.output == "labels" else (*request.shape, 3)
    assert picture.dtype == np.uint8, f"{what} gave {picture.dtype}"
    assert picture.shape == expected, f"{what} gave {picture.shape} instead of {expected}"
    if spec.output == "labels":
        assert int(picture.max()) < len(LANDSCAPE), f"{what} gave a label that there is not"
