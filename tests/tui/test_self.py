"""The studio about itself: help of the part under the pointer, settings, the first steps, samples, credits."""

from __future__ import annotations

from studio_room import OpenRoom

from studio.labels import LANDSCAPE
from studio.tui.screens.help import HelpScreen


async def test_help_begins_with_the_part_under_the_pointer_and_the_tool_in_the_hand(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("D")
        await studio.pilot.hover("#picture", offset=(5, 5))
        await studio.press("f1")
        await studio.pilot.pause()
        assert isinstance(studio.app.screen, HelpScreen)
        assert "Picture: what the generator makes" in studio.dialog_text()
        assert "Rectangle, from corner to corner" in studio.dialog_text()


async def test_a_theme_is_seen_as_soon_as_it_is_chosen(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("f2", "down", "right", "escape")
        assert studio.app.theme == "studio-light"
        assert studio.app.screen is studio.screen
        assert studio.canvas.background_colors[1].brightness > 0.8


async def test_the_first_steps_wait_until_each_is_taken(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("f3")
        assert "1/6" in studio.line("status")
        await studio.press("9")
        await studio.pilot.pause(0.3)
        assert "2/6" in studio.line("status")
        await studio.drag((10, 5), (10, 30))
        await studio.pilot.pause(0.3)
        assert "3/6" in studio.line("status")
        await studio.press("u")
        await studio.pilot.pause(0.3)
        await studio.press("d", "m")
        await studio.pilot.pause(0.3)
        assert "5/6" in studio.line("status")
        await studio.press("f3")
        assert "/6" not in studio.line("status")
        assert studio.app.services.preferences.settings.tour == "no"


async def test_a_sample_opens_as_a_new_drawing(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.press("f4")
        assert "Fjord" in studio.dialog_text()
        await studio.press(*"winter", "enter")
        await studio.app.workers.wait_for_complete()
        assert studio.desk.path is None
        assert (studio.desk.labels == LANDSCAPE.id("snow")).mean() > 0.1


async def test_credits_name_licence_and_authors(room: OpenRoom) -> None:
    async with room(size=(100, 40)) as studio:
        await studio.press("f5")
        await studio.pilot.pause()
        assert "MIT" in studio.dialog_text()
        assert "Isola" in studio.dialog_text()
        await studio.press("escape")
        assert studio.app.screen is studio.screen
