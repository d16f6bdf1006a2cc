"""What CartoonGAN says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator


@hookimpl
def studio_generators() -> list[Generator]:
    """CartoonGAN, which turns pictures into cartoons once it has weights."""
    return [
        Generator(
            id="cartoongan",
            en="CartoonGAN",
            zh="CartoonGAN（卡通）",
            input="picture",
            factory="studio_cartoongan.render:load",
            checkpoints="studio_cartoongan.checkpoints",
            summary="Pictures to cartoons in one artist's hand; untrained until weights are imported",
            sizes=(256, 512),
        )
    ]
