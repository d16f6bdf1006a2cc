"""The studio's own network for pictures: it begins with the picture, hears words, knows no size, grid or frame."""

from __future__ import annotations

import torch
from torch import Tensor

from studio_torch.change_net import ChangeNet


def heard(network: ChangeNet) -> ChangeNet:
    """With words that say something and a last layer that draws, as after a training."""
    torch.manual_seed(1)
    torch.nn.init.normal_(network.last.weight, 0.0, 0.1)
    for name, weights in network.named_parameters():
        if ".said." in name:
            torch.nn.init.normal_(weights, 0.0, 0.5)
    return network


def small(words: int = 0) -> ChangeNet:
    torch.manual_seed(0)
    return ChangeNet(words=words, channels=4, blocks=1).eval()


@torch.inference_mode()
def drawn(network: ChangeNet, picture: Tensor, *words: float) -> Tensor:
    made: Tensor = network(picture, torch.tensor([words]) if words else None)
    return made


def test_it_begins_with_the_picture_as_it_is() -> None:
    picture = torch.rand(1, 3, 32, 40) * 2 - 1
    assert float((drawn(small(2), picture, 0.0, 1.0) - picture).abs().mean()) < 0.05


def test_words_are_heard_everywhere_and_silence_is_none() -> None:
    network, picture = heard(small(2)), torch.zeros(1, 3, 64, 64)
    first, second, silent = (drawn(network, picture, *words) for words in ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0)))
    assert float((first - second)[:, :, 28:36, 28:36].abs().mean()) > 0.01
    assert torch.equal(silent, drawn(network, picture))


def test_an_even_picture_stays_even_to_its_border() -> None:
    even = torch.full((1, 3, 48, 64), 0.3)
    made = drawn(heard(small()), even)
    assert float((made - made[:, :, 24:25, 32:33]).abs().max()) < 1e-4
    assert float((made - even).abs().mean()) > 1e-3


def test_what_is_far_beyond_white_can_still_be_taught() -> None:
    network = small(2).train()
    torch.nn.init.constant_(network.last.bias, 20.0)  # where tanh has no slope left
    (network(torch.zeros(1, 3, 32, 32), torch.zeros(1, 2)) - 0.5).abs().mean().backward()
    assert float(network.last.bias.grad.abs().min()) > 1e-3


def test_the_same_even_picture_looks_the_same_at_any_size() -> None:
    network = heard(small())
    one, other = (drawn(network, torch.full((1, 3, side, side), -0.4))[0, :, 0, 0] for side in (32, 96))
    assert torch.allclose(one, other, atol=1e-5)


@torch.inference_mode()
def test_a_picture_larger_than_any_seen_is_read_small_and_keeps_its_lines() -> None:
    torch.manual_seed(2)
    lines = (torch.rand(1, 3, 64, 96) > 0.5).float() - 0.5  # finer than anything at half the size
    quiet, network, word = small(2), heard(small(2)), torch.tensor([[1.0, 0.0]])
    assert float((quiet.drawn_large(lines, word, largest=32) - lines).abs().max()) < 0.1
    assert torch.equal(network.drawn_large(lines, word, largest=64), network(lines, word))
    smooth = torch.linspace(-0.5, 0.5, 64).view(1, 1, 64, 1).expand(1, 3, 64, 96)
    whole = torch.nn.functional.interpolate(smooth, (32, 48), mode="bicubic", antialias=True)
    wanted = network(whole, word)
    found = torch.nn.functional.interpolate(network.drawn_large(smooth, word, largest=32), (32, 48), mode="area")
    assert (
        float((found - wanted).abs().mean()) < 0.02 < float((network(smooth, word)[..., ::2, ::2] - wanted).abs().max())
    )
