"""Writing a drawing in the format that its file's name asks for, and saying what that format can't hold."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from studio.errors import InputError
from studio.sketch.atomic import check_writable, write_atomically
from studio.sketch.document import DEFAULT_CHAIN
from studio.sketch.formats.export import Export
from studio.sketch.formats.label_maps import merged_labels


@dataclass(frozen=True)
class Ending:
    """One ending of a file's name: what is written, by which function, and which parts of a drawing it keeps."""

    what: str
    writer: str
    keeps: frozenset[str]
    reopens: bool = True


ALL = frozenset({"labels", "picture", "settings", "photograph"})

# The longest ending that fits a name is the one that is meant.
ENDINGS = {
    ".labels.png": Ending("label ids, as training takes them", "label_maps:as_label_png", frozenset({"labels"})),
    ".spade.png": Ending("SPADE's layout: id-1, 255 for none", "label_maps:as_spade_png", frozenset({"labels"}), False),
    ".png": Ending("the drawing inside of its picture", "label_maps:as_sketch", ALL),
    ".ora": Ending("OpenRaster, for Krita and GIMP", "openraster:as_openraster", ALL),
    ".mat": Ending("MATLAB, as SIFT Flow has label maps", "label_maps:as_mat", frozenset({"labels"})),
    ".svg": Ending("the canvas as a drawing of areas", "vector:as_svg", frozenset({"labels"}), False),
    ".ans": Ending("the canvas as text for a terminal: cat it", "text:as_ansi", frozenset({"labels"}), False),
    ".gif": Ending("the strokes as a film", "film:as_gif", frozenset({"labels"}), False),
}

_PARTS = {
    "picture": "the picture",
    "settings": "how the picture is made (generators, seed, style)",
    "photograph": "the photograph behind the labels",
}


def ending_of(path: Path) -> str | None:
    """Which of ENDINGS a name has, None where it has another."""
    name = path.name.lower()
    return max((ending for ending in ENDINGS if name.endswith(ending)), key=len, default=None)


def export(path: Path, what: Export) -> None:
    """Write a drawing to a file, whole or not at all, in the format of its name's ending.

    InputError for an ending that isn't known, a place that can't be written, or what the format can't hold.
    """
    ending = ending_of(path)
    if ending is None:
        raise InputError(f"{path}: a drawing's name ends in {', '.join(ENDINGS)}")
    check_writable(path)
    module, _, function = ENDINGS[ending].writer.partition(":")
    write_atomically(path, getattr(import_module(f"studio.sketch.formats.{module}"), function)(what))


def losses(path: Path, what: Export) -> list[str]:
    """What of a drawing the format of a file's name can't hold, each in words that follow "left out: "."""
    ending = ENDINGS[ending_of(path) or ".png"]
    there = {
        "picture": what.picture is not None,
        "settings": what.sketch.chain != DEFAULT_CHAIN or bool(what.sketch.seed) or what.sketch.style is not None,
        "photograph": what.sketch.photograph is not None,
    }
    lost = [_PARTS[part] for part, is_there in there.items() if is_there and part not in ending.keeps]
    if what.values:
        lost += merged_labels(what)
    if not ending.reopens:
        lost.append("the way back: it can't be opened as a drawing")
    return lost
