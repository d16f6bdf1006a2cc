"""The hands that can draw the world; importing this costs nothing."""

from __future__ import annotations

HANDS = ("ink", "poster", "watercolour")
