"""Other vocabularies and how they map onto ours."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from studio.errors import InputError
from studio.label_sets.label_set import LabelSet

LABEL_SETS = ("landscape", "coco", "ade20k", "siftflow", "contest", "cityscapes")
"""The names that `--labels` takes, beside those of sets that were added."""

_added: dict[str, LabelSet] = {}


def label_set(name: str) -> LabelSet:
    """The label set called `name`; InputError lists those there are. A set's table is loaded when first asked for."""
    if name in _added:
        return _added[name]
    if name not in LABEL_SETS:
        raise InputError(f"there is no label set {name}; there are {', '.join((*LABEL_SETS, *_added))}")
    return _of_ours(name)


def add_label_set(labels: LabelSet) -> None:
    """Let `label_set` find one more set, for this process; ours keep their names."""
    if labels.name not in LABEL_SETS:
        _added[labels.name] = labels


@cache
def _of_ours(name: str) -> LabelSet:
    return LabelSet(name, getattr(import_module(f"studio.label_sets.{name}"), name.upper()))


__all__ = ["LABEL_SETS", "LabelSet", "add_label_set", "label_set"]
