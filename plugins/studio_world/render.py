"""The world as a generator: a request goes to `studio_data.world.paint`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.generators.specs import Request
from studio.labels import Picture
from studio_data.world import Style, paint

ENOUGH_PIXELS = 200  # short side from which a picture needs no supersampling to look smooth


class WorldRenderer:
    """Paints label maps under the typical style of an hour and a season; the seed varies detail only."""

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture, uint8 (H, W, 3), of `request.shape`."""
        hour, season = str(request.options["hour"]), str(request.options["season"])
        return paint(
            np.asarray(request.image),
            Style.typical(hour=hour, season=season),
            seed=request.seed,
            size=request.shape,
            supersample=1 if min(request.shape) >= ENOUGH_PIXELS else 2,
            hand="ink" if request.options["cartoon"] else None,
            details=True,
        )


def load() -> WorldRenderer:
    """A renderer that has painted once, so that its noise is made before the first request comes."""
    renderer = WorldRenderer()
    first = Request(
        "world", np.zeros((16, 16), np.uint8), size=16, options={"hour": "day", "season": "summer", "cartoon": False}
    )
    renderer.render(first, lambda fraction: None)
    return renderer
