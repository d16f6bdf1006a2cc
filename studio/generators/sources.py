"""Where a plugin comes from, known without importing it: an entry point of a distribution, or a one-file plugin."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path
from typing import Any

from studio.generators.hookspecs import ENTRY_POINT_GROUP
from studio.generators.one_file import import_file

OUR_DISTRIBUTION = "sketch-studio"


@dataclass(frozen=True, slots=True)
class Source:
    """A plugin's name, and the module or the file that holds it. `refused` says why it must not be imported, or ""."""

    name: str
    value: str
    distribution: str = ""
    version: str = ""
    file: Path | None = None
    refused: str = ""
    installed: Distribution | None = field(default=None, compare=False, repr=False)

    @property
    def is_ours(self) -> bool:
        """It belongs to the studio's own distribution."""
        return self.distribution == OUR_DISTRIBUTION

    @property
    def origin(self) -> str:
        """In a few words, where it is from."""
        if self.is_ours:
            return "bundled"
        return f"file {self.file}" if self.file else f"{self.distribution} {self.version}".strip()

    def load(self) -> Any:
        """Import it here and now. Whatever its code raises comes out."""
        if self.file is not None:
            return import_file(self.file)
        return EntryPoint(self.name, self.value, ENTRY_POINT_GROUP).load()

    def fingerprint(self) -> str:
        """A hash that changes whenever its code may have; "" where changes can't be seen (an editable install)."""
        if self.file is not None:
            try:
                return hashlib.sha256(self.file.read_bytes()).hexdigest()
            except OSError:
                return ""
        record = self.installed.read_text("RECORD") if self.installed else None
        if not record or _is_editable(self.installed):
            return ""
        return hashlib.sha256(record.encode()).hexdigest()


def installed_sources() -> list[Source]:
    """A source for every entry point of the studio's group, the studio's own first, then by name."""
    found = [_of_entry_point(one) for one in entry_points(group=ENTRY_POINT_GROUP)]
    return sorted(found, key=lambda one: (not one.is_ours, one.name, one.value))


def direct_url(installed: Distribution | None) -> dict[str, Any]:
    """What the installer wrote of where a distribution came from (PEP 610); empty where it came from an index.

    ValueError for a file that is damaged.
    """
    text = installed.read_text("direct_url.json") if installed else None
    origin = json.loads(text) if text else {}
    if not isinstance(origin, dict):
        raise ValueError("direct_url.json holds no object")
    return origin


def _of_entry_point(one: EntryPoint) -> Source:
    if one.dist is None:
        return Source(one.name, one.value)
    return Source(one.name, one.value, *_name_and_version(one.dist), installed=one.dist)


def _name_and_version(installed: Distribution) -> tuple[str, str]:
    """Out of the first lines of its metadata: parsing all of it, README included, takes most of a listing's time."""
    found = {"Name": "", "Version": ""}
    for line in (installed.read_text("METADATA") or "").splitlines():
        field, _, value = line.partition(":")
        if field in found:
            found[field] = value.strip()
        if not line or all(found.values()):
            break
    if all(found.values()):
        return found["Name"], found["Version"]
    return str(installed.name), str(installed.version)


def _is_editable(installed: Distribution | None) -> bool:
    try:
        return bool(direct_url(installed).get("dir_info", {}).get("editable"))
    except (ValueError, AttributeError):
        return True
