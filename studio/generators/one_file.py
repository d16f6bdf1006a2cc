"""Plugins that are one file each, in a folder: the user's own, or those of `--plugins-dir`.

A file runs with the user's rights, so nobody else may be able to write it: owner and mode are looked at first.
"""

from __future__ import annotations

import os
import stat
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import platformdirs

FOLDERS_VARIABLE = "STUDIO_PLUGINS_DIR"
"""Folders of one-file plugins beside the user's own, separated as in PATH; `--plugins-dir` adds to it."""


def plugin_folders() -> list[Path]:
    """The user's folder of one-file plugins, and those that were asked for; they need not exist."""
    own = Path(platformdirs.user_config_dir("sketch-studio")) / "plugins"
    asked = [Path(text) for text in os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep) if text]
    return list(dict.fromkeys(folder.absolute() for folder in (own, *asked) if folder.is_absolute() or folder in asked))


def plugin_files() -> list[Path]:
    """Every one-file plugin: NAME.py in one of the folders; names that begin with _ or a dot are left alone."""
    found = []
    for folder in plugin_folders():
        try:
            found += sorted(file for file in folder.glob("*.py") if file.name[0] not in "_.")
        except OSError:
            continue
    return found


def why_untrusted(file: Path) -> str:
    """Why a file must not be run, in one line with the mend; "" where only its user (or root) could have written it."""
    for place in (file.parent, file):
        try:
            facts = place.stat()
        except OSError as error:
            return f"{place} can't be looked at: {error.strerror}"
        if facts.st_uid not in (os.getuid(), 0):
            return f"{place} belongs to another user, who could change what runs here"
        if facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return f"{place} can be written by others (mode {stat.S_IMODE(facts.st_mode):04o}): chmod go-w '{place}'"
    return ""


def import_file(file: Path) -> ModuleType:
    """The module that a file holds, under the file's name; ImportError where another module has that name."""
    name = file.stem
    known = sys.modules.get(name)
    if known is not None and getattr(known, "__file__", None) == str(file):
        return known
    if not name.isidentifier():
        raise ImportError(f"{file.name} can't be imported: letters, digits and _ make a name")
    if known is not None or find_spec(name) is not None:
        raise ImportError(f"there is a module {name} already: give {file} another name")
    spec = spec_from_file_location(name, file, loader=_NoBytecode(name, str(file)))
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no module")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


class _NoBytecode(SourceFileLoader):
    """Leaves no __pycache__ in the user's folder, and trusts none there: what runs is the file that was looked at."""

    def get_code(self, fullname: str) -> CodeType:
        return compile(Path(self.path).read_bytes(), self.path, "exec", dont_inherit=True)
