"""The studio's own colours: a dim room, so that the drawing and its picture are the light in it."""

from __future__ import annotations

from textual.theme import Theme

CURVES = ("#ffd787", "#5fafd7", "#87af87", "#d7875f", "#af87d7", "#87d7d7", "#d787af", "#b2b2b2")
"""Of loss curves, one after another; told apart by lightness too."""

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
    variables={
        "text-muted": "#8a8a8a",
        **{f"curve-{number}": colour for number, colour in enumerate(CURVES)},
    },
)
