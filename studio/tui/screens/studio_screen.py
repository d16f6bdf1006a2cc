"""The studio's screen, put together: the desk, and all that keys do."""

from __future__ import annotations

from studio.tui.screens.drawing_actions import DrawingActions
from studio.tui.screens.file_actions import FileActions
from studio.tui.screens.picture_actions import PictureActions
from studio.tui.screens.run_actions import RunActions


class StudioScreen(DrawingActions, PictureActions, RunActions, FileActions):
    """Everything of `studio.tui.keymap` has its action here."""
