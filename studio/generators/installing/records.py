"""What is installed now, without importing it: distributions that bring plugins, their code's hash, their source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from importlib import invalidate_caches
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from studio.generators.settings import Recorded
from studio.generators.sources import direct_url, installed_sources


def normal(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed_record(name: str, addresses: Mapping[str, str] | None = None) -> Recorded | None:
    """The record of an installed distribution, None where it isn't there.

    addresses: where the installer says that distributions came from, for those of which direct_url.json says nothing.
    """
    invalidate_caches()
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    return record_of(found, addresses or {})


def plugin_records(addresses: Mapping[str, str] | None = None) -> dict[str, Recorded]:
    """A record of every distribution that brings plugins, ours apart, by its normal name."""
    invalidate_caches()
    found = {normal(one.distribution): one.installed for one in installed_sources() if not one.is_ours}
    return {name: record_of(one, addresses or {}) for name, one in found.items() if one is not None}


def record_of(installed: Distribution, addresses: Mapping[str, str]) -> Recorded:
    """Name, version, source and code of an installed distribution."""
    try:
        origin = direct_url(installed)
    except ValueError:
        origin = {}
    told = {normal(name): address for name, address in addresses.items()}
    source = _source(origin, installed) or _archive(installed.name, told.get(normal(installed.name), ""))
    editable = bool(origin.get("dir_info", {}).get("editable"))
    fallback = f"{installed.name}=={installed.version}"
    return Recorded(installed.name, installed.version, source or fallback, code_digest(installed), editable)


def is_by_name(record: Recorded) -> bool:
    """Whether nothing but a name in an index is known of where it came from."""
    return record.source == f"{record.distribution}=={record.version}"


def folder_of(record: Recorded) -> Path | None:
    """The folder that it was installed from, None where it was none."""
    return Path(record.source) if record.source.startswith("/") else None


def code_digest(installed: Distribution) -> str:
    """A hash over the files of a distribution as RECORD lists them, without its metadata and scripts; "" if unknown."""
    lines = (installed.read_text("RECORD") or "").splitlines()
    code = sorted(line for line in lines if "sha256=" in line and ".dist-info/" not in line and "../" not in line)
    return hashlib.sha256("\n".join(code).encode()).hexdigest() if code else ""


def _source(origin: Mapping[str, Any], installed: Distribution) -> str:
    """What direct_url.json says, as a requirement."""
    url = str(origin.get("url", ""))
    if "vcs_info" in origin:
        facts = origin["vcs_info"]
        below = f"#subdirectory={origin['subdirectory']}" if origin.get("subdirectory") else ""
        return f"{facts['vcs']}+{url}@{facts['commit_id']}{below}"
    if "dir_info" in origin:
        return unquote(urlsplit(url).path)
    if "archive_info" in origin:
        facts = origin["archive_info"]
        digest = facts.get("hashes", {}).get("sha256") or str(facts.get("hash", "")).removeprefix("sha256=")
        return _archive(installed.name, f"{url}#sha256={digest}" if digest else url)
    return ""


def _archive(name: str, address: str) -> str:
    return f"{name} @ {address}" if address else ""
