"""What the procedural world says of itself as a generator; importing this loads neither SciPy nor torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option
from studio_data.world import HOURS, SEASONS

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
        Option("cartoon", "bool", False, "Cartoon", "卡通"),
    ),
)


@hookimpl
def studio_generators() -> list[Generator]:
    """The one generator that this plugin brings."""
    return [WORLD]
