"""`studio weights` and `studio render --chain`: import, list, use, draw, refuse."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from command_line import Studio
from PIL import Image

from studio.sketch.files import open_sketch
from studio_cartoongan.network import CartoonGenerator
from studio_stargan.network import StarGenerator


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))


@pytest.fixture
def checkpoints(tmp_path: Path) -> tuple[Path, Path]:
    torch.manual_seed(0)
    cartoon, star = tmp_path / "generator_param.pkl", tmp_path / "200000-G.ckpt"
    torch.save(CartoonGenerator(channels=4, blocks=2).state_dict(), cartoon)
    torch.save(StarGenerator(domains=5, channels=4, blocks=2).state_dict(), star)
    return cartoon, star


def pixels(name: str) -> np.ndarray:
    with Image.open(name) as image:
        return np.array(image.convert("RGB"))


def test_a_chain_draws_with_imported_weights_and_the_picture_remembers_it(
    studio: Studio, coast: Path, checkpoints: tuple[Path, Path]
) -> None:
    assert studio("weights", "import", checkpoints[0], "--as", "hayao").code == 0
    assert studio("weights", "import", checkpoints[1], "--as", "celeba").code == 0
    chain = "world | cartoongan:hayao | stargan:Blond_Hair@celeba"
    drawn = studio("render", coast, "-o", "out.png", "--chain", chain, "--size", "48", "--json")
    assert drawn.code == 0
    assert json.loads(drawn.out)["generator"] == "world | cartoongan | stargan"
    sketch = open_sketch(Path("out.png"))
    assert [step.generator for step in sketch.chain] == ["world", "cartoongan", "stargan"]
    assert sketch.chain[2].domain == "Blond_Hair"
    first = pixels("out.png")
    again = studio("render", "out.png", "-o", "again.png", "--size", "48")
    assert again.code == 0
    assert np.array_equal(first, pixels("again.png"))


def test_a_photograph_starts_a_chain_of_pictures(studio: Studio, checkpoints: tuple[Path, Path]) -> None:
    studio("weights", "import", checkpoints[0], "--as", "hayao")
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 60, 3)).astype(np.uint8)).save("photo.jpg")
    drawn = studio(
        "render", "photo.jpg", "-o", "c.png", "--generator", "cartoongan", "--weights", "hayao", "--size", "40"
    )
    assert drawn.code == 0
    assert pixels("c.png").shape == (40, 60, 3)


def test_an_untrained_generator_says_so_on_its_picture(studio: Studio, coast: Path) -> None:
    assert studio("render", coast, "-o", "u.png", "--generator", "pix2pix", "--size", "64").code == 0
    foot = pixels("u.png")[-5:]
    assert (foot == (20, 20, 20)).all(-1).mean() > 0.4


def test_the_list_shows_what_is_in_use(studio: Studio, checkpoints: tuple[Path, Path]) -> None:
    studio("weights", "import", checkpoints[0], "--as", "hayao")
    assert studio("weights", "use", "hayao").code == 0
    (card,) = json.loads(studio("weights", "list", "--json").out)
    assert (card["name"], card["in_use"], card["generator"]) == ("hayao", True, "cartoongan")
    assert "hayao *" in studio("weights", "list").out
    assert "CartoonGAN" in studio("weights", "info", "hayao").out
    assert studio("weights", "verify").code == 0
    (Path("store") / "hayao.safetensors").write_bytes(b"x")
    assert studio("weights", "verify").code == 1
    assert studio("weights", "use", "bundled:cartoongan").code == 0
    assert studio("weights", "use", "bundled:nobody").code == 2
    (Path("store") / "torn.json").write_text("{")
    assert "torn is damaged" in studio("weights", "list").err
    (Path("store") / "torn.json").unlink()
    assert studio("weights", "remove", "hayao").code == 0
    assert json.loads(studio("weights", "list", "--json").out) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--chain", "cartoongan | world"), "cartoongan before it makes pictures"),
        (("--chain", "world | world"), "draws from label maps"),
        (("--chain", "world |"), "one of its links is empty"),
        (("--chain", "world:dusk"), "no weights called dusk"),
        (("--chain", "world | stargan:Purple"), "no domain Purple"),
        (("--chain", "world", "--generator", "world"), "not allowed with"),
        (("--chain", "world", "--weights", "x"), "stargan:sunset@mine"),
        (("--weights", "x"), "--generator"),
        (("--generator", "nobody"), "there is no generator nobody"),
        (("--generator", "world", "--style", "nowhere.jpg"), "no such file"),
    ],
)
def test_chains_that_cannot_be_drawn_are_refused(
    arguments: tuple[str, ...], said: str, studio: Studio, coast: Path
) -> None:
    ended = studio("render", coast, "-o", "x.png", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert not Path("x.png").exists()


def test_a_label_generator_refuses_a_photograph(studio: Studio) -> None:
    Image.fromarray(np.zeros((40, 60, 3), np.uint8)).save("photo.jpg")
    ended = studio("render", "photo.jpg", "-o", "x.png", "--generator", "world")
    assert ended.code == 2
