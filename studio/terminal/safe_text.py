"""Text from outside, made safe to print: no control character of a file name or a plugin reaches the terminal."""

from __future__ import annotations

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_C0_AND_DEL = (*range(0x20), 0x7F)
_C1 = range(0x80, 0xA0)
_LINE_ENDS = (0x2028, 0x2029)
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = range(0xD800, 0xE000)  # undecodable bytes of a file name; they can't be printed at all

_ALL = (*_C0_AND_DEL, *_C1, *_LINE_ENDS, *_BIDI, *_SURROGATES)
_UNSAFE = dict.fromkeys(_ALL, REPLACEMENT)

UNSAFE_CHARACTERS = "".join(f"\\U{code:08x}" for code in _ALL)
"""All of them, as a regular expression has them between brackets."""


def clean(text: str) -> str:
    """`text` with every control, bidirectional and undecodable character (line ends too) replaced by "�"."""
    return text.translate(_UNSAFE)
