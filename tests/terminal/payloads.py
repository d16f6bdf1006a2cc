"""Text with bad intentions: 40 things that a file name, a picture's metadata or a plugin's title may hold."""

from __future__ import annotations

import random

PAYLOADS = (
    "\x1b[31;7;7m",
    "\x1b[2J",
    "\x1b[09;009H",
    "\x1b]0;owned\x07",
    "\x1b]52;c;b3duZWQ=\x07",
    "\x1b]52;c;b3duZWQ=\x1b\\",
    "\x1b]8;;http://owned\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x1b]10;#010203\x07",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gowned;AAAA\x1b\\",
    "\x1b^owned\x1b\\",
    "\x1bc",
    "\x1b7\x1b8",
    "\x1b[?1049l",
    "\x1b[?1003l",
    "\x1b[6n",
    "\x1b[c",
    "\x1b[21t",
    "\x1b#8",
    "\x1b(0",
    "\x9b31m",
    "\x9d0;owned\x9c",
    "\x90q\x9c",
    "\x85\x84",
    "\x7f\x7f",
    "\x00\x01\x02",
    "\x07\x08\x08",
    "\r\nowned",
    "\tx\ty",
    "\x0e\x0f",
    "\x0b\x0c",
    "\u202eevil\u202c",
    "\u2066x\u2069\u200f",
    "\u2028\u2029",
    "\udce9\ud83d",
    "[/nope]",
    "[@click=app.quit]go[/]",
    "[b][[00]",
    "[link=http://owned]x[/link]\\[",
)


def random_text(number: int) -> str:
    """A short string of controls, brackets and letters that hangs on a number only."""
    draw = random.Random(number)
    kinds = (
        lambda: chr(draw.randrange(0x20)),
        lambda: chr(draw.randrange(0x7F, 0xA0)),
        lambda: "\x1b" + draw.choice("[]P_^c(#78"),
        lambda: draw.choice("[]/@=;:?#m\\"),
        lambda: chr(draw.choice([0x202E, 0x2066, 0x061C, 0x2028])),
        lambda: draw.choice("abc海é 12"),
        lambda: chr(draw.randrange(0xD800, 0xE000)),
    )
    return "".join(draw.choice(kinds)() for _ in range(draw.randint(1, 12)))
