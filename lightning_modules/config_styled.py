"""The recipe of the studio's own TSIT as a value."""

from __future__ import annotations

from dataclasses import dataclass

from lightning_modules.config_scene import SceneConfig
from studio.errors import InputError

_SMALLEST, _MULTIPLE = 64, 16


@dataclass(frozen=True)
class StyledConfig(SceneConfig):
    """Label maps in the look of a picture: studio_tsit's scene network, on scenes of which several share a look.

    Settings are those of the scene recipe; a network without noise planes there is none.
    """

    kind: str = "styled"
    network: str = "scene"

    def check(self) -> None:
        super().check()
        if self.crop_size % _MULTIPLE or self.crop_size < _SMALLEST:
            raise InputError(
                f"crop_size is {self.crop_size}; this recipe takes multiples of {_MULTIPLE} from {_SMALLEST} on"
            )
        if not self.noise:
            raise InputError("this recipe's network has noise planes: leave noise at true")
