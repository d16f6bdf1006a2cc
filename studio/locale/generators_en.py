"""English, of what pictures are made with: walls, blends, style pictures, domains."""

from __future__ import annotations

GENERATORS = {
    "status.note": "1 note",
    "status.notes": "{count} notes",
    "seed.blend": "seeds {seed} + {other}, {percent} %",
    "do.style_picture": "Style picture: borrow the light and season of another",
    "do.domain": "Domains: turn the picture into sunset, winter, rain …",
    "style.title": "In the look of",
    "style.file": "a file",
    "style.none": "the usual look",
    "style.file.title": "In the look of a picture",
    "style.file.placeholder": "a picture's path",
    "style.nobody": "{generator} takes no style picture: TSIT does, and SPADE with an encoder",
    "style.own": "own look",
    "style.usual": "usual look",
    "domain.title": "Turn the picture into",
    "domain.words": "in words",
    "domain.more": "other words",
    "domain.nobody": "No weights here know domains: import or train some for StarGAN",
    "wall.blend": "blend two",
    "wall.blend.first": "Blend: the first of two",
    "wall.blend.second": "Blend: and the second",
    "wall.blends": "From seed {first} to seed {second}",
}
