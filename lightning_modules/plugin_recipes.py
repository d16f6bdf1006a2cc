"""What a plugin's generator is trained with: common settings, and those that its plugin declares."""

from __future__ import annotations

import json
from collections.abc import Mapping

from lightning_modules.config import DEFAULT_PRESET, config_of
from lightning_modules.config_plugin import PluginConfig
from studio.errors import InputError
from studio.generators import host
from studio.generators.option_texts import parsed_option


def plugin_config(generator_id: str, changes: Mapping[str, str], *, preset: str | None = None) -> PluginConfig:
    """The recipe for a generator that isn't among ours; InputError where there is none, or nobody who trains it."""
    trained = {id_: spec for id_, spec in host.generators().items() if spec.trainer}
    spec = trained.get(generator_id)
    if spec is None:
        there = ", ".join([*DEFAULT_PRESET, *trained])
        raise InputError(f"nothing to train called {generator_id}: there are {there}")
    if preset:
        raise InputError(
            f"{generator_id} comes with no presets: choose with --set (studio plugins info {generator_id})"
        )
    known = {option.name: option for option in spec.settings}
    own = {name: parsed_option(known[name], text) for name, text in changes.items() if name in known}
    common = {name: text for name, text in changes.items() if name not in known}
    values = {"kind": "plugin", "generator": spec.id, "settings": json.dumps(own)}
    config = config_of(values, common, where=f"{spec.id}'s trainer")
    assert isinstance(config, PluginConfig)
    return config
