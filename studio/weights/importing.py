"""Importing a checkpoint: a child process reads it, so that nothing in the file can reach the studio."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.errors import InputError, StudioError
from studio.weights.card import Card
from studio.weights.store import Store, file_digest

DEADLINE_S = 600.0
WRONG_INPUT = 2


def import_checkpoint(
    file: Path, store: Store, *, name: str | None = None, hints: Mapping[str, str] | None = None, replace: bool = False
) -> Card:
    """Convert `file` to safetensors with a card in `store`; the card.

    name: what the weights will be called, the file's own name when None. hints: what the file can't tell, as text.
    InputError where it holds no network that an installed generator knows; StudioError where the child fails.
    """
    if file.is_dir():
        raise InputError(f"{file} is a folder: name the checkpoint in it")
    if not file.is_file():
        raise InputError(f"there is no file {file}")
    name = name or re.sub(r"[^a-z0-9._-]+", "-", file.stem.lower()).strip("-._") or "imported"
    store.check_name(name, replace=replace)
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".import-", dir=store.folder) as scratch:
            made = Path(scratch) / "weights.safetensors"
            found = _ask_child(file, made, hints or {})
            card = Card(
                name=name,
                generator=found["generator"],
                title=found["title"],
                sha256=file_digest(made),
                parameters=found["parameters"],
                labels=found["labels"],
                domains=tuple(found["domains"]),
                source={"file": file.name, "sha256": file_digest(file)},
                facts=found["facts"],
                made=time.strftime("%Y-%m-%d", time.gmtime()),
            )
            return store.add(made, card, replace=replace)
    except OSError as fault:
        raise StudioError(f"the weights can't be kept in {store.folder}: {fault.strerror or fault}") from fault


def _ask_child(file: Path, made: Path, hints: Mapping[str, str]) -> dict[str, Any]:
    """What the importing child found out; it leaves the weights in `made`."""
    command = [sys.executable, "-P", "-m", "studio.weights.import_child", str(file), str(made), json.dumps(dict(hints))]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=DEADLINE_S,
            start_new_session=True,
            check=False,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as fault:
        raise StudioError(f"{file} took more than {DEADLINE_S:g} s to read, and was given up") from fault
    try:
        answer = json.loads(done.stdout)
    except ValueError as fault:
        how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit {done.returncode}"
        raise StudioError(f"reading {file} ended the importing process ({how}); it may be damaged") from fault
    if "error" in answer:
        raise InputError(answer["error"]) if done.returncode == WRONG_INPUT else StudioError(answer["error"])
    return dict(answer)
