"""English: reference picture, reading a photograph, mini-map, stamps."""

from __future__ import annotations

CANVAS = {
    "do.reference": "Reference picture under the labels, to trace",
    "do.reference_strength": "More of the reference picture; then hidden",
    "reference.which": "Lay under the labels",
    "reference.placeholder": "a picture: JPEG, PNG, WebP, TIFF, …",
    "reference.title": "Reference picture",
    "reference.keys": "← → more, less · Enter · Esc closes",
    "reference.strength": "shines through   ‹ {percent} % ›",
    "reference.open": "another picture …",
    "reference.remove": "take it away",
    "reference.none": "There is no reference picture: F6 lays one under the labels",
    "reference.needed": "The picture is made from this photograph: choose another generator first (G)",
    "reference.laid": "{path} lies under the labels; \\ shows more of it, or none",
    "reference.cut": "{path} lies under the labels, cut to the canvas's shape; \\ shows more or none",
    "reference.shown": "Reference: {percent} %",
    "reference.hidden": "Reference hidden",
}
