"""A picture under the labels, to trace: laid there, shown and hidden, taken away. It is kept with the drawing."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from studio.errors import InputError
from studio.generators.requests import kept_photograph
from studio.labels import Picture
from studio.sketch.photographs import check_photograph, cut_to, open_photograph
from studio.tui.screens.desk_screen import DeskScreen
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.reference_menu import ReferenceMenu, next_strength

FIRST_STRENGTH = 50
LONGEST_OPENING_S = 60.0


class ReferenceActions(DeskScreen):
    """The keys of the reference picture."""

    def action_reference(self) -> None:
        """Lay a picture under the labels, or say what should become of the one there."""
        sketch = self.desk.sketch
        if sketch.photograph is None:
            self._ask_for_reference()
            return
        menu = ReferenceMenu(sketch.reference, self.texts, self._show_reference)
        self.app.push_screen(menu, self._do_with_reference)

    def action_reference_strength(self) -> None:
        """More of the reference; after the most of it, none."""
        sketch = self.desk.sketch
        if sketch.photograph is None:
            self.say("reference.none")
            return
        self._show_reference(next_strength(sketch.reference))
        self.say("reference.shown" if sketch.reference else "reference.hidden", percent=sketch.reference)

    def _do_with_reference(self, answer: str | None) -> None:
        if answer == "open":
            self._ask_for_reference()
        elif answer == "read":
            self.call_later(self.run_action, "read_reference")
        elif answer == "remove" and self.desk.sketch.from_photograph:
            self.say("reference.needed")
        elif answer == "remove":
            self.desk.set_reference(None, 0)
            self.asked()

    def _ask_for_reference(self) -> None:
        placeholder = self.texts("reference.placeholder")
        prompt = Prompt(
            self.texts("reference.which"),
            self.texts("dialog.keys"),
            self._take_reference,
            placeholder=placeholder,
            explains="explain.reference",
        )
        self.app.push_screen(prompt)

    def _take_reference(self, line: str) -> str | None:
        path = Path(os.path.expanduser(line))
        try:
            check_photograph(path)
        except InputError as error:
            return str(error)
        self.say("photo.reading", seconds=LONGEST_OPENING_S, path=path.name)
        self.run_worker(self._lay_reference(path), group="reference", exclusive=True)
        return None

    async def _lay_reference(self, path: Path) -> None:
        sketch = self.desk.sketch
        shape = sketch.labels.shape
        try:
            laid, is_cut = await asyncio.to_thread(_opened, path, shape)
        except InputError as error:
            self.say("photo.failed", message=error)
            return
        if self.desk.sketch is sketch:  # and not another drawing, opened meanwhile
            self.desk.set_reference(laid, FIRST_STRENGTH)
            self.asked()
            self.say("reference.cut" if is_cut else "reference.laid", path=path.name)

    def _show_reference(self, percent: int) -> None:
        self.desk.set_reference(self.desk.sketch.photograph, percent)
        self.asked()


def _opened(path: Path, shape: tuple[int, ...]) -> tuple[Picture, bool]:
    """The picture as it lies under a map of `shape` (H, W), and whether more than a sliver of it was cut off."""
    whole = open_photograph(path)
    cut = cut_to(whole, shape)
    return kept_photograph(cut).copy(), cut.size < 0.98 * whole.size
