"""What a run is: its folder, recipe and data. Light: no torch, so that the command line can make one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lightning_modules.config import Config, as_plain, config_of
from lightning_modules.config_pix2pix import Pix2PixConfig
from lightning_modules.config_plugin import PluginConfig
from studio.errors import InputError
from studio.generators.specs import TrainingRun
from studio.sketch.atomic import write_atomically


@dataclass(frozen=True)
class Run:
    """A run's folder, recipe and data; what `config.json` in the folder says.

    init: a run or a weight file to start from. threads: processor threads, 0 for all; a run goes on bit for bit only
    with the number that it began with.
    """

    folder: Path
    config: Config
    data: str
    init: str = ""
    threads: int = 0

    def write(self) -> None:
        """Put `config.json` into the folder."""
        facts = {"data": self.data, "init": self.init, "threads": self.threads, "recipe": as_plain(self.config)}
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self.folder / "config.json", json.dumps(facts, indent=2).encode() + b"\n")

    @classmethod
    def read(cls, folder: Path, changes: Mapping[str, str] | None = None) -> Run:
        """The run in `folder`, with `--set` changes to its recipe; InputError where there is none."""
        path = folder / "config.json"
        try:
            facts = json.loads(path.read_text())
            config = config_of(facts["recipe"], changes or {}, where=str(path))
            return cls(folder, config, facts["data"], facts["init"], facts.get("threads", 0))
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise InputError(f"{folder} is no training run: its config.json can't be read ({fault})") from fault

    @property
    def weights(self) -> Path:
        """Where the finished run's weights go."""
        name = self.config.network if isinstance(self.config, Pix2PixConfig) else self.config.kind
        name = self.config.generator if isinstance(self.config, PluginConfig) else name
        return self.folder / "weights" / f"{name}.safetensors"

    def for_plugins(self) -> TrainingRun:
        """What plugins are told of this run."""
        data = None if self.data == "world" else Path(self.data)
        return TrainingRun(self.folder, self.config.kind, data, as_plain(self.config))
