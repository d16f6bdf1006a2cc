"""`opt.txt`: the options that SPADE's and TSIT's trainers write beside a checkpoint, as text."""

from __future__ import annotations

import re
from pathlib import Path

_LINE = re.compile(r"^\s*(\w+): (.*?)\s*(?:\t\[default: .*\])?$")
_LARGEST = 1 << 20


def options_beside(path: Path) -> dict[str, str]:
    """The options in `opt.txt` or `train_opt.txt` in the checkpoint's folder, as text; none where there is no file."""
    for name in ("opt.txt", "train_opt.txt"):
        file = path.parent / name
        if file.is_file() and file.stat().st_size < _LARGEST:
            return parsed(file.read_text(encoding="utf-8", errors="replace"))
    return {}


def parsed(text: str) -> dict[str, str]:
    """Option names and values of lines like `   crop_size: 256      [default: 512]`."""
    matches = (_LINE.match(line) for line in text.splitlines())
    return {match[1]: match[2].strip() for match in matches if match}
