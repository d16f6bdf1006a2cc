"""The studio with a generator of known speed: `python measured_studio.py FOLDER ours|naive RENDER_SECONDS`.

Its picture is a photograph-like one in which strokes show, and everything else shifts a little from picture to picture,
as it does in networks with instance norm. At its end FOLDER/measured.json tells how late the event loop was, how many
bytes each picture came to, and how much memory and processor time went into it all.

naive: every change repaints the whole pane, with Textual's own encoder, as fast as it can.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from studio.generators.specs import Request, Result
from studio.labels import LANDSCAPE, Picture
from studio.render.messages import Done, Ready, Reply
from studio.terminal import encoder
from studio.terminal.link import Link
from studio.tui import app, terminal_line
from studio.tui.widgets.pane import Pane
from studio.tui.widgets.picture import PictureView

PICTURE = Path(__file__).parents[2] / "plugins" / "studio_unet" / "weights" / "live.jpg"
GROUND = LANDSCAPE.id("grass")
LOOK_S = 0.005
FIRST_PICTURE_AFTER_S = 1.5


class SteadyWorker:
    """Takes `render_s` for a picture, however busy the machine is."""

    render_s = 0.1

    def __init__(self, generator: str, on_reply: Callable[[Reply], None]) -> None:
        self.generator = generator
        self._on_reply = on_reply
        self._random = np.random.default_rng(0)
        sheet = np.asarray(Image.open(PICTURE).convert("RGB"))
        self._ground: Picture = sheet[:256, 256:512]
        self._ready_at = time.monotonic() + FIRST_PICTURE_AFTER_S
        threading.Timer(0.05, on_reply, [Ready(generator)]).start()

    def submit(self, ticket: int, request: Request) -> None:
        """The picture comes in a while."""
        threading.Thread(target=self._draw, args=(ticket, request, time.monotonic()), daemon=True).start()

    def _draw(self, ticket: int, request: Request, asked: float) -> None:
        labels = request.image
        picture = np.where((labels == GROUND)[..., None], self._ground, LANDSCAPE.palette()[labels])
        drift = Image.fromarray(self._random.normal(0, 1.2, (8, 8)).astype(np.float32)).resize((256, 256))
        shown = np.clip(np.rint(picture + np.asarray(drift)[..., None]), 0, 255).astype(np.uint8)
        time.sleep(max(0.0, max(asked + self.render_s, self._ready_at) - time.monotonic()))
        self._on_reply(Done(ticket, Result(shown, self.render_s * 1000, self.generator)))

    def close(self) -> None:
        """Nothing runs."""


class MeasuredApp(app.StudioApp):
    """Looks every few milliseconds how late it is, and how many bytes have gone."""

    def on_mount(self) -> None:
        self.late_s: list[float] = []
        self.bytes_at_picture: list[int] = []
        self.bytes_at_rest: list[int] = []
        self.rates: list[float] = []
        self.studio.call_after_refresh(self._begin_to_look)
        show = PictureView.show

        def counted(view: PictureView, picture: Picture) -> None:
            self.bytes_at_picture.append(self.services.line.sent_bytes)
            self.rates.append(self.services.line.link.rate)
            show(view, picture)

        settle = PictureView.settle

        def settled(view: PictureView) -> None:
            if view.is_complete:
                self.bytes_at_rest.append(self.services.line.sent_bytes)
            settle(view)

        PictureView.show = counted  # type: ignore[method-assign]
        PictureView.settle = settled  # type: ignore[method-assign]

    def _begin_to_look(self) -> None:
        """The first frame is there; until then nobody waits for anything else."""
        self.looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        while len(self.screen_stack) <= 2:  # until it is asked whether to leave
            before = time.perf_counter()
            await asyncio.sleep(LOOK_S)
            self.late_s.append(time.perf_counter() - before - LOOK_S)

    def write_measured(self, file: Path) -> None:
        """What was measured, as JSON."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        measured = {
            "late_s": self.late_s,
            "bytes_at_picture": self.bytes_at_picture,
            "memory_mb": usage.ru_maxrss / 1000,
            "cpu_s": usage.ru_utime + usage.ru_stime,
            "bytes_at_rest": self.bytes_at_rest,
            "rates": self.rates,
        }
        file.write_text(json.dumps(measured))


def be_naive() -> None:
    """What a widget does that knows nothing of regions, and a studio that knows nothing of the line."""
    encoder.install = lambda *_: None  # type: ignore[assignment]
    terminal_line.Link = lambda **_: Link()  # type: ignore[assignment,misc]
    Pane.repaint_half_cells = lambda pane, *_: Pane.forget_lines(pane)  # type: ignore[method-assign]


def main() -> int:
    """Run; the studio's exit code."""
    folder, kind = Path(sys.argv[1]), sys.argv[2]
    SteadyWorker.render_s = float(sys.argv[3])
    if kind == "naive":
        be_naive()
    apps: list[MeasuredApp] = []

    def made(*arguments: object) -> MeasuredApp:
        apps.append(MeasuredApp(*arguments))  # type: ignore[arg-type]
        return apps[-1]

    app.state_folder = lambda: folder  # type: ignore[assignment]
    app.StudioApp = made  # type: ignore[assignment,misc]
    app.RenderWorker = SteadyWorker  # type: ignore[assignment,misc]
    app.host.generators = dict  # type: ignore[assignment]
    code = app.run_studio(folder / "sketch.png")
    apps[0].write_measured(folder / "measured.json")
    return code


if __name__ == "__main__":
    sys.exit(main())
