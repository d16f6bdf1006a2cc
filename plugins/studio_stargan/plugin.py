"""What StarGAN says of itself; imports no torch."""

from __future__ import annotations

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Weights
from studio_stargan.bundled import bundled
from studio_stargan.words import titles_of


@hookimpl
def studio_generators() -> list[Generator]:
    """StarGAN, which moves pictures between domains; those of its bundled weights, where it has any."""
    own = bundled()
    domains = tuple(domain for weights in own for domain in weights.domains)
    state = "say it in words: sunset, winter+rain" if own else "untrained until weights are imported"
    return [
        Generator(
            id="stargan",
            en="StarGAN",
            zh="StarGAN（多域）",
            input="picture",
            factory="studio_stargan.render:load",
            checkpoints="studio_stargan.checkpoints",
            summary=f"One picture in many domains; {state}",
            needs=frozenset({"domain"}),
            domains=domains,
            domain_titles=titles_of(domains),
            sizes=(128, 256),
            weights=tuple(
                Weights(
                    "studio_stargan",
                    f"weights/{each.path.name}",
                    each.sha256,
                    f"weights/{each.path.stem}.json",
                    each.domains,
                )
                for each in own
            ),
        )
    ]
