"""Our own vocabulary as a label set: every id is itself, every colour the label's own."""

from __future__ import annotations

from studio.label_sets.label_set import Entry
from studio.labels import LANDSCAPE as VOCABULARY

LANDSCAPE = tuple(Entry(label.id, label.key, label.key, label.rgb) for label in VOCABULARY)
