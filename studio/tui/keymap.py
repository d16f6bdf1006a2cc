"""Every key of the studio, in one table: the bindings, the help and the command palette are made from it.

No action hangs on Ctrl-J, M, I, H, B, A, S or O alone, nor on Ctrl-Shift: terminals, multiplexers and flow control take
those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType

LABEL_KEYS = "1234567890-="
"""The keys of a page of labels, in order."""


@dataclass(frozen=True, slots=True)
class Key:
    """One action: the keys that do it, how they are written on the screen, and the text that tells what it does."""

    keys: str
    shown: str
    action: str
    text: str
    group: str
    is_command: bool = True


DRAWING = (
    Key("d", "d", "toolbox", "do.toolbox", "group.draw"),
    Key("b", "b", "tool('brush')", "do.brush", "group.draw"),
    Key("e", "e", "erase", "do.eraser", "group.draw"),
    Key("l", "l", "tool('line')", "do.line", "group.draw"),
    Key("L", "L", "tool('polyline')", "do.polyline", "group.draw"),
    Key("D", "D", "tool('rectangle')", "do.rectangle", "group.draw"),
    Key("f", "f", "tool('fill')", "do.fill", "group.draw"),
    Key("F", "F", "tool('swap')", "do.swap", "group.draw"),
    Key("z", "z", "tool('select')", "do.select", "group.draw"),
    Key("Y", "Y", "copy", "do.copy", "group.draw"),
    Key("Z", "Z", "stamps", "do.stamps", "group.draw"),
    Key("quotation_mark", '"', "keep_stamp", "do.keep_stamp", "group.draw"),
    Key("X", "X", "mirror", "do.mirror", "group.draw"),
    Key("delete,backspace", "Del", "remove", "do.remove", "group.draw"),
    Key("k", "k", "symmetry", "do.symmetry", "group.draw"),
    Key("B", "B", "brush_shape", "do.brush_shape", "group.draw"),
    Key("left_square_bracket", "[", "size(-1)", "do.smaller", "group.draw"),
    Key("right_square_bracket", "]", "size(1)", "do.larger", "group.draw"),
    Key("N", "N", "naturalise", "do.naturalise", "group.draw"),
    Key("I", "I", "lint", "do.lint", "group.draw"),
    Key("plus", "+", "zoom(1)", "do.zoom_in", "group.draw"),
    Key("underscore", "_", "zoom(-1)", "do.zoom_out", "group.draw"),
    Key("M", "M", "mini_map", "do.mini_map", "group.draw"),
    Key("f6", "F6", "reference", "do.reference", "group.draw"),
    Key("backslash", "\\", "reference_strength", "do.reference_strength", "group.draw"),
    Key("f7", "F7", "read_reference", "do.read_reference", "group.draw"),
    Key("u", "u", "undo", "do.undo", "group.draw"),
    Key("U,ctrl+r", "U Ctrl-R", "redo", "do.redo", "group.draw"),
    Key("x", "x", "clear", "do.clear", "group.draw"),
    Key("c", "c", "scene", "do.scene", "group.draw"),
)

LABELS = (
    *(
        Key(key, "1 … 9 0 - =" if key == "1" else "", f"label({place})", "do.label", "group.labels", is_command=False)
        for place, key in enumerate(LABEL_KEYS)
    ),
    Key("tab", "Tab", "page", "do.page", "group.labels"),
    Key("apostrophe,slash", "' /", "find", "do.find", "group.labels"),
    Key("comma", ",", "step_label(-1)", "do.previous_label", "group.labels"),
    Key("full_stop", ".", "step_label(1)", "do.next_label", "group.labels"),
    Key("i", "i", "pick", "do.pick", "group.labels"),
)

KEYBOARD = (
    Key("up", "↑ ↓ ← →", "cursor(-1, 0)", "do.cursor", "group.keyboard", is_command=False),
    Key("down", "", "cursor(1, 0)", "do.cursor", "group.keyboard", is_command=False),
    Key("left", "", "cursor(0, -1)", "do.cursor", "group.keyboard", is_command=False),
    Key("right", "", "cursor(0, 1)", "do.cursor", "group.keyboard", is_command=False),
    Key("shift+up", "Shift ↑ ↓ ← →", "cursor(-8, 0)", "do.leap", "group.keyboard", is_command=False),
    Key("shift+down", "", "cursor(8, 0)", "do.leap", "group.keyboard", is_command=False),
    Key("shift+left", "", "cursor(0, -8)", "do.leap", "group.keyboard", is_command=False),
    Key("shift+right", "", "cursor(0, 8)", "do.leap", "group.keyboard", is_command=False),
    Key("space", "Space", "pen", "do.pen", "group.keyboard", is_command=False),
    Key("enter", "Enter", "dab", "do.dab", "group.keyboard", is_command=False),
    Key("escape", "Esc", "cancel", "do.cancel", "group.keyboard", is_command=False),
    Key("j", "j", "jump", "do.jump", "group.keyboard"),
    Key("m", "m", "mark", "do.mark", "group.keyboard"),
    Key("grave_accent", "`", "go_to_mark", "do.go_to_mark", "group.keyboard"),
    Key("semicolon", ";", "count", "do.count", "group.keyboard"),
)

KEYMAP = (
    Key("g", "g", "generator", "do.generator", "group.picture"),
    Key("G", "G", "choose_generator", "do.choose_generator", "group.picture"),
    Key("a", "a", "chain", "do.chain", "group.picture"),
    Key("A", "A", "unchain", "do.unchain", "group.picture"),
    Key("s", "s", "seed", "do.seed", "group.picture"),
    Key("S", "S", "choose_seed", "do.choose_seed", "group.picture"),
    Key("h", "h", "option('hour', 1)", "do.hour", "group.picture"),
    Key("H", "H", "option('hour', -1)", "do.hour_back", "group.picture"),
    Key("t", "t", "option('season', 1)", "do.season", "group.picture"),
    Key("T", "T", "option('season', -1)", "do.season_back", "group.picture"),
    Key("O", "O", "options", "do.options", "group.picture"),
    Key("asterisk", "*", "style_picture", "do.style_picture", "group.picture"),
    Key("at", "@", "domain", "do.domain", "group.picture"),
    Key("Q", "Q", "wall", "do.wall", "group.picture"),
    Key("E", "E", "sheet", "do.sheet", "group.picture"),
    Key("J", "J", "results", "do.results", "group.picture"),
    Key("C", "C", "compare", "do.compare", "group.picture"),
    Key("p", "p", "panes", "do.panes", "group.picture"),
    Key("P", "P", "graphics", "do.graphics", "group.picture"),
    Key("r", "r", "again", "do.again", "group.picture"),
    Key("R", "R", "runs", "do.runs", "group.picture"),
    Key("w", "w", "save", "do.save", "group.file"),
    Key("W", "W", "save_as", "do.save_as", "group.file"),
    Key("o", "o", "open", "do.open", "group.file"),
    Key("v", "v", "snapshot", "do.snapshot", "group.file"),
    Key("V", "V", "versions", "do.versions", "group.file"),
    Key("K", "K", "keep_pair", "do.keep_pair", "group.file"),
    Key("n", "n", "untitled", "do.untitled", "group.file"),
    Key("y", "y", "bring_home", "do.bring_home", "group.file"),
    Key("q,ctrl+q,ctrl+c", "q Ctrl-Q", "quit_studio", "do.quit", "group.file"),
    Key("ctrl+z", "Ctrl-Z", "suspend", "do.suspend", "group.file"),
    Key("f2", "F2", "settings", "do.settings", "group.file"),
    Key("f3", "F3", "tour", "do.tour", "group.file"),
    Key("f4", "F4", "gallery", "do.gallery", "group.file"),
    Key("f9", "F9", "plugins", "do.plugins", "group.file"),
    Key("f5", "F5", "about", "do.about", "group.file"),
    Key("f1,question_mark", "F1 ?", "help", "do.help", "group.file"),
    Key("colon", ": Ctrl-P", "commands", "do.commands", "group.file"),
)

ALL_KEYS = (*DRAWING, *LABELS, *KEYBOARD, *KEYMAP)


def bindings(keys: Sequence[Key] = ALL_KEYS) -> list[BindingType]:
    """A table as Textual's bindings; actions without a key have none."""
    return [Binding(key.keys, key.action, key.text, show=False) for key in keys if key.keys]


def action_of(key: str, keys: Sequence[Key] = ALL_KEYS) -> str:
    """The action of a key, "" where it has none."""
    return next((one.action for one in keys if key in one.keys.split(",")), "")


def help_rows(keys: Sequence[Key] = ALL_KEYS) -> dict[str, list[Key]]:
    """By group of the help, the keys that are written there."""
    groups: dict[str, list[Key]] = {}
    for key in keys:
        if key.shown:
            groups.setdefault(key.group, []).append(key)
    return groups
