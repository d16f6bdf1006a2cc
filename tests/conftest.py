"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy core is no fault of the code under test: promises here are about results, benchmarks are about time.
settings.register_profile("studio", deadline=None)
settings.load_profile("studio")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real data sets and checkpoints, which stays outside the repository."""
    folder = Path(os.environ.get("STUDIO_SHARED", "../shared")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder}; set STUDIO_SHARED to its folder")
    return folder


@pytest.fixture
def one_thread() -> Iterator[None]:
    """torch on one thread: tiny networks only lose by sharing their work, most of all on a busy machine."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
