"""From our labels to another set's values: by the published name that fits best, and what stands in where none does."""

from __future__ import annotations

from studio.label_sets.label_set import LabelSet
from studio.labels import LANDSCAPE

# Where a set has several values for one of our labels, the first named here is meant.
_NAMES = {
    "tree": ("tree", "vegetation"),
    "bush": ("bush", "plant"),
    "rock": ("rock",),
    "dirt": ("dirt", "earth"),
    "road": ("road",),
    "lake": ("water-other", "water", "lake"),
    "building": ("building-other", "building"),
    "house": ("house",),
    "sand": ("sand",),
    "grass": ("grass", "terrain"),
    "bridge": ("bridge",),
    "river": ("river",),
}
# What a label becomes in a set that doesn't have it, in order of likeness.
_STAND_INS = {
    "cloud": ("sky",),
    "sun": ("sky",),
    "fog": ("cloud", "sky"),
    "mountain": ("hill", "tree"),
    "hill": ("mountain", "grass", "field"),
    "snow": ("sand", "dirt", "grass"),
    "rock": ("mountain", "dirt", "grass"),
    "field": ("grass",),
    "flower": ("grass",),
    "bush": ("tree",),
    "forest": ("tree",),
    "sand": ("dirt", "grass"),
    "dirt": ("sand", "grass"),
    "river": ("lake", "sea", "road"),
    "lake": ("river", "sea", "road"),
    "sea": ("lake", "river", "road"),
    "house": ("building",),
    "bridge": ("road", "building"),
}


def values_for_landscape(labels: LabelSet) -> dict[int, int]:
    """The set's value for each of our label ids, void included where the set has a value for nothing.

    Labels that it lacks take the likest that it has; `LabelSet.to_landscape` turns those into that label, not back.
    """
    own = {label.key: value for label in LANDSCAPE if (value := _own_value(labels, label.key)) is not None}
    values = {}
    for label in LANDSCAPE:
        found = [own[key] for key in (label.key, *_STAND_INS.get(label.key, ())) if key in own]
        if found:
            values[label.id] = found[0]
    return values


def _own_value(labels: LabelSet, key: str) -> int | None:
    """The value that the set has for our label `key` itself."""
    meant = [entry for entry in labels.entries if entry.key == key]
    if key == "void":
        meant = [entry for entry in meant if entry.name in ("void", "other", "unlabeled")]
    for name in _NAMES.get(key, ()):
        for entry in meant:
            if entry.name == name:
                return entry.raw
    return meant[0].raw if meant else None
