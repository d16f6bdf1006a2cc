"""`studio data smooth` says which folder is not there, and which is empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InputError
from studio_data.prepare.smooth_folder import smooth_folder


def test_a_missing_folder_is_told_from_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        smooth_folder(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(InputError, match="holds no pictures"):
        smooth_folder(tmp_path, tmp_path / "out")
