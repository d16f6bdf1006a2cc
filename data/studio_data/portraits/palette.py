"""The colours of portraits, all as sRGB in 0..1."""

from __future__ import annotations

Colour = tuple[float, float, float]


def _rgb(code: int) -> Colour:
    return (code >> 16) / 255, (code >> 8 & 255) / 255, (code & 255) / 255


HAIR: dict[str, Colour] = {
    "black": _rgb(0x2E2A38),
    "brown": _rgb(0x7A4E34),
    "blond": _rgb(0xF0CC74),
    "red": _rgb(0xC4502C),
    "grey": _rgb(0xB4B8C0),
    "blue": _rgb(0x5484D8),
    "pink": _rgb(0xF494B8),
    "green": _rgb(0x58AC78),
}
SKIN: dict[str, Colour] = {
    "fair": _rgb(0xFFE6D6),
    "light": _rgb(0xF8D2B2),
    "tan": _rgb(0xE2B08A),
    "brown": _rgb(0xB27C58),
    "deep": _rgb(0x80563E),
}
IRISES: tuple[Colour, ...] = tuple(_rgb(code) for code in (0x6E4630, 0x3E78C8, 0x3C9868, 0x8658A8, 0xA87830, 0x587090))
BACKGROUNDS: tuple[tuple[Colour, Colour], ...] = tuple(
    (_rgb(outer), _rgb(inner))
    for outer, inner in (
        (0xBCDCF0, 0xD6ECF8),
        (0xFAD8C8, 0xFDE8DC),
        (0xC6E6D0, 0xDCF2E2),
        (0xDED2F0, 0xECE4F8),
        (0xFAE8BC, 0xFDF3DA),
        (0xBECCDA, 0xD6E0EA),
    )
)
CLOTHES: tuple[Colour, ...] = tuple(_rgb(code) for code in (0x4A689C, 0xB84C4C, 0x58886C, 0xECECF0, 0x44444E, 0xE4AE54))
WHITE: Colour = (1.0, 1.0, 1.0)
INK: Colour = _rgb(0x38242C)
BLUSH: Colour = _rgb(0xF07070)
MOUTH: Colour = _rgb(0x8E3440)
TONGUE: Colour = _rgb(0xE4808A)
FRAME: Colour = _rgb(0x38343E)


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """`colour` with a share (0..1) of `other`."""
    first, second, third = (a + (b - a) * share for a, b in zip(colour, other, strict=True))
    return first, second, third


def shadow(colour: Colour, strength: float = 0.2) -> Colour:
    """The colour in shadow: darker and a little redder, as cel painters shade."""
    return mix(colour, (0.36, 0.13, 0.22), strength)


def luminance(colour: Colour) -> float:
    """How bright a colour is, 0..1 (Rec. 601 weights)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
