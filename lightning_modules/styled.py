"""The studio's own TSIT: label maps in the look of a picture of another scene; discriminator step first.

Everything but the networks is the scene recipe's. The picture that gives the look shows another scene, so all that
can be taken off it is its look; what is drawn is compared with the true picture of the labels in that look.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from torch import Tensor, nn

from lightning_modules.config_styled import StyledConfig
from lightning_modules.parts import Part
from lightning_modules.recomputing import blocks_in
from lightning_modules.scene import SceneRecipe
from studio_torch.scenes import one_hot
from studio_tsit.scene_tsit import SceneFadeBlock, SceneTsit, SceneTsitShape


class StyledBatch(NamedTuple):
    """Label ids (N, H, W), pictures (N, 3, H, W) in [-1, 1], style vectors (N, S), and pictures of the same look."""

    labels: Tensor
    picture: Tensor
    style: Tensor
    look: Tensor


class StyledRecipe(SceneRecipe):
    """The scene network of TSIT, its average and the discriminator, which knows the look as a style vector."""

    config: StyledConfig

    def build_generator(self, style_length: int) -> nn.Module:
        return SceneTsit(SceneTsitShape(channels=self.config.channels, things=self.config.things))

    def blocks(self) -> list[nn.Module]:
        return blocks_in(self.generator, SceneFadeBlock)

    def learn(self, batch: Any) -> None:
        super().learn(StyledBatch(*batch))  # type: ignore[arg-type]

    def _draw(self, part: Part) -> Tensor:
        made: Tensor = self.generator(one_hot(part.batch.labels), part.batch.look, self._noise(part))
        return made
