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
    "do.read_reference": "Read labels out of the reference picture, part by part",
    "reference.read": "read its labels, part by part",
    "reading.reference": "the reference picture",
    "reading.nothing": "Nothing was recognised",
    "reading.part": "{place}/{count} {name} {percent} %",
    "reading.small": "small parts",
    "reading.key.take": "yes",
    "reading.key.label": "label",
    "reading.key.leave_out": "skip",
    "reading.key.rest": "all",
    "reading.key.back": "back",
    "reading.key.give_up": "none",
    "reading.done": "{taken} of {count} parts are on the canvas; u takes all of them back",
}
