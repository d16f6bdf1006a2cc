"""Drawing with StarGAN; imported in the render worker only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from studio.errors import InputError
from studio.generators.domains import resolved
from studio.generators.specs import Request
from studio.labels import Picture
from studio_stargan.bundled import bundled
from studio_stargan.checkpoints import CELEBA, FORMAT, StarNetwork, build
from studio_stargan.network import StarGenerator
from studio_stargan.words import titles_of
from studio_torch.change_net import ChangeNet
from studio_torch.fitting import use_instance_statistics
from studio_torch.pictures import as_picture, as_tensor, padded, resized, stamped
from studio_torch.reading import State
from studio_torch.shelf import Shelf

_MULTIPLE = 4
_WHO = "StarGAN"
_USUAL = "hour-sunset"


class Painter:
    """Pictures in, the same pictures in another domain out.

    Of the weights that come with StarGAN those draw that know the domains asked for. Instance norms use the
    picture's own statistics, as the official test does: so were the pictures made that people know.
    """

    def __init__(self) -> None:
        self._imported: Shelf[StarNetwork] = Shelf(FORMAT, _built, bundled=None, untrained=_untrained)
        self._own = {each: Shelf(FORMAT, _built, bundled=each.path, untrained=_untrained) for each in bundled()}

    @torch.inference_mode()
    def render(self, request: Request, progress: Callable[[float], None]) -> Picture:
        """The picture in `request.domain` (several joined by +), uint8 (*request.shape, 3)."""
        network, facts = self._shelf(request).take(request.weights)
        target = _target(request.domain, facts)
        height, width = request.shape
        progress(0.1)
        made = _made(network, padded(as_tensor(resized(request.image, request.shape)), _MULTIPLE), target, facts)
        picture = as_picture(made[:, :, :height, :width])
        return picture if facts else stamped(picture, "StarGAN: untrained")

    def _shelf(self, request: Request) -> Shelf[StarNetwork]:
        """Where the network is that this request is for."""
        if request.weights or not self._own:
            return self._imported
        if request.domain is None:
            return next(iter(self._own.values()))
        every = [domain for each in self._own for domain in each.domains]
        names = resolved(request.domain, every, titles_of(tuple(every)), who=_WHO)
        for each, shelf in self._own.items():
            if set(names) <= set(each.domains):
                return shelf
        raise InputError(f"{_WHO}: {' and '.join(names)} belong to different weights; ask for one after the other")


def load() -> Painter:
    """A painter; weights are loaded with the first request that names them."""
    return Painter()


def _target(asked: str | None, facts: dict[str, Any]) -> Tensor:
    """The domain vector (1, D): 1 at each domain that is asked for; a usual one where none is."""
    names = tuple(facts.get("domains", CELEBA))
    wanted = [_USUAL if _USUAL in names else names[0]]
    if asked is not None:
        wanted = resolved(asked, names, titles_of(names), who=_WHO)
    columns = [name.partition("-")[0] for name in wanted]
    if facts.get("keep") and len(set(columns)) < len(set(wanted)):
        raise InputError(f"{_WHO}: {' and '.join(wanted)} exclude each other")
    return torch.tensor([[float(name in wanted) for name in names]])


def _made(network: StarNetwork, picture: Tensor, target: Tensor, facts: dict[str, Any]) -> Tensor:
    largest = int(facts.get("largest", 0))
    if isinstance(network, ChangeNet) and largest:
        return network.drawn_large(picture, target, largest=largest)
    made: Tensor = network(picture, target)
    return made


def _built(facts: dict[str, Any], state: State) -> StarNetwork:
    network = build(facts)
    network.load_state_dict(state)
    if isinstance(network, StarGenerator):
        use_instance_statistics(network)
    return network.eval()


def _untrained() -> StarNetwork:
    torch.manual_seed(0)
    network = StarGenerator(domains=len(CELEBA), channels=8, blocks=2)
    use_instance_statistics(network)
    return network.eval()
