"""Where the talk of worker processes and the tracebacks of our own faults go."""

from __future__ import annotations

from pathlib import Path

import platformdirs

SIZE_LIMIT_BYTES = 2**20


def log_file(name: str) -> Path | None:
    """The file to append to (folders made, an overgrown one set aside), or None where no log can be written."""
    folder = Path(platformdirs.user_log_dir("sketch-studio"))
    if not folder.is_absolute():  # nobody's home: the user has neither HOME nor an entry in passwd
        return None
    file = folder / f"{name}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > SIZE_LIMIT_BYTES:
            file.replace(file.with_suffix(".log.old"))
        with file.open("ab"):
            return file
    except (OSError, RuntimeError):
        return None
