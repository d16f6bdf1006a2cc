"""The strokes as a film: an animated GIF, exact in colour."""

from __future__ import annotations

import io

from studio.sketch.files import indexed
from studio.sketch.formats.export import Export

MOST_FRAMES = 240
FRAME_MS = 80
LAST_FRAME_MS = 2000


def as_gif(what: Export) -> bytes:
    """A frame for each stroke, evenly chosen where there are more than MOST_FRAMES; the drawing as it is stays last."""
    maps = what.strokes() if what.strokes else []
    maps = [one for one in maps if one.shape == what.sketch.labels.shape]
    if len(maps) >= MOST_FRAMES:
        maps = [maps[number * len(maps) // (MOST_FRAMES - 1)] for number in range(MOST_FRAMES - 1)]
    frames = [indexed(one) for one in [*maps, what.sketch.labels]]
    times = [FRAME_MS] * (len(frames) - 1) + [LAST_FRAME_MS]
    file = io.BytesIO()
    frames[0].save(
        file, "GIF", save_all=True, append_images=frames[1:], duration=times, loop=0, optimize=False, disposal=1
    )
    return file.getvalue()
