"""TSIT's recipe as a value."""

from __future__ import annotations

from dataclasses import dataclass

from lightning_modules.config_semantic import SEGMENTATION, SemanticConfig
from studio.errors import InputError

SYNTHESIS, TRANSFER = "synthesis", "transfer"
_HALVINGS, _SMALLEST = 128, 256


@dataclass(frozen=True)
class TsitConfig(SemanticConfig):
    """TSIT as published (Jiang et al. 2020, section 4).

    task: synthesis draws pictures from label maps; transfer gives pictures the look of others, from two folders of
    pictures that are no pairs. styled: synthesis has a style stream too, which learns the look off the true picture.
    """

    kind: str = "tsit"
    task: str = SYNTHESIS
    styled: bool = False
    beta1: float = 0.5
    beta2: float = 0.999

    def check(self) -> None:
        super().check()
        if self.task not in (SYNTHESIS, TRANSFER):
            raise InputError(f"task is {SYNTHESIS} or {TRANSFER}, not {self.task}")
        if self.crop_size % _HALVINGS or self.crop_size < _SMALLEST:
            raise InputError(f"crop_size is {self.crop_size}; TSIT takes multiples of {_HALVINGS} from {_SMALLEST} on")
        if self.styled and self.latent:
            raise InputError("styled and latent both give the look: set one of them")
        if self.task == TRANSFER and (self.latent or self.noise or self.discriminator == SEGMENTATION or self.phases):
            raise InputError("task transfer takes neither latent nor noise nor phases nor discriminator segmentation")
