"""A studio to draw in: everything real but the render worker, which answers at once with the labels' own colours."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import numpy as np
from textual.events import MouseMove
from textual.pilot import Pilot
from textual.widgets import Input

from studio.generators.specs import Generator, Option, Request, Result
from studio.labels import LANDSCAPE, LabelMap
from studio.render.messages import Done, Failed, Ready, Reply
from studio.tui.app import StudioApp
from studio.tui.desk import Desk
from studio.tui.screens.studio_screen import StudioScreen
from studio.tui.widgets.canvas import Canvas
from studio.tui.widgets.parts import Parts
from studio.tui.widgets.picture import PictureView

HOUR = Option("hour", "choice", "day", "Hour", "时刻", choices=("day", "sunset", "night"))
CARTOON = Option("cartoon", "bool", False, "Cartoon", "卡通")
GENERATORS = {
    "spade": Generator("spade", "SPADE", "SPADE 网络", "labels", "nowhere:nothing", options=(HOUR,)),
    "world": Generator(
        "world",
        "World",
        "世界",
        "labels",
        "nowhere:nothing",
        needs=frozenset({"seed", "blend"}),
        options=(HOUR, CARTOON),
    ),
    "ink": Generator("ink", "Ink", "水墨", "picture", "nowhere:nothing"),
    "dress": Generator("dress", "Dress", "换装", "picture", "nowhere:nothing", needs=frozenset({"style"})),
    "moods": Generator(
        "moods",
        "Moods",
        "心境",
        "picture",
        "nowhere:nothing",
        needs=frozenset({"domain"}),
        domains=("hour-sunset", "season-winter"),
        domain_titles=(("sunset", "日落"), ("winter", "冬")),
    ),
}


def plain_map() -> LabelMap:
    """Sky over sea, with a house in the middle."""
    labels = np.full((64, 64), LANDSCAPE.id("sky"), np.uint8)
    labels[32:] = LANDSCAPE.id("sea")
    labels[28:36, 28:36] = LANDSCAPE.id("house")
    return labels


@dataclass
class Workers:
    """Stand-ins for render workers; `asked` holds every request, `fault` makes the next ones fail."""

    asked: list[Request] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    fault: str | None = None
    is_silent: bool = False
    cancelled: list[int] = field(default_factory=list)

    def start(self, generator: str, on_reply: Callable[[Reply], None]) -> Workers.One:
        """Start one."""
        self.started.append(generator)
        on_reply(Ready(generator))
        return Workers.One(self, on_reply)

    @dataclass
    class One:
        """One worker."""

        workers: Workers
        on_reply: Callable[[Reply], None]

        def submit(self, ticket: int, request: Request) -> None:
            """Answer at once."""
            self.workers.asked.append(request)
            if self.workers.fault:
                self.on_reply(Failed(None, self.workers.fault))
            elif not self.workers.is_silent:
                image = request.image
                colours = LANDSCAPE.palette()[image] if image.ndim == 2 else image[:, ::-1]
                if request.options.get("hour") == "night":
                    colours = colours // 4
                self.on_reply(Done(ticket, Result(colours, 12.0, request.generator)))

        def cancel(self, ticket: int) -> None:
            """Note what nobody waits for any more."""
            self.workers.cancelled.append(ticket)

        def close(self) -> None:
            """Nothing runs."""


@dataclass
class Room:
    """A running studio and what a test looks at."""

    app: StudioApp
    pilot: Pilot[None]
    workers: Workers

    @property
    def screen(self) -> StudioScreen:
        return self.app.studio

    @property
    def desk(self) -> Desk:
        return self.app.services.desk

    @property
    def canvas(self) -> Canvas:
        return self.screen.canvas

    @property
    def picture(self) -> PictureView:
        return self.screen.picture

    def line(self, widget_id: str) -> str:
        """The text of one of the lines around the panes."""
        return self.screen.query_one(f"#{widget_id}", Parts).line().text

    def dialog_text(self) -> str:
        """All text on the screen that is on top."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def cell(self, row: int, column: int) -> tuple[int, int]:
        """The cell of the canvas (x, y) that shows a map pixel."""
        half_row, half_column = self.canvas.viewport.to_half_cell(row, column)
        return self.canvas.left + half_column, self.canvas.top + half_row // 2

    async def drag(self, *points: tuple[int, int], let_go: bool = True) -> None:
        """Drag the mouse over map pixels (row, column)."""
        cells = [self.cell(*point) for point in points]
        await self.pilot.mouse_down(self.canvas, offset=cells[0])
        for cell in cells[1:]:
            await self.pilot._post_mouse_events([MouseMove], self.canvas, cell, button=1)
        if let_go:
            await self.pilot.mouse_up(self.canvas, offset=cells[-1])
        await self.pilot.pause()

    async def fill_in(self, line: object) -> None:
        """Answer the dialog that is open with a line of text."""
        self.app.screen.query_one(Input).value = str(line)
        await self.press("enter")

    async def press(self, *keys: str) -> None:
        """Press keys, and let everything that follows from them happen."""
        await self.pilot.press(*keys)
        await self.pilot.pause()


OpenRoom = Callable[..., AbstractAsyncContextManager[Room]]
MakeApp = Callable[..., StudioApp]
