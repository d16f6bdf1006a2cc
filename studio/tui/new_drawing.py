"""What stands on a canvas where nobody has drawn yet."""

from __future__ import annotations

from pathlib import Path

from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch

FIRST_SCENE = Path(__file__).parent / "scenes" / "first.png"
NEW_SKETCH_SIDE = 256


def new_drawing() -> Sketch:
    """Sky over grass: an empty map would make an empty picture."""
    sketch = Sketch.blank(NEW_SKETCH_SIDE, NEW_SKETCH_SIDE)
    horizon = NEW_SKETCH_SIDE * 5 // 9
    sketch.labels[:horizon] = LANDSCAPE.id("sky")
    sketch.labels[horizon:] = LANDSCAPE.id("grass")
    return sketch
