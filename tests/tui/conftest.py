"""Opens studios for the tests, each with a keeping place of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.color import ColorSystem
from studio_room import GENERATORS, MakeApp, OpenRoom, Room, Workers, plain_map

from studio.locale import Texts
from studio.sketch.document import Sketch
from studio.tui.app import StudioApp
from studio.tui.desk import Desk
from studio.tui.keeping import Keeper
from studio.tui.services import Services


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Where the studio keeps drawings."""
    return tmp_path / "state"


@pytest.fixture
def make_app(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeApp]:
    """Makes studios that don't run yet."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("STUDIO_WEIGHTS", str(state / "weights"))
    keepers: list[Keeper] = []

    def made(file: Path | None = None, *, language: str = "en", workers: Workers | None = None) -> StudioApp:
        keeper = Keeper(state)
        keepers.append(keeper)
        if file is None:
            there, _ = keeper.begin_untitled(Sketch(plain_map()))
        else:
            there = keeper.open(file)
        desk = Desk(there.sketch, there.path, history=there.history, is_changed=there.is_changed, is_ours=there.is_ours)
        desk.size = 9  # hits the pixels that tests point at, at any zoom
        start_worker = (workers or Workers()).start
        app = StudioApp(Services(desk, keeper, Texts(language), start_worker, lambda: GENERATORS))
        app.services.opened = there
        app.console._color_system = ColorSystem.TRUECOLOR  # whatever terminal the tests run in
        return app

    yield made
    for keeper in keepers:
        keeper.close()


@pytest.fixture
def room(make_app: MakeApp) -> OpenRoom:
    """Opens a studio: `async with room(...) as studio`."""

    @asynccontextmanager
    async def opened(
        file: Path | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        language: str = "en",
        workers: Workers | None = None,
    ) -> AsyncIterator[Room]:
        workers = workers or Workers()
        app = make_app(file, language=language, workers=workers)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            yield Room(app, pilot, workers)
            app.studio.keep_now()
        app.services.keeper.close()

    return opened
