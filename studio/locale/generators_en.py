"""English, of what pictures are made with: walls, blends, style pictures, domains."""

from __future__ import annotations

GENERATORS = {
    "seed.blend": "seeds {seed} + {other}, {percent} %",
    "wall.blend": "blend two",
    "wall.blend.first": "Blend: the first of two",
    "wall.blend.second": "Blend: and the second",
    "wall.blends": "From seed {first} to seed {second}",
}
