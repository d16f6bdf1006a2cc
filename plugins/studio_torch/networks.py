"""Which network a recipe of pictures trains; imports no torch, so that recipes can name them."""

from __future__ import annotations

PAPER, CHANGE = "paper", "change"
NETWORKS = (PAPER, CHANGE)
