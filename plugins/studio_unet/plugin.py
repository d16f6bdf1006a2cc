"""What the U-Net says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option
from studio_torch.bundled import bundled_weights
from studio_torch.looks import LOOK_OPTIONS


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
            sizes=(256, 512),
            options=LOOK_OPTIONS,
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
