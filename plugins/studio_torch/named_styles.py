"""Styles that are asked for in words: an hour, a season, a weather; and what a seed makes of what words leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import torch
from torch import Tensor

from studio.errors import InputError

# What people would call the same hour, season and weather: more or less of it changes no word.
_FREE = {"sun_x": 0.5, "hue": 0.5, "warmth": 0.25, "cover": 0.2, "wave": 0.4, "snow_line": 0.3}
_KINDS = ("flowers", "roof", "wall", "road")


class NamedStyles:
    """Style vectors (S,) by words.

    names: of the vector's entries, a one-hot's as `roof=tile`. presets: typical vectors by words joined with slashes,
    as `day/summer` or `day/summer/clear`; none where a network knows no words.
    """

    def __init__(self, names: Sequence[str], presets: Mapping[str, Sequence[float]]) -> None:
        self._names = tuple(names)
        self._presets = presets

    @property
    def names(self) -> tuple[str, ...]:
        """What each entry of a vector is called."""
        return self._names

    def vector(self, *words: str, seed: int = 0) -> Tensor:
        """The typical style of hour, season and weather for seed 0; other seeds move sun, greens, roofs and the like.

        Weights that know no weather take "clear" alone. InputError for words that these weights do not know.
        """
        if not self._presets:
            return torch.zeros(len(self._names))
        typical = torch.tensor(self._presets[self._name(words)])
        return typical if seed == 0 else self._varied(typical, torch.Generator().manual_seed(seed))

    def _name(self, words: Sequence[str]) -> str:
        knows_weather = any(name.count("/") == 2 for name in self._presets)
        asked = words if knows_weather or words[2:] != ("clear",) else words[:2]
        name = "/".join(asked)
        if name not in self._presets:
            known = ", ".join(dict.fromkeys(word for preset in self._presets for word in preset.split("/")))
            raise InputError(f"these weights know no {name}: they know {known}")
        return name

    def _varied(self, style: Tensor, chance: torch.Generator) -> Tensor:
        varied = style.clone()
        for name, reach in _FREE.items():
            if name in self._names:
                column = self._names.index(name)
                step = reach * (2 * torch.rand((), generator=chance) - 1)
                varied[column] = (varied[column] + step).clamp(-1, 1)
        for columns in self._kinds():
            chosen = int(torch.randint(len(columns), (), generator=chance))
            varied[columns] = 0.0
            varied[columns[chosen]] = 1.0
        return varied

    def _kinds(self) -> Iterator[list[int]]:
        for kind in _KINDS:
            columns = [index for index, name in enumerate(self._names) if name.startswith(f"{kind}=")]
            if columns:
                yield columns
