"""`studio plugins`: what is installed, in a table and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Studio


def test_the_list_shows_every_bundled_generator(studio: Studio) -> None:
    ended = studio("plugins", "list")
    assert ended.code == 0
    rows = {line.split()[0]: line.split()[1:] for line in ended.out.splitlines() if line}
    assert rows["world"] == ["world", "bundled", "ok"]
    assert rows["unet"] == ["unet,", "pix2pix", "bundled", "ok"]
    assert {"cartoongan", "spade", "stargan", "tsit"} <= set(rows)


def test_a_generator_without_weights_is_called_untrained(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS", str(tmp_path / "store"))
    rows = {line.split()[0]: line.split()[-1] for line in studio("plugins", "list").out.splitlines() if line}
    assert (rows["tsit"], rows["unet"], rows["world"]) == ("ok", "ok", "ok")
    title = {
        line.split()[1]: line for line in studio("plugins", "info", "tsit").out.splitlines() if "generator" in line
    }
    assert "untrained: studio weights import" in title["tsit-transfer:"]
    assert "untrained" not in title["tsit:"]
    trained = {
        spec["id"]: spec["trained"]
        for plugin in json.loads(studio("plugins", "list", "--json").out)
        for spec in plugin["generators"]
    }
    assert (trained["tsit-transfer"], trained["pix2pix"], trained["tsit"], trained["unet"]) == (
        False,
        False,
        True,
        True,
    )


def test_json_holds_what_a_program_needs_to_call_a_generator(studio: Studio) -> None:
    world = next(plugin for plugin in json.loads(studio("plugins", "list", "--json").out) if plugin["name"] == "world")
    assert (world["bundled"], world["faults"]) == (True, [])
    assert world["generators"][0]["id"] == "world"
    assert "night" in world["generators"][0]["options"][0]["choices"]
    assert json.loads(studio("plugins", "info", "world", "--json").out) == world


def test_info_shows_each_option_as_it_is_typed(studio: Studio) -> None:
    assert "--option hour=dawn|day|golden|" in studio("plugins", "info", "world").out
