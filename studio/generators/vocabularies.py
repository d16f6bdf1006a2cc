"""Label sets that plugins bring, made known when a map is to be read with one."""

from __future__ import annotations

from studio.generators import host
from studio.generators.label_set_json import from_json
from studio.label_sets import LABEL_SETS, add_label_set


def make_known(name: str) -> None:
    """Let `studio.label_sets.label_set(name)` find the set where a plugin brings it; nothing where none does."""
    if name in LABEL_SETS:
        return
    for plugin in host.plugins():
        for facts in plugin.description.vocabularies:
            if facts["name"] == name:
                add_label_set(from_json(facts))
                return
