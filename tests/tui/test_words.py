"""What can be chosen, and what the code says, has words in both languages."""

from __future__ import annotations

import ast
import fnmatch
from collections.abc import Iterator
from pathlib import Path

import pytest

import studio
from studio.generators import host
from studio.locale.en import TEXTS as ENGLISH
from studio.locale.zh import TEXTS as CHINESE


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_choice_of_a_bundled_generator_has_a_word(texts: dict[str, str]) -> None:
    specs = [spec for plugin in host.plugins() if plugin.bundled for spec in plugin.generators]
    choices = {choice for spec in specs for option in spec.options for choice in option.choices}
    assert "dusk" in choices
    assert not [choice for choice in sorted(choices) if f"value.{choice}" not in texts]


def said() -> Iterator[tuple[str, str]]:
    """The place and the key of every text that the screens name; of a key that is put together, how it begins."""
    for file in sorted((Path(studio.__file__).parent / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in ("texts", "_texts", "say"):
                for key in _keys(node.args[0]):
                    yield f"{file.name}:{node.lineno}", key


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _keys(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.IfExp(body=body, orelse=other):
            return [*_keys(body), *_keys(other)]
        case ast.JoinedStr(values=[ast.Constant(value=str(key)), *_]):
            return [f"{key}*"]
    return []


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_everything_that_the_screens_say_is_there(texts: dict[str, str]) -> None:
    keys = list(said())
    assert len(keys) > 100
    assert not [(place, key) for place, key in keys if not fnmatch.filter(texts, key)]
