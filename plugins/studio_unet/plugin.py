"""What the U-Net says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option
from studio_torch.bundled import bundled_weights

HOURS = ("day", "golden", "sunset", "overcast", "fog", "night")
SEASONS = ("summer", "autumn", "winter", "spring")


@hookimpl
def studio_generators() -> list[Generator]:
    """The workshop's network at its live size, and pix2pix for imported checkpoints."""
    return [
        Generator(
            id="unet",
            en="U-Net (workshop)",
            zh="U-Net（工作坊）",
            input="labels",
            factory="studio_unet.render:load",
            checkpoints="studio_unet.checkpoints",
            summary="A small trained network; quick enough to follow the hand",
            needs=frozenset({"seed", "blend"}),
            sizes=(128, 256, 512),
            options=(
                Option("hour", "choice", "day", "hour", "时辰", HOURS),
                Option("season", "choice", "summer", "season", "季节", SEASONS),
            ),
            trainer="lightning_modules.run:prepare",
            weights=bundled_weights("studio_unet", "live"),
        ),
        Generator(
            id="pix2pix",
            en="pix2pix",
            zh="pix2pix（图到图）",
            input="picture",
            factory="studio_unet.picture_render:load",
            checkpoints="studio_unet.checkpoints",
            summary="Pictures to pictures with imported U-Nets and ResNets; untrained until weights are imported",
            needs=frozenset({"seed"}),
            sizes=(256, 512),
            options=(Option("as_published", "bool", False, "as the official test", "如官方测试"),),
        ),
    ]
