"""Stamps: ready-made ones and one's own, taken into the hand; and a selection kept as one."""

from __future__ import annotations

from rich.text import Text

from studio.drawing.clipping import Clipping
from studio.drawing.pieces import PIECES
from studio.errors import StudioError
from studio.terminal.safe_text import clean
from studio.tui.screens.drawing_actions import DrawingActions
from studio.tui.screens.picker import Choice
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.stamp_picker import StampPicker

KEEP, OWN = "keep:", "own:"


class StampActions(DrawingActions):
    """The keys of stamps."""

    def action_stamps(self) -> None:
        """Choose a stamp."""
        self.put_pen_away()
        texts = self.texts
        own = [Choice(OWN + name, Text(clean(name)), name.lower()) for name in self.services.stamps.names()]
        ready = [Choice(name, Text(texts(f"piece.{name}")), f"{name} {texts(f'piece.{name}')}") for name in PIECES]
        keep = [Choice(KEEP, Text(texts("stamps.keep"), style="italic"), texts("stamps.keep").lower())]
        choices = [*ready, *own, *(keep if self._in_hand() else [])]
        picker = StampPicker(
            choices,
            self._stamp,
            lambda choice: self.services.stamps.remove(choice.removeprefix(OWN)),
            texts,
            own=[choice.id for choice in own],
            chosen="tree",
        )
        self.app.push_screen(picker, self._take_stamp)

    def action_keep_stamp(self) -> None:
        """Keep what is selected, or was copied, as a stamp."""
        clipping = self._in_hand()
        if clipping is None:
            self.say("select.nothing")
            return
        confirmed: list[str] = []

        def accept(name: str) -> str | None:
            stamps = self.services.stamps
            try:
                if stamps.path_of(name).exists() and name not in confirmed:
                    confirmed.append(name)
                    return self.texts("stamps.exists", name=name)
                path = stamps.keep(name, clipping)
            except StudioError as error:
                return str(error)
            self.say("stamps.kept", name=name, path=path)
            return None

        prompt = Prompt(self.texts("stamps.name"), self.texts("dialog.keys"), accept, explains="explain.stamps")
        self.app.push_screen(prompt)

    def _in_hand(self) -> Clipping | None:
        """What is selected, or else what was copied."""
        desk = self.desk
        return desk.clipping if desk.selection.is_empty else Clipping.cut(desk.labels, desk.selection)

    def _stamp(self, choice: str) -> Clipping | None:
        if choice == KEEP:
            return self._in_hand()
        if choice.startswith(OWN):
            return self.services.stamps.open(choice.removeprefix(OWN))
        return PIECES[choice].clipping

    def _take_stamp(self, choice: str | None) -> None:
        if choice == KEEP:
            self.action_keep_stamp()
        elif choice is not None:
            try:
                clipping = self._stamp(choice)
            except StudioError as error:
                self.say("stamps.unreadable", message=error)
                return
            if clipping is not None:
                short = min(self.desk.labels.shape)
                share = PIECES[choice].share if choice in PIECES else None
                side = round(short * share) if share else min(clipping.side, short)
                self.desk.hold_clipping(clipping, side)
                self.say("stamps.held")
                self.show_tool()
