"""The world as a generator: a request goes to `studio_data.world.paint`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.generators.specs import OptionValue, Request
from studio.labels import Picture
from studio_data.world import Style, horizon_in, paint
from studio_world.plugin import WORLD

ENOUGH_PIXELS = 200  # short side from which a picture needs no supersampling to look smooth


class WorldRenderer:
    """Paints label maps under the typical style of an hour, a season and a weather; the seed varies detail only.

    `found` holds the horizon of the last picture: asked for again, it stays where it was.
    """

    def __init__(self) -> None:
        self.found: dict[str, OptionValue] = {}

    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture, uint8 (H, W, 3), of `request.shape`."""
        options = request.options
        labels = np.asarray(request.image)
        horizon = float(options["horizon"]) or horizon_in(labels)
        self.found = {"horizon": horizon}
        hand = str(options["hand"])
        return paint(
            labels,
            Style.typical(str(options["hour"]), str(options["season"]), str(options["weather"])),
            seed=request.seed,
            size=request.shape,
            supersample=1 if min(request.shape) >= ENOUGH_PIXELS else 2,
            hand=None if hand == "photo" else hand,
            details=True,
            horizon=horizon,
        )


def load() -> WorldRenderer:
    """A renderer that has painted once, so that its noise is made before the first request comes."""
    renderer = WorldRenderer()
    first = Request("world", np.zeros((16, 16), np.uint8), size=16, options=WORLD.option_values({}))
    renderer.render(first, lambda fraction: None)
    return renderer
