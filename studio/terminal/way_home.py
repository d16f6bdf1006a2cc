"""How a file comes from this machine to the one that the person sits at: a line to copy, and onto its clipboard."""

from __future__ import annotations

import base64
import os
import shlex
import socket
from collections.abc import Mapping
from pathlib import Path

USUAL_PORT = "22"


def shelf() -> Path:
    """The folder for pictures that have no file of their own yet."""
    import platformdirs

    return Path(platformdirs.user_state_dir("sketch-studio", appauthor=False)) / "to-copy"


def copy_line(file: Path, name: str, environment: Mapping[str, str]) -> str:
    """The `scp` line that copies `file` into the folder where it is typed, as `name`.

    Over SSH it names the address under which this machine was reached, else the machine.
    """
    connection = environment.get("SSH_CONNECTION", "").split()
    host, port = (connection[2], connection[3]) if len(connection) == 4 else (socket.gethostname(), USUAL_PORT)
    user = environment.get("USER") or environment.get("LOGNAME") or ""
    address = f"[{host}]" if ":" in host else host
    place = f"{user}@{address}" if user else address
    source = shlex.quote(f"{place}:{file.absolute()}")
    at_port = f" -P {port}" if port != USUAL_PORT else ""
    return f"scp{at_port} {source} {shlex.quote(name)}"


def to_clipboard(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """What puts `text` on the clipboard of the person's own machine; tmux is asked to hand it on."""
    data = base64.b64encode(text.encode()).decode()
    sequence = f"\x1b]52;c;{data}\x07"
    if environment.get("TMUX"):
        # tmux takes it itself where set-clipboard is on, and hands it on where passthrough is allowed.
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
    return sequence
