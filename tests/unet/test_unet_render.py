"""Drawing with trained weights: same bytes for the same request, any size, one clear line when weights are bad."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from lightning_modules.weight_files import write_weights
from studio.errors import InputError, StudioError
from studio.generators.specs import Request
from studio.labels import LANDSCAPE, LabelMap
from studio.weights.importing import import_checkpoint
from studio.weights.store import Store
from studio_torch.maps import fill_void, resize_labels
from studio_torch.scene_painter import ScenePainter
from studio_torch.scenes import draw_noise, one_hot
from studio_unet.checkpoints import FORMAT, load_weights
from studio_unet.render import Easel, fold_norms, load, load_from
from studio_unet.sizes import build

STYLE_NAMES = ("hour=day", "hour=night", "sun_x")
PRESETS = {"day/summer": [1.0, 0.0, 0.0], "night/summer": [0.0, 1.0, 0.0]}


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("weights") / "tiny.safetensors"
    facts = {"format": FORMAT, "network": "tiny", "style_names": STYLE_NAMES, "presets": PRESETS}
    write_weights(path, build("tiny", len(STYLE_NAMES)).state_dict(), facts, {})
    return path


@pytest.fixture(scope="module")
def painter(weights: Path) -> ScenePainter:
    return load_from(weights)


def coast(height: int = 64, width: int = 64) -> LabelMap:
    labels = np.full((height, width), LANDSCAPE.id("sky"), np.uint8)
    labels[height // 2 :] = LANDSCAPE.id("sea")
    return labels


def render(painter: ScenePainter | Easel, labels: LabelMap, **rest: object) -> np.ndarray:
    return painter.render(Request("unet", labels, **{"size": 64, **rest}), lambda fraction: None)  # type: ignore[arg-type]


def test_the_same_request_gives_the_same_bytes(painter: ScenePainter) -> None:
    first = render(painter, coast(), seed=3)
    render(painter, coast(), seed=4)
    assert np.array_equal(first, render(painter, coast(), seed=3))


def test_a_seed_changes_water(painter: ScenePainter) -> None:
    assert not np.array_equal(render(painter, coast(), seed=1), render(painter, coast(), seed=2))


@pytest.mark.parametrize(
    ("shape", "size", "wanted"), [((64, 64), 50, (50, 50)), ((30, 47), 64, (64, 100)), ((16, 16), 16, (16, 16))]
)
def test_any_size_and_aspect_is_drawn(
    painter: ScenePainter, shape: tuple[int, int], size: int, wanted: tuple[int, int]
) -> None:
    picture = render(painter, coast(*shape), size=size)
    assert picture.shape == (*wanted, 3)
    assert picture.dtype == np.uint8
    assert picture.flags.c_contiguous


def test_hours_are_options(painter: ScenePainter) -> None:
    assert not np.array_equal(render(painter, coast()), render(painter, coast(), options={"hour": "night"}))


def test_an_hour_that_the_weights_do_not_know_is_named(painter: ScenePainter) -> None:
    with pytest.raises(InputError, match="fog/summer"):
        render(painter, coast(), options={"hour": "fog"})


def test_unpainted_pixels_look_like_their_neighbours(painter: ScenePainter) -> None:
    holes = coast()
    holes[5:9, 5:9] = 0
    assert np.array_equal(render(painter, holes), render(painter, coast()))


def test_an_empty_map_is_a_sky(painter: ScenePainter) -> None:
    empty = np.zeros((64, 64), np.uint8)
    assert np.array_equal(render(painter, empty), render(painter, np.ones_like(empty)))
    assert fill_void(empty).max() == LANDSCAPE.id("sky")


def test_labels_are_resized_without_inventing_any() -> None:
    labels = np.random.default_rng(0).integers(0, 24, (31, 17)).astype(np.uint8)
    assert set(np.unique(resize_labels(labels, 64, 90))) <= set(np.unique(labels))
    assert np.array_equal(resize_labels(resize_labels(labels, 62, 34), 31, 17), labels)


def test_folding_the_norms_leaves_the_picture_as_it_is() -> None:
    torch.manual_seed(1)
    network = build("tiny", 3).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -1, 1)
            torch.nn.init.uniform_(module.running_var, 0.5, 2)
    labels, style = one_hot(torch.from_numpy(coast())[None]), torch.zeros(1, 3)
    noise = draw_noise(network, 1, (64, 64), torch.Generator().manual_seed(0))
    with torch.inference_mode():
        before = network(labels, style, noise)
        assert torch.allclose(before, fold_norms(network)(labels, style, noise), atol=1e-5)


def test_damaged_weights_are_one_clear_line(weights: Path, tmp_path: Path) -> None:
    digest = "0" * 64
    with pytest.raises(StudioError, match="damaged"):
        load_weights(weights, digest)
    with pytest.raises(StudioError, match="reinstall"):
        load_weights(tmp_path / "nowhere.safetensors")
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(StudioError, match=r"cut\.safetensors"):
        load_weights(cut)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.safetensors"
    facts = {"format": FORMAT, "network": "tiny", "style_names": ["a", "b"], "presets": {}}
    write_weights(path, build("tiny", 3).state_dict(), facts, {})
    with pytest.raises(StudioError, match="fits no network"):
        load_weights(path)


def test_the_plugin_and_its_listing_load_no_torch() -> None:
    listing = "import sys, studio_unet.plugin as plugin; plugin.studio_generators()"
    code = f"{listing}; print([name for name in ('torch', 'scipy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_request_is_drawn_with_the_weights_that_it_names(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path))
    card = import_checkpoint(weights, Store(), name="mine")
    assert (card.generator, card.labels, card.title) == ("unet", "landscape", "U-Net tiny, 3 style entries")
    easel = load()
    bundled = render(easel, coast())
    mine = render(easel, coast(), weights=card.sha256)
    assert np.array_equal(mine, render(load_from(weights), coast()))
    assert not np.array_equal(mine, bundled)
    assert np.array_equal(render(easel, coast()), bundled)


def test_the_bundled_network_draws_hour_season_and_weather() -> None:
    easel = load()
    labels = coast(96, 128)
    plain = render(easel, labels, size=96)
    looks = {"hour": "night", "season": "winter", "weather": "fog"}
    others = [render(easel, labels, size=96, options={name: word}) for name, word in looks.items()]
    assert len({picture.tobytes() for picture in (plain, *others)}) == 4
    assert others[0].mean() < 0.7 * plain.mean()
    assert others[2].std() < 0.85 * plain.std()
