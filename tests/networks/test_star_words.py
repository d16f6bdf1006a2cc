"""StarGAN asked in words: a value's own name, several at once, in Chinese; and which of its weights draw then."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from lightning_modules.weight_files import write_weights
from studio.errors import InputError
from studio.generators.domains import resolved, short_name
from studio.generators.host import find
from studio.generators.spec_json import from_json, to_json
from studio.generators.specs import Generator, Request
from studio.generators.validation import faults_of
from studio.render.chain import parse_chain
from studio.weights.store import Store
from studio_stargan import bundled
from studio_stargan.checkpoints import FORMAT
from studio_stargan.plugin import studio_generators
from studio_stargan.render import Painter
from studio_stargan.words import titles_of
from studio_torch.change_net import ChangeNet
from studio_torch.weight_file import read_weights

LANDSCAPE = ("hour-day", "hour-sunset", "season-winter", "weather-clear", "weather-rain")
PORTRAITS = ("hair-red", "glasses-none", "fringe-none", "medium-sketch")


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two bundled files of small networks, each of its own colours."""
    monkeypatch.setattr(bundled, "FOLDER", tmp_path)
    for name, domains in (("landscape", LANDSCAPE), ("portraits", PORTRAITS)):
        torch.manual_seed(len(name))
        network = ChangeNet(words=len(domains), channels=4, blocks=1)
        for spoken in (network.last, network.start.norm.said, network.up[1].norm.said):  # type: ignore[union-attr]
            torch.nn.init.normal_(spoken.weight, 0.0, 0.3)  # type: ignore[union-attr, arg-type]
        facts = {"format": FORMAT, "channels": 4, "blocks": 1, "network": "change", "keep": True}
        write_weights(
            tmp_path / f"{name}.safetensors",
            network.state_dict(),
            {**facts, "domains": domains},
            {"generator": "stargan", "domains": domains},
        )
    return tmp_path


def drawn(domain: str | None) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    picture = np.linspace(0, 255, 24 * 20 * 3).reshape(24, 20, 3).astype(np.uint8)
    return Painter().render(Request("stargan", picture, size=20, domain=domain), lambda done: None)


def test_a_value_s_own_name_is_enough_where_no_other_column_has_it() -> None:
    every = (*LANDSCAPE, *PORTRAITS)
    assert resolved("sunset", every) == resolved("hour-sunset", every) == ["hour-sunset"]
    assert resolved("winter + Rain", every) == ["season-winter", "weather-rain"]
    assert resolved("日落", every, titles_of(every)) == ["hour-sunset"]
    with pytest.raises(InputError, match="glasses-none or fringe-none"):
        resolved("none", every)
    with pytest.raises(InputError, match="no domain storm; there are hour-day"):
        resolved("winter+storm", every)


def test_names_without_columns_are_their_own_short_names() -> None:
    assert resolved("blond_hair", ("Black_Hair", "Blond_Hair")) == ["Blond_Hair"]
    assert short_name("Blond_Hair") == "Blond_Hair"


def test_the_weights_that_know_the_domain_draw(weights: Path) -> None:
    assert np.array_equal(drawn("sunset"), drawn("hour-sunset"))
    assert not np.array_equal(drawn("sunset"), drawn("rain"))
    assert not np.array_equal(drawn("sunset"), drawn("sunset+rain"))
    assert drawn("red").shape == (24, 20, 3)
    assert np.array_equal(drawn(None), drawn("sunset"))


def test_weights_that_saw_small_pictures_read_larger_ones_at_that_size(weights: Path) -> None:
    before = drawn("sunset")
    path = weights / "landscape.safetensors"
    facts, state = read_weights(path, FORMAT)
    for largest, is_the_same in ((20, True), (12, False)):
        write_weights(path, state, {**facts, "largest": largest}, {"generator": "stargan", "domains": LANDSCAPE})
        assert np.array_equal(drawn("sunset"), before) == is_the_same


def test_what_can_t_be_asked_for_is_said(weights: Path) -> None:
    with pytest.raises(InputError, match="exclude each other"):
        drawn("day+sunset")
    with pytest.raises(InputError, match="one after the other"):
        drawn("sunset+red")
    with pytest.raises(InputError, match="no domain storm"):
        drawn("storm")


def test_the_domains_of_its_weights_are_listed_with_their_names(weights: Path) -> None:
    (spec,) = studio_generators()
    assert spec.domains == (*LANDSCAPE, *PORTRAITS)
    assert spec.domain_titles[1] == ("sunset", "日落")
    assert [one.file for one in spec.weights] == ["weights/landscape.safetensors", "weights/portraits.safetensors"]
    assert from_json(to_json(spec)) == spec
    assert not faults_of(spec)


def test_one_file_alone_will_do(weights: Path) -> None:
    (weights / "landscape.safetensors").unlink()
    (spec,) = studio_generators()
    assert spec.domains == PORTRAITS
    assert drawn("sketch").shape == (24, 20, 3)


def test_without_weights_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "FOLDER", tmp_path)
    (spec,) = studio_generators()
    assert (spec.domains, spec.weights) == ((), ())
    assert "untrained" in spec.summary


def test_titles_must_go_with_the_domains() -> None:
    spec = dataclasses.replace(find("world"), domains=("a", "b"), domain_titles=(("a", "甲"),))
    assert "one for each domain" in faults_of(spec)


def test_a_chain_takes_words(weights: Path, tmp_path: Path) -> None:
    known: dict[str, Generator] = {"world": find("world"), "stargan": studio_generators()[0]}
    store = Store(tmp_path / "store")
    links = parse_chain("world | stargan:winter+rain", store, known)
    assert links[1].step.domain == "winter+rain"
    with pytest.raises(InputError, match="stargan has no domain storm"):
        parse_chain("world | stargan:storm", store, known)
