"""Files with something wrong in them."""

from __future__ import annotations

import random


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one to four things changed: bytes set, cut out, put in, doubled, the end cut off."""
    broken = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(broken) or 1)
        kind = draw.choice(["set", "set", "set", "flip", "cut", "insert", "repeat", "end"])
        if kind == "set":
            broken[at : at + 1] = bytes([draw.randrange(256)])
        elif kind == "flip" and broken:
            broken[at] ^= 1 << draw.randrange(8)
        elif kind == "cut":
            del broken[at : at + draw.randint(1, 40)]
        elif kind == "insert":
            broken[at:at] = draw.randbytes(draw.randint(1, 20))
        elif kind == "repeat":
            broken[at:at] = broken[at : at + draw.randint(1, 300)]
        else:
            del broken[at:]
    return bytes(broken)
