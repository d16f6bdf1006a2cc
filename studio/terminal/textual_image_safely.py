"""The Sixel encoder of textual-image, loaded without a word to the terminal.

That library asks the terminal three questions while its widgets are imported, and waits a tenth of a second for each
answer: over a slow line it finds nothing, and the answers arrive later as typed keys. It asks only a terminal, so while
any of it is imported it is shown none, and told the size of a cell.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from functools import cache
from types import ModuleType

from studio.terminal.facts import USUAL_CELL

_CELL_SIZES = ("TEXTUAL_CELL_WIDTH", "TEXTUAL_CELL_HEIGHT")
_importing = threading.Lock()


@cache
def sixel_encoder() -> ModuleType:
    """The module with `image_to_sixels(image, options)`; ImportError where this textual-image has none."""
    with _importing:
        before = {name: os.environ.get(name) for name in _CELL_SIZES}
        terminal = sys.__stdout__
        os.environ.update(dict(zip(_CELL_SIZES, map(str, USUAL_CELL), strict=True)))
        sys.__stdout__ = io.StringIO()  # type: ignore[misc,assignment]
        try:
            from textual_image import _sixel
        finally:
            sys.__stdout__ = terminal  # type: ignore[misc]
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
    if not hasattr(_sixel, "image_to_sixels"):
        raise ImportError("textual-image has no Sixel encoder of the known name")
    encoder: ModuleType = _sixel
    return encoder
