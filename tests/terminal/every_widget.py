"""Shows text with bad intentions in every kind of widget that the studio or Textual has, one text after the other.

Arguments: how many random texts follow the payloads, how many are shown at once; "bare" for Textual as it comes.
"""

from __future__ import annotations

import asyncio
import sys

from payloads import PAYLOADS, random_text
from rich.text import Text
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import (
    Button,
    DataTable,
    Header,
    Input,
    Label,
    ListItem,
    ListView,
    Log,
    Markdown,
    OptionList,
    RichLog,
    Select,
    Static,
    TabbedContent,
    TabPane,
    TextArea,
    Tree,
)
from textual.widgets.option_list import Option

from studio.terminal.safe_lines import SafeApp
from studio.tui.widgets.parts import Part, Parts

SECONDS_EACH = 0.02


class EveryWidget(App[None] if "bare" in sys.argv else SafeApp):  # type: ignore[misc]
    """All widgets on one screen."""

    CSS = "* { height: auto; max-height: 2; } Screen { overflow: hidden; height: 100%; max-height: 100%; }"

    def compose(self) -> ComposeResult:
        yield Header()
        yield Parts(id="parts")
        yield Static(id="static")
        yield Static(id="plain", markup=False)
        yield Label(id="label")
        yield Button("x", id="button")
        yield Input(id="input")
        yield TextArea(id="area")
        yield OptionList(id="options")
        yield ListView(ListItem(Label("x")), id="list")
        yield Log(id="log")
        yield RichLog(id="rich")
        yield Markdown(id="markdown")
        yield Select([("x", 1)], id="select")
        yield DataTable(id="table")
        yield Tree("x", id="tree")
        with TabbedContent(id="tabs"):
            yield TabPane("x", id="pane")

    async def on_mount(self) -> None:
        self.query_one(DataTable).add_columns("a", "b")
        self.run_worker(self._show_all())

    async def _show_all(self) -> None:
        texts = [*PAYLOADS, *(random_text(number) for number in range(int(sys.argv[1])))]
        for first in range(0, len(texts), int(sys.argv[2])):
            await self._show("<{}>".format("> <".join(texts[first : first + int(sys.argv[2])])))
            await asyncio.sleep(SECONDS_EACH)
        self.exit(message="all shown")

    async def _show(self, text: str) -> None:
        self.title = self.sub_title = text
        self.query_one(Parts).put([Part(text)], [Part(text, "warning")])
        self.query_one("#static", Static).update(Text(text))
        self.query_one("#plain", Static).update(text)
        self.query_one(Label).update(Content(text))
        self.query_one(Button).label = Content(text)
        self.query_one(Input).value = text
        self.query_one(Input).placeholder = text
        self.query_one(TextArea).text = text
        self.query_one(OptionList).clear_options().add_option(Option(Text(text)))
        self.query_one(Log).write_line(text)
        self.query_one(RichLog).write(Text(text))
        self.query_one(Select).set_options([(Text(text), 1)])
        self.query_one(DataTable).clear().add_row(Text(text), Text(text))
        self.query_one(Tree).root.set_label(Text(text))
        self.query_one(TabbedContent).get_tab("pane").label = Content(text)
        self.notify(text, markup=False, timeout=0.1)
        await self.query_one(Markdown).update(text)


if __name__ == "__main__":
    EveryWidget().run()
