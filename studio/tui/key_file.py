"""Keys of one's own: `keys.toml` gives actions other keys, and what can't work is said.

# keys.toml: the action as `studio keys` and F1 name it, and its keys
"tool('line')" = ["n"]
undo = ["ctrl+u", "u"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.tui.keymap import ALL_KEYS, Key

FILE_NAME = "keys.toml"

_UNSENDABLE = re.compile(r"(ctrl|alt|super|meta)\+shift\+.*|(super|meta|hyper)\+.*|ctrl\+[jmih]")
"""Keys that terminals don't send, or send as another one (Enter, Tab, Backspace)."""

_TAKEN = re.compile(r"ctrl\+[absoqcz]")
"""Keys that multiplexers, flow control or the studio itself take."""


@dataclass(frozen=True)
class KeyWarning:
    """What is wrong with a line of the file: a text's key and what it is about."""

    text: str
    key: str
    action: str


def load_keys(folder: Path) -> tuple[tuple[Key, ...], list[KeyWarning]]:
    """The keymap with the changes of a folder's file, and what is wrong with them.

    A key that two actions want goes to the action of the file; of two in the file to the first.
    """
    try:
        written = tomllib.loads((folder / FILE_NAME).read_text("utf-8"))
    except FileNotFoundError:
        return ALL_KEYS, []
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ALL_KEYS, [KeyWarning("keys.unreadable", FILE_NAME, str(error).splitlines()[0])]
    return rebound(written)


def rebound(written: dict[str, object]) -> tuple[tuple[Key, ...], list[KeyWarning]]:
    """The keymap with other keys for some actions."""
    warnings: list[KeyWarning] = []
    actions = {key.action for key in ALL_KEYS}
    taken: dict[str, str] = {}
    wanted: dict[str, list[str]] = {}
    for action, value in written.items():
        keys = [value] if isinstance(value, str) else value
        if action not in actions or not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            warnings.append(KeyWarning("keys.unknown", "", action))
            continue
        wanted[action] = []
        for key in keys:
            if key in taken:
                warnings.append(KeyWarning("keys.twice", key, action))
            elif _UNSENDABLE.fullmatch(key):
                warnings.append(KeyWarning("keys.unsendable", key, action))
            else:
                if _TAKEN.fullmatch(key):
                    warnings.append(KeyWarning("keys.taken", key, action))
                taken[key] = action
                wanted[action].append(key)
    return tuple(_rebound(key, wanted, taken, warnings) for key in ALL_KEYS), warnings


def _rebound(key: Key, wanted: dict[str, list[str]], taken: dict[str, str], warnings: list[KeyWarning]) -> Key:
    if key.action in wanted:
        return _with_keys(key, wanted[key.action])
    kept = [one for one in key.keys.split(",") if one not in taken]
    if len(kept) == len(key.keys.split(",")):
        return key
    if not kept:
        lost = next(one for one in key.keys.split(",") if one in taken)
        warnings.append(KeyWarning("keys.lost", lost, key.action))
    return _with_keys(key, kept)


def _with_keys(key: Key, keys: Sequence[str]) -> Key:
    return replace(key, keys=",".join(keys), shown=" ".join(keys) or "-")
