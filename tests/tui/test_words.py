"""What can be chosen has a word in both languages."""

from __future__ import annotations

import pytest

from studio.generators import host
from studio.locale.en import TEXTS as ENGLISH
from studio.locale.zh import TEXTS as CHINESE


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_choice_of_a_bundled_generator_has_a_word(texts: dict[str, str]) -> None:
    specs = [spec for plugin in host.plugins() if plugin.bundled for spec in plugin.generators]
    choices = {choice for spec in specs for option in spec.options for choice in option.choices}
    assert "dusk" in choices
    assert not [choice for choice in sorted(choices) if f"value.{choice}" not in texts]
