"""What the recipes of SPADE and TSIT have in common: who judges, how much each loss weighs, and the optimisers."""

from __future__ import annotations

from dataclasses import dataclass

from lightning_modules.phases import Phase, phases_of
from lightning_modules.run_config import RunConfig
from studio.errors import InputError
from studio.label_sets import LABEL_SETS

PATCHES, SEGMENTATION = "patches", "segmentation"
DISCRIMINATORS = (PATCHES, SEGMENTATION)
SIMILARITIES = ("l1", "cosine")


@dataclass(frozen=True)
class SemanticConfig(RunConfig):
    """Label maps to pictures; the generator's step comes before the discriminator's.

    labels: the label set whose values a folder's maps hold; empty: what its labels.json says, else the studio's own.
    channels: the generator's width (ngf); latent: length of the style code that an encoder reads off the true picture,
    0 for none; noise: planes of noise beside the label map (Sushko et al. 2020), 0 for none.
    discriminator: patches (several scales of PatchGAN, hinge loss) or segmentation (OASIS: every pixel is one of the
    labels, or made). d_channels: its width; d_layers: the PatchGAN's layers, or how often the segmentation one halves;
    d_scales: of the PatchGAN. gan, matching, perceptual, divergence, mix: weights of the adversarial loss, of feature
    matching, of the perceptual loss, of the style code's divergence, and of the segmentation's LabelMix.
    similarity: the perceptual loss is the features' l1, or 1 - cosine.
    vgg: a file of VGG-19 weights; empty uses the scene reader's features, from `teacher` (empty: the bundled one).
    g_rate, d_rate, beta1, beta2: Adam. ema: decay of the averaged generator; 0 is the generator itself.
    phase_batches, phase_rates, phase_lists: for a training in phases, separated by commas, each phase's pictures a
    step, its rate (g_rate and d_rate are the first phase's, and change in proportion) and a file in the data's folder
    that names its pictures, or nothing for all. Phases take equal parts of the budget.
    """

    kind: str = "spade"
    warm_up: int = 0
    clip: float = 0.0
    final_rate: float = 0.0
    labels: str = ""
    channels: int = 64
    latent: int = 0
    noise: int = 0
    discriminator: str = PATCHES
    d_channels: int = 64
    d_layers: int = 4
    d_scales: int = 2
    gan: float = 1.0
    matching: float = 10.0
    perceptual: float = 10.0
    similarity: str = "l1"
    divergence: float = 0.05
    mix: float = 10.0
    vgg: str = ""
    teacher: str = ""
    g_rate: float = 1e-4
    d_rate: float = 4e-4
    beta1: float = 0.0
    beta2: float = 0.9
    ema: float = 0.0
    phase_batches: str = ""
    phase_rates: str = ""
    phase_lists: str = ""

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases, none for a training in one; InputError for what isn't any."""
        return phases_of(self.phase_batches, self.phase_rates, self.phase_lists)

    @property
    def batches(self) -> tuple[int, ...]:
        return tuple(phase.batch for phase in self.phases) or super().batches

    def check(self) -> None:
        super().check()
        for name in ("channels", "d_channels", "d_layers", "d_scales"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}; it must be at least 1")
        for name in ("latent", "noise"):
            if getattr(self, name) < 0:
                raise InputError(f"{name} is {getattr(self, name)}; it must be 0 or more")
        if self.phases and self.phases[0].batch != self.batch:
            raise InputError(f"batch is {self.batch}, but the first of phase_batches {self.phase_batches}")
        known = {"discriminator": DISCRIMINATORS, "similarity": SIMILARITIES, "labels": ("", *LABEL_SETS)}
        for name, choices in known.items():
            if getattr(self, name) not in choices:
                raise InputError(f"{name} is {', '.join(filter(None, choices))}, not {getattr(self, name)}")
        if self.discriminator == SEGMENTATION and self.crop_size % 2**self.d_layers:
            raise InputError(
                f"crop_size {self.crop_size} is no multiple of {2**self.d_layers}, which {self.d_layers} d_layers need"
            )
