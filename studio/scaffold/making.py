"""Filling the templates: a folder that can be installed, drawn with, trained and tested at once."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from string import Template

import numpy as np

from studio.errors import InputError, StudioError
from studio.generators.validation import IDENTIFIER
from studio.labels import LANDSCAPE

TEMPLATES = {
    "pyproject.toml": "pyproject.toml.template",
    "README.md": "readme.md.template",
    "{module}/__init__.py": "plugin.py.template",
    "{module}/render.py": "render.py.template",
    "{module}/training.py": "training.py.template",
    "tests/test_{module}.py": "test.py.template",
}


def make_plugin(name: str, parent: Path) -> Path:
    """Write the plugin `name` into a new folder, studio-NAME below `parent`. InputError where that can not be."""
    if not IDENTIFIER.fullmatch(name) or name[0].isdigit():
        raise InputError(f"{name} is no name for a generator: 1 to 32 of a-z, 0-9 and -, with a letter first")
    folder = parent / f"studio-{name}"
    if not parent.is_dir():
        raise InputError(f"there is no folder {parent}")
    if folder.exists():
        raise InputError(f"{folder} is there already: give another name, or another folder with --in")
    module = f"studio_{name.replace('-', '_')}"
    try:
        digest = _write_weights(folder / module / "weights", name)
        facts = {"name": name, "module": module, "title": name.replace("-", " ").title(), "sha256": digest}
        for place, template in TEMPLATES.items():
            text = files("studio.scaffold").joinpath("templates", template).read_text(encoding="utf-8")
            file = folder / place.format(module=module)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(Template(text).substitute(facts), encoding="utf-8")
    except OSError as fault:
        raise StudioError(f"{folder} can't be written: {fault.strerror or fault}") from fault
    return folder


def _write_weights(folder: Path, name: str) -> str:
    """Weights to begin with: each label in its own colour, and no light that depends on where it lies."""
    from safetensors.numpy import save

    colours = np.asarray(LANDSCAPE.palette()[: len(LANDSCAPE)] / 255, np.float32)
    data = save({"colours": colours, "light": np.zeros(2, np.float32)})
    folder.mkdir(parents=True)
    (folder / f"{name}.safetensors").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    card = {"name": name, "data": "none: the labels' own colours", "licence": "MIT", "sha256": digest}
    (folder / f"{name}.json").write_text(json.dumps(card, indent=2) + "\n")
    return digest
