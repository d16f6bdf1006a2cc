"""`studio plugins doctor`: the environment, the folders, every fault, what is lost or changed; and how to mend it."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from studio.cli.plugins_telling import in_json
from studio.cli.talk import answer
from studio.errors import StudioError
from studio.generators.host import Plugin, plugins
from studio.generators.installing.doing import missing
from studio.generators.installing.environment import this_environment
from studio.generators.installing.records import folder_of, plugin_records
from studio.generators.one_file import plugin_folders
from studio.generators.settings import read_settings, settings_file

KNOWN = ("sketch-studio", "torch", "pytorch-lightning", "textual", "pluggy", "numpy")


def examine(*, as_json: bool) -> int:
    """Say how things stand; exit code 1 where something is wrong."""
    found = plugins(retry_faults=True)
    facts = {"environment": _environment(), "versions": {name: _version(name) for name in KNOWN}}
    wrong = [*_faults(found), *_losses()]
    if as_json:
        answer(in_json({**facts, "plugins": len(found), "wrong": wrong}))
    else:
        answer("\n".join(_in_lines(facts, found, wrong)))
    return 1 if wrong else 0


def _environment() -> dict[str, Any]:
    try:
        here = this_environment()
        installs: dict[str, str] = {"kind": here.kind, "installer": here.installer}
    except StudioError as fault:
        installs = {"kind": "none that can be installed into", "installer": str(fault)}
    folders = [str(folder) for folder in plugin_folders()]
    return {
        **installs,
        "prefix": sys.prefix,
        "python": platform.python_version(),
        "settings": str(settings_file()),
        "folders of one-file plugins": folders,
    }


def _faults(found: tuple[Plugin, ...]) -> list[dict[str, str]]:
    return [
        {"plugin": plugin.name, "wrong": fault.line, "traceback": fault.traceback, "mend": _mend(plugin)}
        for plugin in found
        for fault in plugin.faults
    ]


def _mend(plugin: Plugin) -> str:
    if plugin.bundled:
        return "reinstall sketch-studio"
    return f"upgrade it, or: studio plugins disable {plugin.name}"


def _losses() -> list[dict[str, str]]:
    """What was recorded and is gone, has changed since, or was never recorded."""
    settings = read_settings()
    if settings.damaged:
        return [_loss(str(settings_file()), "can't be read", "mend it or delete it")]
    told = [_loss(one.distribution, "was lost since it was installed", "studio plugins restore") for one in missing()]
    recorded = {one.distribution: one for one in settings.installed}
    for here in plugin_records().values():
        was = recorded.get(here.distribution)
        if was is None:
            mend = f"studio plugins install {here.source if ' @ ' not in here.source else here.distribution}"
            told.append(_loss(here.distribution, "is installed and not recorded: an upgrade would lose it", mend))
        elif was.version == here.version and was.code != here.code and folder_of(was) is None:
            told.append(
                _loss(here.distribution, "has other code than when it was installed", f"reinstall {was.source}")
            )
    return told


def _loss(name: str, wrong: str, mend: str) -> dict[str, str]:
    return {"plugin": name, "wrong": wrong, "traceback": "", "mend": mend}


def _in_lines(facts: dict[str, dict[str, Any]], found: tuple[Plugin, ...], wrong: list[dict[str, str]]) -> list[str]:
    lines = []
    for name, value in facts["environment"].items():
        lines.append(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
    lines.append(", ".join(f"{name} {number}" for name, number in facts["versions"].items()))
    off = sum(bool(plugin.off) for plugin in found)
    lines.append(f"{len(found)} plugins, {off} of them off")
    for one in wrong:
        lines += ["", f"{one['plugin']}: {one['wrong']}", *one["traceback"].splitlines(), f"mend: {one['mend']}"]
    return lines if wrong else [*lines, "nothing is wrong"]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
