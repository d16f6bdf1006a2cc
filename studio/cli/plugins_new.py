"""`studio plugins new`: a folder with a plugin that passes its own tests."""

from __future__ import annotations

from pathlib import Path

from studio.cli.plugins_telling import in_json
from studio.cli.talk import answer, say
from studio.scaffold.making import make_plugin


def new_plugin(name: str, parent: Path, *, as_json: bool) -> int:
    """Make it, and say what to do next."""
    folder = make_plugin(name, parent)
    made = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
    if as_json:
        answer(in_json({"name": name, "folder": str(folder), "files": made}))
        return 0
    answer("\n".join([f"{folder}:", *(f"  {file}" for file in made)]))
    say(f"next: studio plugins install --editable {folder} && studio plugins check {name}")
    return 0
