"""A training recipe as one frozen value: read from a preset or a TOML file, changed by `--set`, stored with the run."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.config_plugin import PluginConfig
from lightning_modules.config_scene import SceneConfig
from lightning_modules.config_spade import SpadeConfig
from lightning_modules.config_styled import StyledConfig
from lightning_modules.config_tsit import TsitConfig
from lightning_modules.picture_configs import CartoonGanConfig, PicturePairsConfig, StarGanConfig
from lightning_modules.run_config import RunConfig
from studio.errors import InputError

PRESETS = Path(__file__).parent / "presets"


@dataclass(frozen=True)
class ReaderConfig(RunConfig):
    """Pictures to labels: a scene reader.

    rate: AdamW's. style: weight of the style head's loss. ema: decay of the averaged reader, which is the one that is
    exported. camera: whether pictures are shown as cameras take them (sections, light, blur, grain, JPEG); smallest,
    largest: pixels of the squares that the camera makes, in steps of 16 (0: crop_size).
    """

    kind: str = "reader"
    rate: float = 2e-3
    style: float = 0.1
    ema: float = 0.998
    camera: bool = True
    smallest: int = 0
    largest: int = 0

    def check(self) -> None:
        super().check()
        for name in ("crop_size", "smallest"):
            if (side := getattr(self, name)) % 16:
                raise InputError(f"{name} is {side}; a reader takes multiples of 16")


Config = (
    Pix2PixConfig
    | SceneConfig
    | StyledConfig
    | ReaderConfig
    | SpadeConfig
    | TsitConfig
    | PicturePairsConfig
    | StarGanConfig
    | CartoonGanConfig
    | PluginConfig
)
_KINDS: dict[str, type[Config]] = {
    "pix2pix": Pix2PixConfig,
    "reader": ReaderConfig,
    "scene": SceneConfig,
    "styled": StyledConfig,
    "spade": SpadeConfig,
    "tsit": TsitConfig,
    "picture-pairs": PicturePairsConfig,
    "stargan": StarGanConfig,
    "cartoongan": CartoonGanConfig,
    "plugin": PluginConfig,
}
KINDS_OF_GENERATOR = {
    "unet": ("pix2pix",),
    "reader": ("reader",),
    "spade": ("spade", "scene"),
    "tsit": ("tsit", "styled"),
    "pix2pix": ("picture-pairs",),
    "stargan": ("stargan",),
    "cartoongan": ("cartoongan",),
}
"""The recipes that train a generator, its paper's first."""
DEFAULT_PRESET = {
    "unet": "unet-workshop",
    "reader": "reader-teacher",
    "spade": "spade-paper",
    "tsit": "tsit-paper",
    "pix2pix": "pix2pix-paper",
    "stargan": "stargan-paper",
    "cartoongan": "cartoongan-paper",
}


def preset_names() -> list[str]:
    """The presets that ship with the studio."""
    return sorted(path.stem for path in PRESETS.glob("*.toml"))


def load_config(name: str, changes: Mapping[str, str] | None = None) -> Config:
    """The preset called `name`, or the TOML file at that path, with `--set` changes; InputError says what is wrong."""
    path = PRESETS / f"{name}.toml"
    if not path.is_file():
        path = Path(name)
    if not path.is_file():
        raise InputError(f"no preset {name}: there are {', '.join(preset_names())}, or give a .toml file")
    try:
        values = tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise InputError(f"{path} is no TOML file: {fault}") from fault
    return config_of(values, changes or {}, where=str(path))


def config_of(values: Mapping[str, Any], changes: Mapping[str, str], *, where: str) -> Config:
    """A checked recipe out of plain values (a preset's, a run's config.json) and `--set` texts."""
    kind = _KINDS.get(str(values.get("kind", "")))
    if kind is None:
        raise InputError(f"{where}: kind must be one of {', '.join(_KINDS)}")
    types = kind.field_types()
    for name in (*values, *changes):
        if name not in types:
            raise InputError(f"{where}: there is no setting {name}; there are {', '.join(types)}")
    settings = {name: _typed(name, value, types[name], where) for name, value in values.items()}
    settings |= {name: _parsed(name, text, types[name]) for name, text in changes.items()}
    config = kind(**settings)
    config.check()
    return config


def _typed(name: str, value: Any, wanted: type, where: str) -> Any:
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise InputError(f"{where}: {name} must be of type {wanted.__name__}, not {value!r}")
    return value


_WORDS = {int: "whole number", float: "number"}


def _parsed(name: str, text: str, wanted: type) -> Any:
    if wanted is bool:
        if text.lower() not in ("true", "false"):
            raise InputError(f"--set {name} takes true or false, not {text}")
        return text.lower() == "true"
    try:
        return wanted(text)
    except ValueError as fault:
        raise InputError(f"--set {name} takes a {_WORDS[wanted]}, not {text}") from fault


def as_plain(config: RunConfig) -> dict[str, Any]:
    """The recipe as JSON-able values; `config_of` reads them back."""
    return dataclasses.asdict(config)
