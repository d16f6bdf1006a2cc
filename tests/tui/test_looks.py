"""How the studio looks; after a wanted change run `pytest tests/tui/test_looks.py --snapshot-update`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from studio_room import MakeApp

Compare = Callable[..., bool]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_studio_looks_as_it_did(
    snap_compare: Compare, make_app: MakeApp, language: str, size: tuple[int, int]
) -> None:
    assert snap_compare(make_app(language=language), terminal_size=size)


def test_the_help_looks_as_it_did(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), press=["f1"])
