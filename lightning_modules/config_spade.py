"""SPADE's recipe as a value."""

from __future__ import annotations

from dataclasses import dataclass

from lightning_modules.config_semantic import SemanticConfig
from studio.errors import InputError

_HALVINGS, _SMALLEST = 32, 64


@dataclass(frozen=True)
class SpadeConfig(SemanticConfig):
    """SPADE as published (Park et al. 2019, section 4): label maps to pictures.

    hidden: channels of the label branch in every SPADE layer. norm: what its layers normalise by, batch or instance.
    """

    kind: str = "spade"
    hidden: int = 128
    norm: str = "batch"

    def check(self) -> None:
        super().check()
        if self.hidden < 1:
            raise InputError(f"hidden is {self.hidden}; it must be at least 1")
        if self.norm not in ("batch", "instance"):
            raise InputError(f"norm is batch or instance, not {self.norm}")
        if self.crop_size % _HALVINGS or self.crop_size < _SMALLEST:
            # Below, the first block would work on a single point, which norms can't take.
            raise InputError(f"crop_size is {self.crop_size}; SPADE takes multiples of {_HALVINGS} from {_SMALLEST} on")
