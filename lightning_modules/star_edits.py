"""StarGAN's edits by words: a target names what changes, the rest is kept; true counterparts teach where there are any.

Not the paper's recipe but on its networks: columns are told apart by cross-entropy, an L1 (and features) to the true
result takes the place of most of the way back, and the critic is there for what an average would blur.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from lightning_modules.budget import Budget
from lightning_modules.edit_sets import Span
from lightning_modules.losses.backbones import Backbone
from lightning_modules.losses.choosing import bring
from lightning_modules.losses.perceptual import perceptual_loss
from lightning_modules.losses.wasserstein import gradient_penalty
from lightning_modules.parts import Drawn, Part
from lightning_modules.picture_configs import StarGanConfig
from lightning_modules.precision import channels_last
from lightning_modules.stargan import StarGan

_COARSE = 8
_CHANGED = 0.1  # of the range from -1 to 1


class StarEdits(StarGan):
    """A batch is (picture, domains, wanted, target, truth, known), see `EditSource`; domains (N, D) of `spans`."""

    def __init__(self, config: StarGanConfig, budget: Budget, spans: list[Span], backbone: Backbone | None) -> None:
        super().__init__(config, budget, spans[-1].stop, exclusive=False)
        self.spans = spans
        self.generator = channels_last(self.generator)
        self.discriminator = channels_last(self.discriminator)
        # In a tuple, so that its frozen weights stay out of every checkpoint.
        self._backbone = (backbone,)

    def on_fit_start(self) -> None:
        bring(self._backbone[0], self.device)

    @property
    def criticised(self) -> bool:
        """Whether the critic takes part yet: with its score and the domains that it tells, or one of the two."""
        return (self.config.gan > 0 or self.config.classes > 0) and self.budget.fraction >= self.config.gan_from

    def learn(self, batch: tuple[Tensor, ...]) -> None:
        """One edit of every picture: the critic's step, then, in every `critics`-th batch, the generator's."""
        generator_optimizer, discriminator_optimizer = self._optimizers()
        whole = (*batch, self.chances(len(batch[0]))[1].to(batch[0]))
        drawn = Drawn(self.generator, lambda part: self.generator(part.batch[0], part.batch[3]))
        if self.criticised:
            self.discriminator.requires_grad_(True)
            self.step(
                discriminator_optimizer, whole, lambda part: self.critic_loss(part, drawn.without_graph(part).float())
            )
        if not self.criticised or (self.budget.batches_done + 1) % self.config.critics == 0:
            self.discriminator.requires_grad_(False)
            self.step(generator_optimizer, whole, lambda part: self.edit_loss(part, drawn.with_graph(part)))
        self.average.update(self.generator, self.budget.batches_done)

    def critic_loss(self, part: Part, fake: Tensor) -> Tensor:
        """What the real picture is; where the score counts, also the critic's distance and the gradient penalty."""
        picture, domains, mix = part.batch[0].float(), part.batch[1], part.batch[6]
        with torch.autocast(self.device.type, enabled=False):
            real_score, logits = self.discriminator(picture)
            classes = self.classification_loss(logits, domains)
            self.note(d_classes=classes)
            loss: Tensor = self.config.classes * classes
            if self.config.gan > 0:
                fake_score, _ = self.discriminator(fake)
                real, made = -real_score.mean(), fake_score.mean()
                penalty = gradient_penalty(self._score, mix * picture + (1 - mix) * fake)
                self.note(d_real=real, d_fake=made, d_penalty=penalty)
                loss = loss + real + made + self.config.penalty * penalty
        return loss

    def edit_loss(self, part: Part, fake: Tensor) -> Tensor:
        """How far the edit is from the true one, what the critic thinks of it, and the way back."""
        config = self.config
        picture, domains, wanted, target, truth, known, _ = part.batch
        terms: dict[str, Tensor] = {}
        weights = {"paired": config.paired, "features": config.perceptual, "cycle": config.cycle}
        if self.criticised:
            with torch.autocast(self.device.type, enabled=False):
                score, logits = self.discriminator(fake.float())
                terms["classes"] = self.classification_loss(logits, wanted)
                if config.gan > 0:
                    terms["gan"] = -score.mean()
            weights |= {"gan": config.gan, "classes": config.classes}
        if config.paired:
            emphasis = _emphasis(picture, truth, config.changed)
            terms["paired"] = _paired(fake.float(), truth.float(), known, emphasis)
        backbone = self._backbone[0]
        if config.perceptual and backbone is not None and known.any():
            shown = known[:, 0] > 0
            with torch.no_grad():
                real = backbone(truth[shown])
            terms["features"] = perceptual_loss(backbone, backbone(fake[shown]), real)
        if config.cycle:
            back = self.generator(fake, self.way_back(target, domains))
            terms["cycle"] = F.l1_loss(back.float(), picture.float())
        self.note(**terms)
        return torch.stack([weights[name] * value for name, value in terms.items()]).sum()

    def way_back(self, target: Tensor, domains: Tensor) -> Tensor:
        """The columns that `target` names, with the values that they had; (N, D) both."""
        back = torch.zeros_like(domains)
        for start, stop in self.spans:
            named = target[:, start:stop].sum(1, keepdim=True) > 0
            back[:, start:stop] = domains[:, start:stop] * named
        return back

    def classification_loss(self, logits: Tensor, domains: Tensor) -> Tensor:
        """Cross-entropy of each column over the pictures of which it is known; the mean of the columns."""
        terms = []
        for start, stop in self.spans:
            known = domains[:, start:stop].sum(1) > 0
            if known.any():
                terms.append(F.cross_entropy(logits[known, start:stop], domains[known, start:stop].argmax(1)))
        return torch.stack(terms).mean() if terms else logits.sum() * 0


def _emphasis(picture: Tensor, truth: Tensor, weight: float) -> Tensor:
    """What each pixel counts (N, 1, H, W): those that the true edit changes `weight` times as much, 1 on average."""
    changed = (truth.float() - picture.float()).abs().amax(1, keepdim=True) > _CHANGED
    emphasis = 1 + (weight - 1) * changed.float()
    return emphasis / emphasis.mean((1, 2, 3), keepdim=True)


def _paired(fake: Tensor, truth: Tensor, known: Tensor, emphasis: Tensor) -> Tensor:
    """L1 where the truth is known: half by pixels, half by means over 8×8, where light and colour count."""
    fine = ((fake - truth).abs() * emphasis).mean((1, 2, 3))
    coarse = F.avg_pool2d((fake - truth) * emphasis, _COARSE).abs().mean((1, 2, 3))
    weights = known[:, 0]
    return ((fine + coarse) / 2 * weights).sum() / weights.sum().clamp(min=1)
