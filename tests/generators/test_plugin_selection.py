"""Which plugins are used: all, some, none; and what is off is never imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy_plugins import Install

from studio.cli.plugin_choice import choose_plugins
from studio.errors import InputError
from studio.generators import host
from studio.generators.selection import NAMES_VARIABLE
from studio.generators.settings import PluginSettings, read_settings, settings_file, write_settings

SPY = "from pathlib import Path; Path({place!r}).touch()"


@pytest.fixture(autouse=True)
def spies(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plugins, one and two, that leave a trace where they are imported."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("one", "two"):
        install(name, SPY.format(place=str(tmp_path / f"{name}.imported")))


def states(tmp_path: Path) -> dict[str, tuple[str, bool]]:
    """Why each of the two is off, and whether it was imported when all were listed."""
    off = {plugin.name: plugin.off for plugin in host.plugins()}
    return {name: (off[name], (tmp_path / f"{name}.imported").exists()) for name in ("one", "two")}


def test_without_a_choice_all_are_used(tmp_path: Path) -> None:
    assert states(tmp_path) == {"one": ("", True), "two": ("", True)}


def test_a_disabled_plugin_is_listed_and_not_imported(tmp_path: Path) -> None:
    write_settings(PluginSettings().switched("one", on=False))
    assert states(tmp_path) == {"one": ("disabled", False), "two": ("", True)}
    write_settings(read_settings().switched("one", on=True))
    assert states(tmp_path)["one"] == ("", True)


def test_safe_mode_uses_the_bundled_ones_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAMES_VARIABLE, "one")  # remembered by the fixture, whatever follows
    assert choose_plugins(["--safe", "coast.png"]) == ["coast.png"]
    assert states(tmp_path) == {"one": ("safe mode", False), "two": ("safe mode", False)}
    assert "world" in host.generators()


def test_the_environment_names_those_to_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAMES_VARIABLE, "two")
    assert states(tmp_path) == {"one": ("not in STUDIO_PLUGINS", False), "two": ("", True)}


def test_a_damaged_settings_file_switches_none_of_them_on(tmp_path: Path) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("{")
    assert states(tmp_path)["one"] == (f"{settings_file()} can't be read: mend it or delete it", False)
    with pytest.raises(InputError, match="mend it or delete it"):
        write_settings(read_settings().switched("one", on=True))


def test_a_folder_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="no such folder"):
        choose_plugins(["--plugins-dir", "/nowhere", "plugins", "list"])


def test_a_name_means_one_plugin(install: Install) -> None:
    install("unet", "raise RuntimeError('never imported')")
    refused = [plugin.faults[0].line for plugin in host.plugins() if plugin.name == "unet" and plugin.faults]
    assert refused == ["refused: the name unet is that of another plugin (bundled)"]
