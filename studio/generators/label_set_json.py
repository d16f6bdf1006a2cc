"""A plugin's label sets: checked where they are made, and as JSON between the processes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from studio.label_sets import LABEL_SETS
from studio.label_sets.label_set import Entry, LabelSet
from studio.labels import LANDSCAPE

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_KEYS = {label.key for label in LANDSCAPE}


def fault_of(labels: Any) -> str:
    """What is wrong with what `studio_vocabularies` returned, in one line; "" where nothing is."""
    if not isinstance(labels, LabelSet):
        return f"studio_vocabularies returned a {type(labels).__name__} instead of a LabelSet"
    if not isinstance(labels.name, str) or not _NAME.fullmatch(labels.name) or labels.name in LABEL_SETS:
        return (
            f"label set {str(labels.name)[:40]}: its name must be 1 to 32 of a-z, 0-9 and -, and none of the studio's"
        )
    for entry in labels.entries:
        if not isinstance(entry, Entry) or not isinstance(entry.raw, int) or not 0 <= entry.raw <= 255:
            return f"label set {labels.name}: its values must be Entries from 0 to 255"
        if entry.key not in _KEYS:
            return f"label set {labels.name}: {entry.name} stands for {entry.key}, and no label of ours is called that"
    return "" if labels.entries else f"label set {labels.name}: it has no labels"


def to_json(labels: LabelSet) -> dict[str, Any]:
    """The set in what `json.dumps` can write."""
    return {"name": labels.name, "entries": [asdict(entry) for entry in labels.entries]}


def from_json(facts: Mapping[str, Any]) -> LabelSet:
    """The set that `to_json` wrote."""
    entries = [Entry(**{**entry, "rgb": tuple(entry["rgb"]) if entry["rgb"] else None}) for entry in facts["entries"]]
    return LabelSet(str(facts["name"]), entries)
