"""The studio's own colours: a dim room, so that the drawing and its picture are the light in it."""

from __future__ import annotations

from textual.theme import Theme

STUDIO_THEME = Theme(
    name="studio",
    dark=True,
    primary="#5f87af",
    secondary="#87afaf",
    accent="#ffd787",
    warning="#ffaf5f",
    error="#d7875f",
    success="#87af87",
    foreground="#d0d0d0",
    background="#121212",
    surface="#262626",
    panel="#1c1c1c",
    variables={"text-muted": "#8a8a8a"},
)
