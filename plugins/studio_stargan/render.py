"""Drawing with StarGAN; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from studio.errors import InputError
from studio.generators.specs import Request
from studio.labels import Picture
from studio_stargan.checkpoints import CELEBA, FORMAT
from studio_stargan.forms import INSTANCE, PICTURE
from studio_stargan.network import StarGenerator
from studio_torch.fitting import use_instance_statistics
from studio_torch.pictures import as_picture, as_tensor, padded, resized, stamped
from studio_torch.reading import State
from studio_torch.shelf import Shelf

_MULTIPLE = 4


class Painter:
    """Pictures in, the same pictures in another domain out.

    Norms use the picture's own statistics, as the official test does: so were the pictures made that people know.
    """

    def __init__(self) -> None:
        self._shelf: Shelf[StarGenerator] = Shelf(FORMAT, _built, bundled=None, untrained=_untrained)

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture in `request.domain` (several joined by +), uint8 (*request.shape, 3)."""
        network, facts = self._shelf.take(request.weights)
        target = _target(request.domain, list(facts.get("domains", CELEBA)))
        height, width = request.shape
        progress(0.1)
        made = network(padded(as_tensor(resized(request.image, request.shape)), _MULTIPLE), target)
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, "StarGAN: untrained")


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _target(domain: str | None, names: list[str]) -> Tensor:
    """The domain vector (1, D): 1 at each name in `domain`; the first name when there is none."""
    wanted = [name.strip() for name in (domain or names[0]).split("+")]
    target = torch.zeros(1, len(names))
    for name in wanted:
        if name not in names:
            raise InputError(f"StarGAN has no domain {name}; there are {', '.join(names)} (join several with +)")
        target[0, names.index(name)] = 1.0
    return target


def _built(facts: dict[str, Any], state: State) -> StarGenerator:
    network = StarGenerator(
        domains=len(facts["domains"]),
        channels=facts["channels"],
        blocks=facts["blocks"],
        norm=facts.get("norm", INSTANCE),
        output=facts.get("output", PICTURE),
    )
    network.load_state_dict(state)
    if facts.get("norm", INSTANCE) == INSTANCE:
        use_instance_statistics(network)
    return network.eval()


def _untrained() -> StarGenerator:
    torch.manual_seed(0)
    network = StarGenerator(domains=len(CELEBA), channels=8, blocks=2)
    use_instance_statistics(network)
    return network.eval()
