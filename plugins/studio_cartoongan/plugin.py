"""What CartoonGAN says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator
from studio_cartoongan.bundled import hands


@hookimpl
def studio_generators() -> list[Generator]:
    """CartoonGAN, which turns pictures into cartoons; its domains are the hands that come along."""
    own = hands()
    state = "in ink, or as a painted comic" if own else "untrained until weights are imported"
    return [
        Generator(
            id="cartoongan",
            en="CartoonGAN",
            zh="CartoonGAN（卡通）",
            input="picture",
            factory="studio_cartoongan.render:load",
            checkpoints="studio_cartoongan.checkpoints",
            summary=f"Pictures to cartoons in one artist's hand; {state}",
            needs=frozenset({"domain"}) if own else frozenset(),
            domains=tuple(hand.name for hand in own),
            domain_titles=tuple(hand.titles for hand in own),
            sizes=(256, 512),
            weights=tuple(hand.weights for hand in own),
        )
    ]
