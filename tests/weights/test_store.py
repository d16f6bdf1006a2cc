"""The store keeps what it is given, says what is damaged, and gives a generator its own weights back."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InputError
from studio.weights.card import Card
from studio.weights.store import Store, file_digest


def add(store: Store, name: str, generator: str = "spade", content: bytes = b"tensors") -> Card:
    store.folder.mkdir(parents=True, exist_ok=True)
    made = store.folder / ".made"
    made.write_bytes(content)
    return store.add(made, Card(name, generator, "a network", file_digest(made), 7))


def test_a_generator_draws_with_what_is_in_use_until_it_is_removed(store: Store) -> None:
    one, other = add(store, "one"), add(store, "other", content=b"others")
    assert store.digest_for("spade") == ""
    store.use("one")
    assert store.digest_for("spade") == one.sha256
    assert store.digest_for("spade", "other") == other.sha256
    assert store.digest_for("unet") == ""
    store.remove("one")
    assert store.digest_for("spade") == ""
    store.use("other")
    store.use_bundled("spade")
    assert store.digest_for("spade") == ""


def test_another_generators_weights_are_refused(store: Store) -> None:
    add(store, "cartoon", "cartoongan")
    with pytest.raises(InputError, match="cartoongan's, not spade's"):
        store.digest_for("spade", "cartoon")


def test_a_changed_a_missing_and_a_damaged_file_are_found(store: Store) -> None:
    for name in ("whole", "changed", "missing", "card"):
        add(store, name, content=name.encode())
    store.path(store.find("changed")).write_bytes(b"other tensors")
    store.path(store.find("missing")).unlink()
    (store.folder / "card.json").write_text("{")
    faults = store.verify()
    assert faults["whole"] == ""
    assert "changed" in faults["changed"]
    assert "missing" in faults["missing"]
    assert "card" in faults["card"]
    assert [card.name for card in store.cards()] == ["changed", "missing", "whole"]


@pytest.mark.parametrize("name", ["", "../x", "A", "a/b", ".hidden", "x" * 65, "a b", "a\n"])
def test_names_that_could_leave_the_folder_are_refused(name: str, store: Store) -> None:
    with pytest.raises(InputError):
        store.check_name(name)
    with pytest.raises(InputError):
        store.find(name)


def test_an_absent_store_is_empty(tmp_path: Path) -> None:
    store = Store(tmp_path / "nowhere")
    assert store.cards() == []
    assert store.in_use() == {}
    assert store.verify() == {}
