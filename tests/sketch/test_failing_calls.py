"""Every system call of drawing and saving fails in turn: the old or new document can be read, and a message says why.

In full: STUDIO_PROOF=full pytest tests/sketch/test_failing_calls.py
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from proof import IS_FULL

from studio.drawing.region import Region
from studio.errors import StudioError
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch, save_sketch
from studio.tui.keeping import Keeper
from studio.tui.resuming import Opened

CALLS = (
    *("open", "close", "write", "pwrite", "read", "pread", "fsync", "fdatasync", "ftruncate", "fchmod", "fstat"),
    *("stat", "access", "replace", "rename", "unlink", "mkdir", "dup", "scandir", "listdir"),
)
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EINTR)
OLD, NEW = 3, 7


@contextmanager
def failing(number: int, code: int) -> Iterator[list[str]]:
    """Let the system call of a number, counted from 0, fail; the names of all calls until then."""
    called: list[str] = []

    def faulty(name: str, original: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **keywords: object) -> object:
            called.append(name)
            if len(called) - 1 == number:
                if name == "close":
                    original(*arguments, **keywords)  # the kernel frees the handle whatever it answers
                raise OSError(code, os.strerror(code))
            return original(*arguments, **keywords)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, faulty(name, getattr(os, name)))
        yield called


def opened_in(folder: Path) -> tuple[Keeper, Opened, Path]:
    """A document that holds OLD, on the desk."""
    path = folder / "coast.png"
    save_sketch(path, Sketch(np.full((20, 30), OLD, np.uint8)), None)
    keeper = Keeper(folder / "state")
    return keeper, keeper.open(path), path


def draw(opened: Opened) -> None:
    opened.history.begin("fill")
    opened.sketch.labels[:] = NEW
    opened.history.touch(Region(0, 0, 20, 30))
    opened.history.commit()


def drawing(keeper: Keeper, opened: Opened, path: Path) -> None:
    draw(opened)
    keeper.keep(opened.sketch, path, None, 1)


def saving(keeper: Keeper, opened: Opened, path: Path) -> None:
    draw(opened)
    keeper.save(path, opened.sketch, None, opened.history, path)


def saving_elsewhere(keeper: Keeper, opened: Opened, path: Path) -> None:
    draw(opened)
    keeper.save(path.with_name("other.png"), opened.sketch, None, opened.history, path)


def outcome(work: Callable[[Keeper, Opened, Path], None], folder: Path, number: int, code: int) -> tuple[bool, str]:
    """Whether the call of a number was made, and what the user is told, "" for nothing."""
    folder.mkdir()
    keeper, opened, path = opened_in(folder)
    message = ""
    with failing(number, code) as called:
        try:
            work(keeper, opened, path)
        except (OSError, StudioError) as error:
            message = str(error)
    assert (opened.sketch.labels == NEW).all()
    for file in folder.glob("*.png"):
        labels = open_sketch(file).labels
        assert (labels == OLD).all() or (labels == NEW).all()
    if work is saving and not message:
        assert (open_sketch(path).labels == NEW).all()
    keeper.close()
    again = Keeper(folder / "state").open(path)
    assert set(np.unique(again.sketch.labels)) <= {OLD, NEW}
    if not message and work is not saving_elsewhere:  # nobody was told of a loss, so there is none
        assert (again.sketch.labels == NEW).all()
        again.history.undo()
        assert (again.sketch.labels == OLD).all()
    return len(called) > number, message


@pytest.mark.parametrize("work", [drawing, saving, saving_elsewhere], ids=lambda work: work.__name__)
def test_whatever_call_fails_a_whole_document_is_there_and_nothing_is_lost_unsaid(
    work: Callable[[Keeper, Opened, Path], None], tmp_path: Path
) -> None:
    cases = told = 0
    for position, code in enumerate(CODES if IS_FULL else CODES[:2]):
        number, reached = 0, True
        while reached:
            reached, message = outcome(work, tmp_path / f"{position}-{number}", number, code)
            assert len(message.splitlines()) <= 1
            cases, told, number = cases + 1, told + bool(message), number + 1
    print(f"{work.__name__}: {cases} cases, {told} told")
    assert cases > 8
    assert told > 4


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
import numpy as np
sys.path.insert(0, {here!r})
from test_failing_calls import draw, opened_in
keeper, opened, path = opened_in(Path(sys.argv[1]))
opened.sketch.labels[:] = np.random.default_rng(1).integers(0, 24, (20, 30))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
try:
    keeper.save(path, opened.sketch, None, opened.history, path)
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_disk_that_is_really_full_keeps_the_old_document(tmp_path: Path) -> None:
    code = FULL_DISK.format(here=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("StudioError"), done.stderr[-2000:]
    assert "wasn't saved" in done.stdout
    assert (open_sketch(tmp_path / "coast.png").labels == OLD).all()


def test_strokes_wait_in_memory_while_there_is_no_room_and_are_written_when_there_is(tmp_path: Path) -> None:
    keeper, opened, path = opened_in(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def no_room(*_: object) -> int:
            raise full

        patch.setattr(os, "pwrite", no_room)
        patch.setattr(os, "write", no_room)
        draw(opened)
        with pytest.raises(StudioError, match=r"No space left.*memory only"):
            keeper.keep(opened.sketch, path, None, 1)
        opened.history.undo()
        assert (opened.sketch.labels == OLD).all()
        opened.history.redo()
    opened.history.undo()
    opened.history.redo()
    keeper.keep(opened.sketch, path, None, 2)
    keeper.close()
    again = Keeper(tmp_path / "state").open(path)
    assert (again.sketch.labels == NEW).all()
    again.history.undo()
    assert (again.sketch.labels == OLD).all()
