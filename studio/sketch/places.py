"""Where the files that belong to a drawing lie."""

from __future__ import annotations

from pathlib import Path


def journal_beside(file: Path) -> Path:
    """The journal of a drawing's file: a hidden file beside it."""
    whole = file.absolute()
    return whole.with_name(f".{whole.name}.journal")


def file_of(journal: Path) -> Path:
    """The file that a journal lies beside."""
    return journal.with_name(journal.name[1:].removesuffix(".journal"))
