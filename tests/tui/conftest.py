"""Opens studios for the tests, each with a keeping place of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.color import ColorSystem
from studio_room import GENERATORS, OpenRoom, Room, Workers, plain_map

from studio.labels import LabelMap
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
def room(state: Path, monkeypatch: pytest.MonkeyPatch) -> OpenRoom:
    """Opens a studio: `async with room(...) as studio`."""

    monkeypatch.delenv("NO_COLOR", raising=False)

    @asynccontextmanager
    async def opened(
        file: Path | None = None,
        *,
        labels: LabelMap | None = None,
        size: tuple[int, int] = (80, 24),
        language: str = "en",
        workers: Workers | None = None,
        generators: Sequence[str] = tuple(GENERATORS),
    ) -> AsyncIterator[Room]:
        workers = workers or Workers()
        keeper = Keeper(state)
        if file is None:
            desk = Desk(Sketch(plain_map() if labels is None else labels))
            keeper.open_untitled()
        else:
            there = keeper.open(file)
            desk = Desk(there.sketch, there.path, is_changed=there.is_changed, is_ours=there.is_ours)
        specs = {name: GENERATORS[name] for name in generators}
        app = StudioApp(Services(desk, keeper, Texts(language), workers.start, lambda: specs))
        app.console._color_system = ColorSystem.TRUECOLOR  # whatever terminal the tests run in
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            yield Room(app, pilot, workers)
            app.studio.keep_now()
        keeper.close()

    return opened
