"""What can be trained, as the training's own settings say it; loads no torch."""

from __future__ import annotations


def generators() -> tuple[str, ...]:
    """The generators that `studio train` knows."""
    from lightning_modules.config import DEFAULT_PRESET

    return tuple(DEFAULT_PRESET)


def presets_of(generator: str) -> tuple[str, ...]:
    """The presets of a generator, its usual one first."""
    from lightning_modules.config import DEFAULT_PRESET, KINDS_OF_GENERATOR, load_config, preset_names

    usual = DEFAULT_PRESET[generator]
    kinds = KINDS_OF_GENERATOR[generator]
    return (usual, *(name for name in preset_names() if name != usual and load_config(name).kind in kinds))
