"""All tools in a list; one letter, or a click, takes one."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from studio.locale import Texts
from studio.tui.screens.dialog import Dialog
from studio.tui.tools.toolbox import TOOLBOX


class ToolboxMenu(Dialog[str]):
    """Answers with the name of a tool."""

    explains = "explain.toolbox"
    DEFAULT_CSS = """
    ToolboxMenu {
        align: left middle;
        & > #box { width: 62; padding: 0 1; max-height: 100%; }
        & #title, & #hint { margin: 0; }
        & OptionList { max-height: 18; margin: 0; }
    }
    """

    def __init__(self, texts: Texts, held: str) -> None:
        super().__init__(texts("toolbox.title"), texts("toolbox.keys"))
        self._texts = texts
        self._held = held

    def content(self) -> list[Widget]:
        return [OptionList(*(Option(self._line(key, tool.name), id=tool.name) for key, tool in TOOLBOX.items()))]

    def on_mount(self) -> None:
        names = [tool.name for tool in TOOLBOX.values()]
        self.query_one(OptionList).highlighted = names.index(self._held)

    def on_key(self, event: events.Key) -> None:
        tool = TOOLBOX.get(event.key)
        if tool is not None:
            event.stop()
            self.dismiss(tool.name)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def _line(self, key: str, name: str) -> Text:
        return Text.assemble((key, "bold"), f"  {self._texts(f'do.{name}')}")
