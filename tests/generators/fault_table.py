"""The table of docs/faults.md: `python tests/generators/fault_table.py` commits every fault of the zoo and prints it.

Each is committed twice: while the plugin is imported, and while it draws; then the next picture is asked for.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from toy_plugins import Inbox, request_for
from zoo import BEGINNING, SPEC, ZOO, Beast, importing, rendering

from studio.generators import foreign, host
from studio.render import memory
from studio.render.messages import Done, Failed

PLACES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")


def main() -> None:
    """Print the table and what it adds up to."""
    foreign.DEADLINE_S = 3.0
    os.environ[memory.VARIABLE] = "1200MiB"
    rows, survived, faults = [], 0, 0
    for beast in ZOO:
        at_import = _at_import(beast) if beast.at_import is not None else "–"
        at_render, drew = _at_render(beast) if beast.at_render is not None else ("–", True)
        rows.append(f"| {beast.name} | {at_import} | {at_render} |")
        faults += (beast.at_import is not None) + (beast.at_render is not None)
        survived += drew
    print("| fault | committed at import, the list says | committed at render, the studio says |\n|---|---|---|")
    print("\n".join(rows))
    print(f"\n{len(ZOO)} faults, committed {faults} times; the studio stayed up and drew the next picture", end=" ")
    print(f"after {survived} of {len(ZOO)}.")


def _at_import(beast: Beast) -> str:
    with tempfile.TemporaryDirectory() as folder:
        _install(Path(folder), importing(beast), rendering(beast))
        plugin = next(one for one in host.plugins() if one.name == "bad")
        assert "world" in host.generators()
        return _cell(plugin.faults[0].line, folder) if plugin.faults else "nothing; it works"


def _at_render(beast: Beast) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory() as folder:
        _install(Path(folder), BEGINNING + SPEC, rendering(beast))
        inbox = Inbox()
        worker = inbox.worker("bad", deadline_s=2.0 if beast.name == "endless loop" else 20.0)
        inbox.next()
        worker.submit(1, request_for("bad", 1))
        reply = inbox.next()
        worker.submit(2, request_for("bad", 2))
        after = [inbox.next()]
        if not isinstance(after[0], Done | Failed):
            after.append(inbox.next())
        worker.close()
        told = _cell(reply.message, folder) if isinstance(reply, Failed) else "nothing; it works"
        return told, isinstance(after[-1], Done)


def _install(folder: Path, plugin: str, renderer: str) -> None:
    for name in PLACES:
        os.environ[name] = str(folder / name)
    os.environ["PYTHONPATH"] = str(folder)
    sys.path[:] = [str(folder), *(path for path in sys.path if not path.startswith(tempfile.gettempdir()))]
    info = folder / "bad-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[studio]\nbad = bad_plugin\n")
    (info / "RECORD").write_text("bad_plugin.py,,\n")
    (folder / "bad_plugin.py").write_text(plugin)
    (folder / "bad_render.py").write_text(renderer)


def _cell(line: str, folder: str) -> str:
    """A message without the paths of this machine, fit for a table."""
    return re.sub(rf"{re.escape(folder)}\S*/", "…/", line).replace("|", "\\|")


if __name__ == "__main__":
    main()
