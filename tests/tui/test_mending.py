"""Naturalise and lint on the screen: on trial first, kept or taken back by one key or click, undone as one step."""

from __future__ import annotations

import numpy as np
import pytest
from studio_room import OpenRoom, Room
from textual.widgets import OptionList

from studio.labels import LANDSCAPE
from studio.tui.screens.lint_dialog import LintDialog
from studio.tui.screens.trial import Trial
from studio.tui.widgets.parts import Parts

SKY, SEA, MOUNTAIN, HOUSE = LANDSCAPE.ids("sky", "sea", "mountain", "house")


def blocky(studio: Room) -> np.ndarray:
    """Steps of a mountain over the sea, on the desk."""
    labels = studio.desk.labels.copy()
    for step in range(6):
        labels[12 + 4 * step : 36, 6 + 8 * step : 14 + 8 * step] = MOUNTAIN
    studio.screen.drawn(studio.desk.replace_labels("steps", labels))
    return labels


async def settled(studio: Room) -> None:
    await studio.app.workers.wait_for_complete()
    await studio.pilot.pause()


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("by_mouse", [True, False])
async def test_naturalising_is_seen_before_it_is_kept(room: OpenRoom, kept: bool, by_mouse: bool) -> None:
    async with room() as studio:
        before = blocky(studio)
        await studio.press("N")
        await settled(studio)
        assert isinstance(studio.app.screen, Trial)
        assert (studio.desk.labels != before).any()
        assert (studio.workers.asked[-1].image != before).any()
        if by_mouse:
            line = studio.app.screen.query_one(Parts).line().text
            await studio.pilot.click(Parts, offset=(line.index("Enter" if kept else "Esc") + 1, 0))
        else:
            await studio.press("enter" if kept else "escape")
        await studio.pilot.pause()
        assert studio.app.screen is studio.screen
        assert (studio.desk.labels != before).any() == kept
        if kept:
            await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_another_version_and_a_stronger_one_begin_from_what_was_drawn(room: OpenRoom) -> None:
    async with room() as studio:
        before = blocky(studio)
        await studio.press("N")
        await settled(studio)
        first = studio.desk.labels.copy()
        await studio.press("n")
        await settled(studio)
        assert (studio.desk.labels != first).any()
        await studio.press("minus", "minus", "minus", "minus")
        await settled(studio)
        assert (studio.desk.labels != before).sum() < (first != before).sum()
        await studio.press("escape")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_lint_shows_where_and_mends_on_trial(room: OpenRoom) -> None:
    async with room() as studio:
        before = studio.desk.labels.copy()
        before[40:60, 10:50] = 0
        studio.desk.replace_labels("hole", before)
        await studio.press("I")
        await settled(studio)
        assert isinstance(studio.app.screen, LintDialog)
        assert "20 % has no label" in studio.dialog_text()
        assert studio.canvas.outlined.pixels == 800
        await studio.press("enter")
        await settled(studio)
        assert isinstance(studio.app.screen, Trial)
        await studio.press("enter")
        assert (studio.desk.labels > 0).all()
        await studio.press("u")
        np.testing.assert_array_equal(studio.desk.labels, before)


async def test_lint_says_what_only_a_hand_can_mend(room: OpenRoom) -> None:
    async with room() as studio:
        labels = studio.desk.labels.copy()
        labels[5:12, 20:30] = HOUSE
        studio.desk.replace_labels("house", labels)
        await studio.press("I")
        await settled(studio)
        assert "house stands on the sky" in studio.dialog_text()
        studio.app.screen.query_one(OptionList).action_select()
        await settled(studio)
        assert studio.app.screen is studio.screen


async def noted(studio: Room, text: str, *, is_there: bool = True) -> bool:
    """Whether the last line says so, or says so no more, before long."""
    for _ in range(200):
        await studio.pilot.pause(0.05)
        if (text in studio.line("status")) == is_there:
            return True
    return False


@pytest.mark.parametrize("by_mouse", [True, False])
async def test_a_resting_hand_is_told_how_much_there_is_to_look_at(room: OpenRoom, by_mouse: bool) -> None:
    async with room() as studio:
        assert "note" not in studio.line("status")
        labels = np.full_like(studio.desk.labels, SKY)
        labels[50:] = SEA
        labels[20:30, 20:30] = HOUSE
        labels[:, 40:60] = 0
        studio.screen.drawn(studio.desk.replace_labels("made up", labels))
        assert await noted(studio, "notes I")
        count = int(studio.line("status").partition(" notes")[0].split()[-1])
        if by_mouse:
            await studio.pilot.click("#status", offset=(studio.line("status").index("notes"), 0))
        else:
            await studio.press("I")
        await settled(studio)
        assert isinstance(studio.app.screen, LintDialog)
        assert studio.app.screen.query_one(OptionList).option_count == count
        await studio.press("escape", "u")
        assert await noted(studio, "notes", is_there=False)
