"""Portraits of the procedural world: drawn faces whose every attribute is known, and can be changed alone."""

from studio_data.portraits.areas import area_mask
from studio_data.portraits.attributes import ATTRIBUTE_NAMES, ATTRIBUTES, Attribute, Value
from studio_data.portraits.draw import line_sketch, portrait
from studio_data.portraits.face import Face
from studio_data.portraits.folder import counterparts_of, write_portraits

__all__ = [
    "ATTRIBUTES",
    "ATTRIBUTE_NAMES",
    "Attribute",
    "Face",
    "Value",
    "area_mask",
    "counterparts_of",
    "line_sketch",
    "portrait",
    "write_portraits",
]
