"""What StarGAN says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator


@hookimpl
def studio_generators() -> list[Generator]:
    """StarGAN, which moves pictures between domains once it has weights."""
    return [
        Generator(
            id="stargan",
            en="StarGAN",
            zh="StarGAN（多域）",
            input="picture",
            factory="studio_stargan.render:load",
            checkpoints="studio_stargan.checkpoints",
            summary="One picture in many domains; untrained until weights are imported",
            needs=frozenset({"domain"}),
            sizes=(128, 256),
        )
    ]
