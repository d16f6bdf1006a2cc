"""How the studio looks; after a wanted change run `pytest tests/tui/test_looks.py --snapshot-update`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from run_folders import two_runs
from studio_room import MakeApp
from textual.pilot import Pilot

Compare = Callable[..., bool]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_studio_looks_as_it_did(
    snap_compare: Compare, make_app: MakeApp, language: str, size: tuple[int, int]
) -> None:
    assert snap_compare(make_app(language=language), terminal_size=size)


def test_the_help_looks_as_it_did(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), press=["f1"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_training_runs_look_as_they_did(
    snap_compare: Compare, make_app: MakeApp, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_RUNS", str(tmp_path / "runs"))
    _, lock = two_runs(tmp_path / "runs")

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("R")
        await pilot.app.workers.wait_for_complete()
        await asyncio.sleep(0.1)
        await pilot.pause()

    try:
        assert snap_compare(make_app(language=language), terminal_size=(100, 34), run_before=look)
    finally:
        lock.close()
