"""What TSIT says of itself; imports no torch."""

from __future__ import annotations

from dataclasses import replace

from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option
from studio_torch.bundled import bundled_weights

_OWN = bundled_weights("studio_tsit", "scene")
_STRENGTH = Option("strength", "float", 1.0, "Strength", "强度", low=0.0, high=1.0)
_SYNTHESIS = Generator(
    id="tsit",
    en="TSIT (synthesis)",
    zh="TSIT（合成）",
    input="labels",
    factory="studio_tsit.render:load",
    checkpoints="studio_tsit.checkpoints",
    trainer="lightning_modules.run:prepare",
    summary="A sketch in the look of a style picture" + ("" if _OWN else "; untrained until weights are imported"),
    needs=frozenset({"seed", "style", "blend"}),
    sizes=(256, 512),
    options=(_STRENGTH,),
    weights=_OWN,
)
_TRANSFER = replace(
    _SYNTHESIS,
    id="tsit-transfer",
    en="TSIT (style transfer)",
    zh="TSIT（风格迁移）",
    input="picture",
    factory="studio_tsit.render:load_transfer",
    weights=(),
    summary="A picture in the look of a style picture; untrained until weights are imported",
)


@hookimpl
def studio_generators() -> list[Generator]:
    """TSIT from label maps, and from pictures."""
    return [_SYNTHESIS, _TRANSFER]
