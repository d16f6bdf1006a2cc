"""The studio about itself: help of the part under the pointer, settings, the first steps, samples, credits."""

from __future__ import annotations

from studio_room import OpenRoom
from textual.command import CommandPalette
from textual.events import MouseScrollDown
from textual.widgets import OptionList

from studio.labels import LANDSCAPE
from studio.tui.screens.help import HelpScreen
from studio.tui.screens.prompt import Prompt


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
        assert "Blender Foundation" in studio.dialog_text()
        assert "David Revoy" in studio.dialog_text()
        assert "Wischofsky" in studio.dialog_text()
        await studio.press("escape")
        assert studio.app.screen is studio.screen


async def test_every_action_is_reached_by_the_mouse_alone(room: OpenRoom) -> None:
    async with room() as studio:
        await studio.pilot.click("#status", offset=(studio.line("status").index(": all") + 2, 0))
        await studio.pilot.pause()
        palette = studio.app.screen
        assert isinstance(palette, CommandPalette)
        for _ in range(100):
            if palette.query_one(OptionList).option_count:
                break
            await studio.pilot.pause(0.02)
        for _ in range(100):  # turn the wheel until it is seen
            lines = studio.dialog_text().splitlines()
            place = next((line for line, text in enumerate(lines) if "Reference picture under" in text), None)
            if place is not None:
                break
            await studio.pilot._post_mouse_events([MouseScrollDown], OptionList, (3, 2))
            await studio.pilot.pause()
        await studio.pilot.click(offset=(lines[place].index("Reference"), place))
        await studio.pilot.pause(0.1)
        assert isinstance(studio.app.screen, Prompt)
