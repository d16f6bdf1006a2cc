"""The studio's screen, put together: the desk, and all that keys do."""

from __future__ import annotations

from studio.tui.screens.compare_actions import CompareActions
from studio.tui.screens.lint_notes import LintNotes
from studio.tui.screens.mini_map_actions import MiniMapActions
from studio.tui.screens.plugin_actions import PluginActions
from studio.tui.screens.reading_actions import ReadingActions
from studio.tui.screens.reference_actions import ReferenceActions
from studio.tui.screens.run_actions import RunActions
from studio.tui.screens.self_actions import SelfActions
from studio.tui.screens.stamp_actions import StampActions
from studio.tui.screens.terminal_actions import TerminalActions
from studio.tui.screens.tool_actions import ToolActions
from studio.tui.screens.version_actions import VersionActions


class StudioScreen(
    VersionActions,
    ToolActions,
    ReadingActions,
    LintNotes,
    ReferenceActions,
    StampActions,
    MiniMapActions,
    CompareActions,
    RunActions,
    PluginActions,
    SelfActions,
    TerminalActions,
):
    """Everything of `studio.tui.keymap` has its action here."""
