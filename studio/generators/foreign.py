"""Plugins of other distributions, described without importing them: a child does, and its answer is kept.

The cache key holds the distribution's version and the hash of its RECORD (or of the one file), so an upgrade is seen;
a distribution that is installed editable, or that has no RECORD, changes unseen and is described anew each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import platformdirs

from studio.generators.description import Description
from studio.generators.plugin_module import Fault
from studio.generators.sources import Source
from studio.generators.specs import API_VERSION

DEADLINE_S = 10.0
CACHE_FORMAT = 2


def describe_foreign(source: Source, *, retry_faults: bool = False) -> Description:
    """What the plugin says of itself, from the cache or from a child that imports it.

    A faulty description is kept like a sound one, so that a plugin that hangs costs its deadline once; `retry_faults`
    asks again.
    """
    if source.refused:
        return Description(faults=(Fault(f"refused: {source.refused}"),))
    kept = _cache_file(source)
    known = _read(kept) if kept else None
    if known and not (retry_faults and known.faults):
        return known
    description = _ask_child(source)
    if kept:
        _write(kept, description)
    return description


def _ask_child(source: Source) -> Description:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "studio.generators.describe", source.name, str(source.file or source.value)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            answer, _ = child.communicate(timeout=DEADLINE_S)
        except subprocess.TimeoutExpired:
            return Description(faults=(Fault(f"import took more than {DEADLINE_S:g} s"),))
        finally:
            _end_session(child)
    try:
        return Description.from_json(json.loads(answer))
    except (ValueError, TypeError, KeyError):
        return Description(faults=(Fault(f"import ended the process ({how_it_ended(child.returncode)})"),))


def _end_session(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and what it may have started; nothing happens where all of it has ended."""
    try:
        os.killpg(child.pid, 9)
    except (ProcessLookupError, PermissionError):
        child.kill()
    child.wait()


def how_it_ended(returncode: int) -> str:
    """ "signal 11" or "exit 3", from a process's return code."""
    return f"signal {-returncode}" if returncode < 0 else f"exit {returncode}"


def _cache_file(source: Source) -> Path | None:
    folder = Path(platformdirs.user_cache_dir("sketch-studio"))
    fingerprint = source.fingerprint()
    if not fingerprint or not folder.is_absolute():
        return None
    facts = [CACHE_FORMAT, API_VERSION, sys.version, sys.prefix, source.name, str(source.file or source.value)]
    facts += [source.distribution, source.version, fingerprint]
    key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    return folder / "plugins" / f"{key}.json"


def _read(file: Path) -> Description | None:
    try:
        return Description.from_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(file: Path, description: Description) -> None:
    """Keep the description; a cache that can't be written only costs time, so that is no error."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".tmp", delete=False) as new:
            json.dump(description.to_json(), new)
        os.replace(new.name, file)
    except OSError:
        return
