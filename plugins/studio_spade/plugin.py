"""What SPADE says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator


@hookimpl
def studio_generators() -> list[Generator]:
    """SPADE, which draws label maps once it has weights."""
    return [
        Generator(
            id="spade",
            en="SPADE (GauGAN)",
            zh="SPADE（GauGAN）",
            input="labels",
            factory="studio_spade.render:load",
            checkpoints="studio_spade.checkpoints",
            trainer="lightning_modules.run:prepare",
            summary="Spatially-adaptive normalisation; untrained until weights are imported",
            needs=frozenset({"seed", "style"}),
            sizes=(256, 512),
        )
    ]
