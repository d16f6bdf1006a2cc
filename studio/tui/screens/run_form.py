"""The form that begins a training run; what is wrong with it stands in it, in one line."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from studio.errors import StudioError
from studio.locale import Texts
from studio.terminal.safe_text import clean
from studio.tui.background import in_background
from studio.tui.run_choices import generators, presets_of
from studio.tui.run_commands import RunCommands, Wish
from studio.tui.screens.dialog import Dialog, QuietInput
from studio.tui.screens.prompt import LONGEST_LINE
from studio.tui.widgets.choice_field import ChoiceField

LONGEST_FAULT = 300
FIELDS = ("generator", "preset", "data", "minutes", "name", "settings")


class RunForm(Dialog[str]):
    """Answers with the name of the run that began; Esc leaves one that is beginning to itself."""

    explains = "explain.run_form"
    BINDINGS: ClassVar[list[BindingType]] = [
        # At once, so that what is typed ahead reaches the field it is meant for.
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
        Binding("enter", "begin", show=False),
    ]
    DEFAULT_CSS = """
    RunForm {
        & .field { height: 1; }
        & .name { width: 14; color: $text-muted; }
        & Input, & ChoiceField { width: 1fr; }
        & #fault { margin-top: 1; height: auto; }
    }
    """

    def __init__(self, commands: RunCommands, texts: Texts) -> None:
        super().__init__(texts("runs.form.title"), texts("runs.form.keys"))
        self._commands = commands
        self._texts = texts
        self._is_beginning = False

    def content(self) -> list[Widget]:
        names = generators()
        widgets: dict[str, Widget] = {
            "generator": ChoiceField(names, id="generator"),
            "preset": ChoiceField(presets_of(names[0]), id="preset"),
            "data": self._line("data", ""),
            "minutes": self._line("minutes", "60"),
            "name": self._line("name", ""),
            "settings": self._line("settings", ""),
        }
        rows: list[Widget] = [
            Horizontal(Static(self._texts(f"runs.form.{name}"), classes="name"), widget, classes="field")
            for name, widget in widgets.items()
        ]
        return [*rows, Static("", id="fault", markup=False)]

    def on_choice_field_changed(self, message: ChoiceField.Changed) -> None:
        if message.field.id == "generator":
            self.query_one("#preset", ChoiceField).offer(presets_of(message.value))
        self._tell("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._tell("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        """Begin the run; the form waits until it trains, or until it is known why it doesn't."""
        if not self._is_beginning:
            self._is_beginning = True
            self._tell(self._texts("runs.form.beginning"))
            self.run_worker(self._begin(self._wish()), group="begin")

    async def _begin(self, wish: Wish) -> None:
        try:
            name = await in_background(lambda: self._commands.begin(wish))
        except StudioError as fault:
            self._tell(" ".join(str(fault).split()))
        else:
            self.dismiss(name)
        finally:
            self._is_beginning = False

    def _wish(self) -> Wish:
        generator, preset = (self.query_one(f"#{name}", ChoiceField).value for name in FIELDS[:2])
        data, minutes, name, settings = (self.query_one(f"#{field}", Input).value.strip() for field in FIELDS[2:])
        return Wish(generator, preset, data, minutes, name, settings)

    def _tell(self, message: str) -> None:
        self.query_one("#fault", Static).update(Text(clean(message)[:LONGEST_FAULT]))

    def _line(self, name: str, value: str) -> Input:
        return QuietInput(value, placeholder=self._texts(f"runs.form.{name}.empty"), id=name, max_length=LONGEST_LINE)
