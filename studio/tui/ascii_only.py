"""Nothing but ASCII goes to the screen: what else there is becomes its nearest relative of the same width."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color import blend_rgb
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_RELATIVES = str.maketrans(
    {
        **dict.fromkeys("─━═╌╍▔▁", "-"),
        **dict.fromkeys("│┃║▏▕╎▎▊▌▐", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝", "+"),
        **dict.fromkeys("·…‥", "."),
        **dict.fromkeys("●•■█▆▇", "*"),
        **dict.fromkeys("▸›▶→❯", ">"),
        **dict.fromkeys("‹◀←❮", "<"),
        **dict.fromkeys("↑▲", "^"),
        **dict.fromkeys("↓▼", "v"),
        **dict.fromkeys("×✕✗", "x"),
        **dict.fromkeys("–—‑", "-"),
        **dict.fromkeys("░▒▓", ":"),
        "↔": "-",
        "↕": "|",
        "²": "2",
        "’": "'",
        "“": '"',
        "”": '"',
        "✓": "+",
    }
)
_HALVES = "▀▄"


_SHADES = " .:-=+*#%@"


class AsciiOnly(LineFilter):
    """The last filter of a line. Half blocks, which show two colours, become blanks of the colour between both; without
    colours, blanks of a colour become characters as dense as it is bright."""

    def __init__(self, *, has_colours: bool) -> None:
        super().__init__()
        self._has_colours = has_colours

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """A line of segments, as wide as before."""
        return [self._plain(segment) for segment in segments]

    def _plain(self, segment: Segment) -> Segment:
        text, style, control = segment
        if not self._has_colours and style is not None and _is_picture(text, style):
            return Segment(_shade(style) * len(text), None, control)
        if text.isascii():
            return segment
        if style is not None and any(half in text for half in _HALVES):
            return Segment("".join(" " if one in _HALVES else _relative(one) for one in text), _between(style), control)
        return Segment("".join(one if one.isascii() else _relative(one) for one in text), style, control)


def _is_picture(text: str, style: Style) -> bool:
    """Half blocks, or blanks that nothing but a background was wanted of: those of words have an ink too."""
    return not text.strip(" " + _HALVES) and (style.color is None or not text.isspace())


@lru_cache(maxsize=1024)
def _relative(character: str) -> str:
    plain = character.translate(_RELATIVES)
    return plain if plain.isascii() else "?" * cell_len(character)


@lru_cache(maxsize=16384)
def _shade(style: Style) -> str:
    paper = _between(style).bgcolor
    red, green, blue = paper.get_truecolor() if paper is not None else (0, 0, 0)
    return _SHADES[(2 * red + 5 * green + blue) * len(_SHADES) // (8 * 256)]


@lru_cache(maxsize=16384)
def _between(style: Style) -> Style:
    """A style whose background is what both halves come to, seen from afar."""
    ink, paper = style.color, style.bgcolor
    if ink is None or paper is None:
        return style + Style(bgcolor=ink or paper)
    blended = blend_rgb(ink.get_truecolor(), paper.get_truecolor())
    return style + Style(bgcolor=RichColor.from_triplet(blended))
