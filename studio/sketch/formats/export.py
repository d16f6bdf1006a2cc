"""What is written, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from studio.labels import LabelMap, Picture
from studio.sketch.document import Sketch


@dataclass(frozen=True)
class Export:
    """What is to be written: a sketch, the picture that was made of it, and the maps that its strokes led through.

    `values` are the values of another label set for our labels, where one is asked for: `values_for_landscape`.
    """

    sketch: Sketch
    picture: Picture | None = None
    strokes: Callable[[], list[LabelMap]] | None = None
    values: Mapping[int, int] = field(default_factory=dict)
    set_name: str = ""
