"""The store: a folder of weight files with their cards, and which of them each generator draws with."""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import suppress
from pathlib import Path

import platformdirs

from studio.errors import InputError, StudioError
from studio.generators.specs import Generator
from studio.weights.card import Card, read_card

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_IN_USE = "in-use.json"
_WEIGHTS, _CARD = ".safetensors", ".json"


def store_folder() -> Path:
    """Where weights are kept: STUDIO_WEIGHTS, or the user's data folder."""
    chosen = os.environ.get("STUDIO_WEIGHTS")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("sketch-studio")) / "weights"


class Store:
    """The weights in one folder. Names are lower case; every change is one renamed file at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or store_folder()

    def cards(self) -> list[Card]:
        """Every card, by name; damaged ones are left out (`verify` tells of them)."""
        found = []
        for path in self._card_files():
            with suppress(InputError):
                found.append(read_card(path))
        return found

    def damaged(self) -> list[str]:
        """Names of the weights whose cards `cards` leaves out."""
        whole = {card.name for card in self.cards()}
        return [path.stem for path in self._card_files() if path.stem not in whole]

    def find(self, name: str) -> Card:
        """The card of the weights called `name`; InputError that lists those there are."""
        if NAME.fullmatch(name) and (self.folder / f"{name}{_CARD}").is_file():
            return read_card(self.folder / f"{name}{_CARD}")
        there = ", ".join(card.name for card in self.cards()) or "none yet (studio weights import FILE)"
        raise InputError(f"there are no weights called {name}; there are: {there}")

    def path(self, card: Card) -> Path:
        """The weight file of a card."""
        return self.folder / f"{card.name}{_WEIGHTS}"

    def of_digest(self, sha256: str) -> tuple[Card, Path]:
        """Card and file of the weights with this sha256; StudioError where they are gone."""
        for card in self.cards():
            if card.sha256 == sha256:
                return card, self.path(card)
        raise StudioError(f"the weights {sha256[:12]}… that drew this are no longer there: import them again")

    def add(self, made: Path, card: Card, *, replace: bool = False) -> Card:
        """Take the weight file `made` (moved away) and its card into the store."""
        self.check_name(card.name, replace=replace)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # The card comes first: a weight file without one would be litter, a card without a file is told.
            _write(self.folder / f"{card.name}{_CARD}", card.to_json())
            os.replace(made, self.path(card))
        except OSError as fault:
            raise StudioError(f"the weights can't be kept in {self.folder}: {fault.strerror or fault}") from fault
        return card

    def check_name(self, name: str, *, replace: bool = False) -> None:
        """InputError for a name that can't be taken."""
        if not NAME.fullmatch(name):
            raise InputError(f"{name} is no name for weights: use 1 to 64 of a-z, 0-9, dot, - and _ (--as NAME)")
        if not replace and (self.folder / f"{name}{_CARD}").exists():
            raise InputError(f"there are weights called {name} already: give another --as NAME, or --replace")

    def remove(self, name: str) -> Card:
        """Delete weights and card; a generator that used them goes back to its own."""
        card = self.find(name)
        uses = {generator: used for generator, used in self.in_use().items() if used != name}
        try:
            _write(self.folder / _IN_USE, json.dumps(uses))
            self.path(card).unlink(missing_ok=True)
            (self.folder / f"{name}{_CARD}").unlink()
        except OSError as fault:
            raise StudioError(f"{name} can't be removed: {fault.strerror or fault}") from fault
        return card

    def in_use(self) -> dict[str, str]:
        """Which weights each generator draws with by default, by id; only those that are there."""
        try:
            uses = json.loads((self.folder / _IN_USE).read_text(encoding="utf-8"))
            return {
                str(generator): str(name)
                for generator, name in uses.items()
                if NAME.fullmatch(str(name)) and (self.folder / f"{name}{_CARD}").is_file()
            }
        except (OSError, ValueError, AttributeError):
            return {}

    def use(self, name: str) -> Card:
        """Let the weights' generator draw with them by default."""
        card = self.find(name)
        try:
            _write(self.folder / _IN_USE, json.dumps({**self.in_use(), card.generator: name}))
        except OSError as fault:
            raise StudioError(f"{self.folder} can't be written: {fault.strerror or fault}") from fault
        return card

    def use_bundled(self, generator: str) -> None:
        """Let a generator go back to the weights that it came with."""
        uses = {known: name for known, name in self.in_use().items() if known != generator}
        try:
            if uses or (self.folder / _IN_USE).exists():
                _write(self.folder / _IN_USE, json.dumps(uses))
        except OSError as fault:
            raise StudioError(f"{self.folder} can't be written: {fault.strerror or fault}") from fault

    def digest_for(self, generator: str, name: str | None = None) -> str:
        """The sha256 that a request for `generator` names: of `name`, of those in use, or "" for the bundled ones."""
        name = name or self.in_use().get(generator)
        if name is None:
            return ""
        card = self.find(name)
        if card.generator != generator:
            raise InputError(f"the weights {name} are {card.generator}'s, not {generator}'s")
        return card.sha256

    def is_trained(self, generator: Generator) -> bool:
        """Whether a generator draws with weights (its own, or those in use here), or needs none."""
        return bool(generator.weights or not generator.checkpoints or self.digest_for(generator.id))

    def needs_of(self, generator: Generator, sha256: str = "") -> frozenset[str]:
        """What of a request makes a difference with these weights, "" for those that the generator comes with."""
        if not sha256:
            return generator.needs if generator.own_needs is None else generator.own_needs
        try:
            ignores = self.of_digest(sha256)[0].facts.get("ignores", ())
        except StudioError:  # they are gone: the worker tells
            return generator.needs
        return generator.needs - frozenset(map(str, ignores))

    def verify(self) -> dict[str, str]:
        """What is wrong with each of the weights, "" where nothing is; reads every file."""
        found = {}
        for path in self._card_files():
            try:
                card = read_card(path)
                found[card.name] = _fault(card, self.path(card))
            except InputError:
                found[path.stem] = "its card is damaged"
        return found

    def _card_files(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.glob(f"*{_CARD}") if path.name != _IN_USE)
        except OSError:
            return []


def file_digest(path: Path) -> str:
    """sha256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fault(card: Card, path: Path) -> str:
    try:
        return "" if file_digest(path) == card.sha256 else "its file was changed or is damaged"
    except OSError:
        return "its file is missing or can't be read"


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
