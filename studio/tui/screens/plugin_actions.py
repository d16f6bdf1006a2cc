"""From the canvas to the plugins and back; what they bring now is offered at once."""

from __future__ import annotations

from studio.tui.screens.desk_screen import DeskScreen
from studio.tui.screens.plugins_screen import PluginsScreen


class PluginActions(DeskScreen):
    """The key that shows the plugins."""

    def action_plugins(self) -> None:
        """What is installed, and what is wrong with it."""
        self.canvas.lift_pen()

        def back(is_changed: bool | None) -> None:
            if is_changed:
                self.run_worker(self._list_generators(), group="generators")
                self.asked()

        self.app.push_screen(PluginsScreen(self.services), back)
