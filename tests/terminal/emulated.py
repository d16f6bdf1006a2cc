"""What terminals answer to the questions of the probe, as their documentation and sources have it."""

from __future__ import annotations

from terminal import ANSWERS

KITTY_QUESTION = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
CELL, NAME, COLOURS, SIXEL_COLOURS, ATTRIBUTES = b"\x1b[16t", b"\x1b[>q", b"\x1bP$qm\x1b\\", b"\x1b[?1;1;0S", b"\x1b[c"
EXACT = b"\x1bP1$r0;48:2::1:2:3m\x1b\\"

KITTY = {
    **ANSWERS,
    KITTY_QUESTION: b"\x1b_Gi=31;OK\x1b\\",
    CELL: b"\x1b[6;20;10t",
    NAME: b"\x1bP>|kitty(0.38.1)\x1b\\",
    COLOURS: EXACT,
}
FOOT = {
    **ANSWERS,
    CELL: b"\x1b[6;18;9t",
    NAME: b"\x1bP>|foot(1.20.2)\x1b\\",
    SIXEL_COLOURS: b"\x1b[?1;0;1024S",
    COLOURS: EXACT,
    ATTRIBUTES: b"\x1b[?62;4;22;28c",
}
WINDOWS_TERMINAL = {
    **ANSWERS,
    CELL: b"\x1b[6;20;10t",
    SIXEL_COLOURS: b"\x1b[?1;0;256S",
    COLOURS: b"\x1bP1$r0;48;2;1;2;3m\x1b\\",
    ATTRIBUTES: b"\x1b[?61;4;6;7;14;21;22;23;24;28;32;42;52c",
}
ITERM2 = {
    **ANSWERS,
    NAME: b"\x1bP>|iTerm2 3.5.10\x1b\\",
    CELL: b"\x1b[6;17;8t",
    ATTRIBUTES: b"\x1b[?64;1;2;4;6;17;18;21;22c",
}
TMUX = {**ANSWERS, NAME: b"\x1bP>|tmux 3.3a\x1b\\", ATTRIBUTES: b"\x1b[?1;2c"}
CONSOLE = {b"\x1b[c": b"\x1b[?6c"}
SILENT: dict[bytes, bytes] = {}
