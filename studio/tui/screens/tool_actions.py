"""What the hand holds: tools, their sizes and shapes, symmetry, what is selected."""

from __future__ import annotations

from studio.drawing.symmetry import Symmetry
from studio.tui.screens.drawing_actions import DrawingActions
from studio.tui.screens.toolbox_menu import ToolboxMenu


class ToolActions(DrawingActions):
    """The keys that change tools."""

    def action_tool(self, name: str) -> None:
        """Take a tool; a figure of several presses is finished first."""
        self.put_pen_away()
        self.desk.hold_tool(name)
        self.turn_to_label()
        self.show_tool()

    def action_toolbox(self) -> None:
        """Choose a tool from all there are."""
        menu = ToolboxMenu(self.texts, self.desk.tool.name)
        self.app.push_screen(menu, self._take_from_toolbox)

    def _take_from_toolbox(self, name: str | None) -> None:
        """Take a tool; which stamp is asked where none is in the hand, or where the tool is in it already."""
        if name is None:
            return
        wants_another = name == "stamp" and (self.desk.clipping is None or self.desk.tool.name == name)
        self.action_tool(name)
        if wants_another:
            self.call_later(self.run_action, "stamps")

    def action_erase(self) -> None:
        """Take the eraser, or the tool before it."""
        if self.desk.tool.name == "eraser":
            self.put_pen_away()
            self.desk.hold_tool_before()
            self.show_tool()
        else:
            self.action_tool("eraser")

    def action_brush_shape(self) -> None:
        """A round brush, or a square one."""
        self.desk.shape = "square" if self.desk.shape == "round" else "round"
        self.say(f"shape.{self.desk.shape}")
        self.show_tool()

    def action_symmetry(self) -> None:
        """Draw on both sides at once: left and right, over and under, both, neither."""
        self.put_pen_away()
        every = list(Symmetry)
        self.desk.symmetry = every[(every.index(self.desk.symmetry) + 1) % len(every)]
        self.say(f"symmetry.{self.desk.symmetry.value}")
        self.show_tool()

    def action_copy(self) -> None:
        """Take a copy of what is selected into the hand, as a stamp."""
        self.put_pen_away()
        if self.desk.copy_selection():
            self.say("stamp.copied")
            self.show_tool()
        else:
            self.say("select.nothing")

    def action_remove(self) -> None:
        """What is selected goes; its neighbours close the hole."""
        self.put_pen_away()
        if self.desk.selection.is_empty:
            self.say("select.nothing")
            return
        self.begin_counting()
        self.drawn(self.desk.remove_selection())

    def action_mirror(self) -> None:
        """Turn what is selected, or the whole map, left to right."""
        self.put_pen_away()
        self.begin_counting()
        self.drawn(self.desk.mirror())
        self.show_tool()
