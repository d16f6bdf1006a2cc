"""The studio's words: one table of texts per language, with the same keys (`studio.locale.en`, `studio.locale.zh`).

Tables rather than gettext's catalogues: nothing has to be compiled before a clone runs, the start reads no file but
modules, and tests hold keys, placeholders and uses together. A translator edits one file of pairs; a third language is
one more module. The one plural that English needs is a key of its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from studio.locale.en import TEXTS as ENGLISH
from studio.locale.zh import TEXTS as CHINESE

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "zh": CHINESE}


def language_of(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for: STUDIO_LANG first, then the locale; English where it is neither."""
    for name in ("STUDIO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wish := environment.get(name):
            return "zh" if wish.lower().startswith("zh") else "en"
    return "en"


class Texts:
    """The texts of one language; calling it with a key and the values to fill in gives the text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._table = LANGUAGES[language]

    @classmethod
    def of_environment(cls) -> Texts:
        """The texts in the language of this process's environment."""
        return cls(language_of(os.environ))

    def __call__(self, key: str, **values: object) -> str:
        """The text called `key`; KeyError when there is none."""
        return self._table[key].format(**values)

    def either(self, en: str, zh: str) -> str:
        """Whichever of two texts is in this language: what plugins bring comes in both."""
        return zh if self.language == "zh" else en

    def value(self, name: str) -> str:
        """An option's value as it is shown; values that have no text of ours show as they are."""
        return self._table.get(f"value.{name}", name)
