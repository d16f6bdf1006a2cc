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

STUDIO_LIGHT = Theme(
    name="studio-light",
    dark=False,
    primary="#3f6f9f",
    secondary="#4f7f7f",
    accent="#8a4b00",
    warning="#a64400",
    error="#a63a20",
    success="#3f7f4f",
    foreground="#242424",
    background="#f2f0ea",
    surface="#dedbd2",
    panel="#e8e5dd",
    variables={
        "text-muted": "#5c5c5c",
        **{
            f"curve-{number}": colour
            for number, colour in enumerate(
                ("#8a5a00", "#1f6f9f", "#3f7f3f", "#a04a20", "#6f3f9f", "#1f7f7f", "#9f3f6f", "#5c5c5c")
            )
        },
    },
)
"""The same room by day."""

STUDIO_CONTRAST = Theme(
    name="studio-contrast",
    dark=True,
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffaf00",
    error="#ff8787",
    success="#87ff87",
    foreground="#ffffff",
    background="#000000",
    surface="#303030",
    panel="#000000",
    variables={
        "text-muted": "#d0d0d0",
        **{f"curve-{number}": colour for number, colour in enumerate(CURVES)},
    },
)
"""For weak eyes and weak screens."""

THEMES = (STUDIO_THEME, STUDIO_LIGHT, STUDIO_CONTRAST)
