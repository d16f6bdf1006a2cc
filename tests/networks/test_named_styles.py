"""Styles by words: the typical one for seed 0, believable neighbours of it for others, one line for unknown words."""

from __future__ import annotations

import pytest
import torch

from studio.errors import InputError
from studio_data.world import HOURS, SEASONS, WEATHERS
from studio_torch.looks import LOOK_OPTIONS
from studio_torch.named_styles import NamedStyles

NAMES = ("hour=day", "hour=night", "sun_x", "elevation", "roof=tile", "roof=slate")
DAY, NIGHT = [1.0, 0.0, -0.5, 0.3, 1.0, 0.0], [0.0, 1.0, 0.5, -0.3, 1.0, 0.0]
STYLES = NamedStyles(NAMES, {"day/summer/clear": DAY, "night/summer/clear": NIGHT})


def test_seed_0_is_the_typical_style() -> None:
    assert STYLES.vector("night", "summer", "clear").tolist() == pytest.approx(NIGHT)


def test_a_seed_moves_what_words_leave_open_and_nothing_else() -> None:
    found = torch.stack([STYLES.vector("day", "summer", "clear", seed=seed) for seed in range(1, 50)])
    assert (found[:, [0, 1, 3]] == torch.tensor(DAY)[[0, 1, 3]]).all()
    assert found[:, 2].std() > 0.1
    assert found[:, 2].abs().max() <= 1
    assert (found[:, 4:].sum(1) == 1).all()
    assert found[:, 5].mean().item() == pytest.approx(0.5, abs=0.3)


def test_a_seed_gives_the_same_style_again() -> None:
    again = [STYLES.vector("day", "summer", "clear", seed=7) for _ in range(2)]
    assert torch.equal(*again)


def test_words_that_the_weights_do_not_know_are_named() -> None:
    with pytest.raises(InputError, match="no fog/summer/clear: they know day, summer, clear, night"):
        STYLES.vector("fog", "summer", "clear")


def test_weights_without_weather_take_a_clear_day_and_no_other() -> None:
    old = NamedStyles(NAMES, {"day/summer": DAY})
    assert old.vector("day", "summer", "clear").tolist() == pytest.approx(DAY)
    with pytest.raises(InputError, match="day/summer/rain"):
        old.vector("day", "summer", "rain")


def test_a_network_that_knows_no_words_gets_a_style_of_zeros() -> None:
    assert NamedStyles(NAMES, {}).vector("day", "summer", "clear", seed=3).tolist() == [0.0] * len(NAMES)


def test_the_options_have_the_world_s_words() -> None:
    words = {option.name: option.choices for option in LOOK_OPTIONS}
    assert words == {"hour": HOURS, "season": SEASONS, "weather": WEATHERS}
