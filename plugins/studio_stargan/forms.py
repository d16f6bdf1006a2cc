"""The forms that StarGAN's generator comes in; imports no torch, so that recipes can name them."""

from __future__ import annotations

INSTANCE, BATCH = "instance", "batch"
NORMS = (INSTANCE, BATCH)
PICTURE, CHANGE = "picture", "change"
OUTPUTS = (PICTURE, CHANGE)
