"""What the procedural world says of itself as a generator; importing this loads neither SciPy nor torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option
from studio_data.world import HANDS, HOURS, SEASONS, WEATHERS

WORLD = Generator(
    id="world",
    en="World (procedural)",
    zh="程序世界",
    input="labels",
    factory="studio_world.render:load",
    summary="Draws the label map itself: no weights, no network.",
    needs=frozenset({"seed"}),
    sizes=(256, 512, 1024),
    options=(
        Option("hour", "choice", "day", "Hour", "时间", choices=HOURS),
        Option("season", "choice", "summer", "Season", "季节", choices=SEASONS),
        Option("weather", "choice", "clear", "Weather", "天气", choices=WEATHERS),
        Option("hand", "choice", "photo", "Hand", "画法", choices=("photo", *HANDS)),
        Option("horizon", "float", 0.0, "Horizon (0: by the map)", "地平线（0：按图）", low=0.0, high=1.0),
    ),
)


@hookimpl
def studio_generators() -> list[Generator]:
    """The one generator that this plugin brings."""
    return [WORLD]
