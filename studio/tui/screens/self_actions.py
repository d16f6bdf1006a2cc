"""The studio about itself: help, settings, tour, gallery, credits."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

from rich.text import Text

from studio.errors import StudioError
from studio.sketch.files import open_sketch
from studio.tui.gallery import Sample, samples
from studio.tui.screens.file_actions import FileActions
from studio.tui.screens.help import HelpScreen
from studio.tui.screens.page import Page
from studio.tui.screens.picker import Choice, Picker
from studio.tui.screens.settings_dialog import SettingsDialog
from studio.tui.settings import FILE_NAME, Settings
from studio.tui.tour import State, Tour

PARTS = ("canvas", "picture", "title", "labels-0", "labels-1", "status")
TOUR_LOOKS_EVERY_S = 0.2


class SelfActions(FileActions):
    """The function keys."""

    _tour: Tour | None = None

    def on_mount(self) -> None:
        preferences = self.services.preferences
        self.set_interval(TOUR_LOOKS_EVERY_S, self._guide)
        if preferences.folder is not None and preferences.settings.tour == "yes":
            self.action_tour()
        for warning in preferences.key_warnings[:1]:
            self.say(warning.text, seconds=20, keys=warning.key, action=warning.action)
        if preferences.wrong:
            self.say("settings.wrong", seconds=20, names=", ".join(preferences.wrong))

    def action_help(self) -> None:
        """What the part under the pointer is, the tool in the hand, and all keys."""
        about = [self.texts(f"part.{self._focused_part()}"), self.texts(f"do.{self.desk.tool.name}")]
        self.app.push_screen(HelpScreen(self.texts, self.services.preferences.keys, about))

    def action_settings(self) -> None:
        """All settings."""
        preferences = self.services.preferences
        where = str(preferences.folder / FILE_NAME) if preferences.folder else ""
        self.app.push_screen(SettingsDialog(preferences.settings, self.texts, self._set, where))

    def action_tour(self) -> None:
        """Begin the first steps, or end them."""
        if self._tour is None:
            self._tour = Tour(State.of(self.desk))
            self._tell_step()
        else:
            self._end_tour("silence")

    def action_gallery(self) -> None:
        """Open one of the sketches that come along; a new drawing, so that nothing is overwritten."""
        found = {sample.path.stem: sample for sample in samples()}
        choices = [
            Choice(name, Text(self.texts.either(one.en, one.zh)), f"{one.en} {one.zh}".lower())
            for name, one in found.items()
        ]
        picker = Picker(self.texts("gallery.title"), self.texts("dialog.keys"), choices, chosen="")

        def picked(name: str | None) -> None:
            if name is not None:
                self._when_safe(lambda: self._lay_sample(found[name]))

        self.app.push_screen(picker, picked)

    def action_about(self) -> None:
        """What this is, who it is from, and what it was made with."""
        text = Text.assemble(
            (f"Sketch studio {version('sketch-studio')}\n\n", "bold"),
            self.texts("about.what"),
            "\n\n",
            (self.texts("about.credits") + "\n", "bold"),
            self.texts("about.credits.text"),
            "\n\n",
            (self.texts("help.close"), "dim"),
        )
        self.app.push_screen(Page(text))

    def _lay_sample(self, sample: Sample) -> None:
        try:
            self.keep_now()
            sketch = open_sketch(sample.path)
            sketch.chain = (replace(sketch.chain[0], options=dict(sample.options)), *sketch.chain[1:])
            opened, _ = self.services.keeper.begin_untitled(sketch)
        except (OSError, StudioError) as error:
            self.say("autosave_failed", message=error)
            return
        self._lay_on_desk(opened)

    def _focused_part(self) -> str:
        """The part under the pointer; the canvas, where the keyboard's cursor is, for all else."""
        part = next((part for part in PARTS if self.query_one(f"#{part}").mouse_hover), "canvas")
        return part.partition("-")[0]

    def _set(self, settings: Settings) -> None:
        try:
            self.services.preferences.change(settings)
        except OSError as error:
            self.say("autosave_failed", message=error.strerror or error)
        self.app.theme = settings.theme
        self.canvas.forget_lines()

    def _guide(self) -> None:
        if self._tour is not None and self._tour.see(State.of(self.desk)):
            if self._tour.is_over:
                self._end_tour("tour.over")
            else:
                self._tell_step()

    def _tell_step(self) -> None:
        if self._tour is not None:
            place, count = self._tour.place
            self.say(self._tour.text, seconds=3600, place=place, count=count)

    def _end_tour(self, key: str) -> None:
        self._tour = None
        self._set(replace(self.services.preferences.settings, tour="no"))
        self.say(key)
