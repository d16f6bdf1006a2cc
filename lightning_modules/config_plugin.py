"""The recipe of a generator that somebody else trains: the common settings, and those that its plugin declares."""

from __future__ import annotations

import json
from dataclasses import dataclass

from lightning_modules.run_config import RunConfig
from studio.errors import InputError
from studio.generators.specs import OptionValue


@dataclass(frozen=True)
class PluginConfig(RunConfig):
    """What a plugin's trainer is begun with.

    generator: whose trainer it is. steps: the budget in batches, beside epochs and max_minutes. settings: the
    trainer's own, as JSON.
    """

    kind: str = "plugin"
    generator: str = ""
    steps: int = 0
    settings: str = "{}"
    load_size: int = 72
    crop_size: int = 64
    world_pairs: int = 200
    reuse: str = "memory"
    max_minutes: float = 10.0

    def check(self) -> None:
        super().check()
        if self.steps < 0:
            raise InputError(f"steps is {self.steps}; it must be at least 0")
        if self.world > 1:
            raise InputError("a plugin's trainer works on one device: leave devices and nodes at 1")

    def chosen(self) -> dict[str, OptionValue]:
        """The trainer's own settings that were chosen."""
        return dict(json.loads(self.settings))
