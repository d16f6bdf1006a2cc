"""The 29 classes of the second Jittor contest (landscapes from sketches), numbered from 0 in 16-bit grey PNGs.

The published list stands in the README of github.com/ader47/jittor-jieke-semantic_images_synthesis. Colours are not
published.
"""

from __future__ import annotations

from studio.label_sets.label_set import Entry

# fmt: off
CONTEST = (
    Entry(0, "mountain", "mountain"),
    Entry(1, "sky", "sky"),
    Entry(2, "water", "lake"),
    Entry(3, "sea", "sea"),
    Entry(4, "rock", "rock"),
    Entry(5, "tree", "tree"),
    Entry(6, "earth", "dirt"),
    Entry(7, "hill", "hill"),
    Entry(8, "river", "river"),
    Entry(9, "sand", "sand"),
    Entry(10, "land", "dirt"),
    Entry(11, "building", "building"),
    Entry(12, "grass", "grass"),
    Entry(13, "plant", "bush"),
    Entry(14, "person", "void"),
    Entry(15, "boat", "void"),
    Entry(16, "waterfall", "river"),
    Entry(17, "wall", "building"),
    Entry(18, "pier", "bridge"),
    Entry(19, "path", "dirt"),
    Entry(20, "lake", "lake"),
    Entry(21, "bridge", "bridge"),
    Entry(22, "field", "field"),
    Entry(23, "road", "road"),
    Entry(24, "railing", "building"),
    Entry(25, "fence", "building"),
    Entry(26, "ship", "void"),
    Entry(27, "house", "house"),
    Entry(28, "other", "void"),
)
# fmt: on
