"""Checkpoints are recognised by a child process, kept with a card, and draw at once."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.errors import InputError, StudioError
from studio.generators.specs import Request
from studio.labels import LANDSCAPE
from studio.render.once import render_once
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store

Checkpoint = Callable[[str], Path]

KNOWN = {
    "spade": ("spade", {}, "ade20k"),
    "spade-vae": ("spade", {"crop_size": "64"}, "landscape"),
    "tsit": ("tsit", {}, "landscape"),
    "tsit-transfer": ("tsit-transfer", {}, ""),
    "pix2pix": ("pix2pix", {}, ""),
    "stargan": ("stargan", {}, ""),
    "cartoongan": ("cartoongan", {}, ""),
}


@pytest.mark.parametrize("name", KNOWN)
def test_every_architecture_is_recognised_and_draws(name: str, checkpoint: Checkpoint, store: Store) -> None:
    generator, hints, labels = KNOWN[name]
    card = import_checkpoint(checkpoint(name), store, name="mine", hints=hints)
    assert (card.generator, card.labels) == (generator, labels)
    assert card.source["file"] == "latest_net_G.pth"
    takes_maps = bool(labels)
    shape = (48, 64) if takes_maps else (48, 64, 3)
    image = np.random.default_rng(0).integers(1, len(LANDSCAPE), shape).astype(np.uint8)
    request = Request(generator, image, size=48, weights=card.sha256)
    first, second = render_once(request), render_once(request)
    assert first.image.shape == (48, 64, 3)
    assert first.image.tobytes() == second.image.tobytes()
    assert first.weights == card.sha256


def test_a_seed_varies_the_code_of_a_network_that_has_one(checkpoint: Checkpoint, store: Store) -> None:
    card = import_checkpoint(checkpoint("spade-vae"), store, name="vae", hints={"crop_size": "64"})
    assert card.facts["encoder"] is True
    labels = np.full((64, 64), LANDSCAPE.id("sky"), np.uint8)
    style = np.random.default_rng(1).integers(0, 256, (40, 50, 3)).astype(np.uint8)
    pictures = [
        render_once(Request("spade", labels, seed=seed, size=64, style=look, weights=card.sha256)).image.tobytes()
        for seed, look in ((0, None), (1, None), (0, style))
    ]
    assert len(set(pictures)) == 3


def test_the_name_is_the_files_unless_another_is_given(checkpoint: Checkpoint, store: Store) -> None:
    path = checkpoint("cartoongan")
    assert import_checkpoint(path, store).name == "latest_net_g"
    with pytest.raises(InputError, match="already"):
        import_checkpoint(path, store)
    assert import_checkpoint(path, store, replace=True).name == "latest_net_g"
    with pytest.raises(InputError, match="no name for weights"):
        import_checkpoint(path, store, name="../../evil")


def test_domains_are_named_by_a_hint(checkpoint: Checkpoint, store: Store) -> None:
    path = checkpoint("stargan")
    assert import_checkpoint(path, store, name="celeba").domains[1] == "Blond_Hair"
    named = import_checkpoint(path, store, name="mine", hints={"domains": "a, b, c, d, e"})
    assert named.domains == ("a", "b", "c", "d", "e")
    with pytest.raises(InputError, match="has 5 domains"):
        import_checkpoint(path, store, name="wrong", hints={"domains": "a,b"})


@pytest.mark.parametrize(
    ("hints", "said"),
    [
        ({"crop_size": "huge"}, "whole number"),
        ({"aspect_ratio": "0"}, "number from 1/16"),
        ({"upsampling": "most"}, "contradicts"),
        ({"upsampling": "wild"}, "normal, more, most"),
        ({"colour": "red"}, "no hint colour"),
    ],
)
def test_wrong_hints_are_told(hints: dict[str, str], said: str, checkpoint: Checkpoint, store: Store) -> None:
    with pytest.raises(InputError, match=said):
        import_checkpoint(checkpoint("spade"), store, name="mine", hints=hints)
    assert store.cards() == []


def test_what_nobody_knows_is_refused_and_leaves_nothing(tmp_path: Path, store: Store) -> None:
    import torch

    path = tmp_path / "other.pth"
    torch.save({"conv.weight": torch.zeros(3, 2), "conv.bias": torch.zeros(3)}, path)
    with pytest.raises(InputError, match=r"holds 2 tensors \(conv\.weight 3×2\): that draws in none of .*spade"):
        import_checkpoint(path, store)
    torch.save({"layer1.0.weight": torch.zeros(3, 2), "fc_var.weight": torch.zeros(3, 2)}, path)
    with pytest.raises(InputError, match="holds a picture encoder"):
        import_checkpoint(path, store)
    with pytest.raises(InputError, match="is a folder"):
        import_checkpoint(tmp_path, store)
    (tmp_path / "text.pth").write_text("hello")
    with pytest.raises(InputError):
        import_checkpoint(tmp_path / "text.pth", store)
    assert list(store.folder.iterdir()) == []


def test_weights_that_are_gone_are_told(checkpoint: Checkpoint, store: Store) -> None:
    card = import_checkpoint(checkpoint("cartoongan"), store, name="mine")
    store.remove("mine")
    picture = np.zeros((32, 32, 3), np.uint8)
    with pytest.raises(StudioError, match="no longer there"):
        render_once(Request("cartoongan", picture, size=32, weights=card.sha256))


def test_weights_that_find_no_room_are_no_damaged_file(checkpoint: Checkpoint, store: Store) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    file = checkpoint("spade")
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(StudioError, match=r"the weights can't be written: .*File too large"):
            import_checkpoint(file, store, name="mine")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.cards() == []
