"""What SPADE says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator
from studio_torch.bundled import bundled_weights
from studio_torch.looks import LOOK_OPTIONS


@hookimpl
def studio_generators() -> list[Generator]:
    """SPADE: a network of our world's hours, seasons and weathers, and those that people import."""
    return [
        Generator(
            id="spade",
            en="SPADE (GauGAN)",
            zh="SPADE（GauGAN）",
            input="labels",
            factory="studio_spade.render:load",
            checkpoints="studio_spade.checkpoints",
            trainer="lightning_modules.run:prepare",
            summary="Spatially-adaptive normalisation: one sketch at any hour, season and weather",
            needs=frozenset({"seed", "style", "blend"}),
            own_needs=frozenset({"seed", "blend"}),
            sizes=(256, 512),
            options=LOOK_OPTIONS,
            weights=bundled_weights("studio_spade", "scene"),
        )
    ]
