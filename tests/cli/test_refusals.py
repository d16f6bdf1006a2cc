"""Wrong input: exit code 2, at most three lines that say what and where, nothing on stdout, nothing left behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from command_line import Studio
from PIL import Image

from studio.labels import LANDSCAPE

OUT = ("-o", "out.png")


@pytest.fixture(scope="session")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that people give to a program by mistake."""
    folder = tmp_path_factory.mktemp("mistakes")
    noise = np.random.default_rng(1).integers(0, 256, (40, 60, 3), np.uint8)
    Image.fromarray(noise).save(folder / "photo.jpg")
    Image.fromarray(noise).save(folder / "photo.png")
    sketch = np.full((20, 20), LANDSCAPE.id("sky"), np.uint8)
    Image.fromarray(sketch).save(folder / "whole.png")
    data = (folder / "whole.png").read_bytes()
    (folder / "cut.png").write_bytes(data[: len(data) // 2])
    (folder / "text.png").write_text("not a picture")
    (folder / "empty.png").write_bytes(b"")
    sketch[7, 9] = 201
    Image.fromarray(sketch).save(folder / "odd.png")
    Image.fromarray(np.full((2, 4000), LANDSCAPE.id("sky"), np.uint8)).save(folder / "long.png")
    Image.new("1", (20000, 20000)).save(folder / "huge.png")
    head = b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\x00\x02IM"
    (folder / "new.mat").write_bytes(head + b"\x89HDF\r\n\x1a\n" + bytes(512))
    (folder / "folder.png").mkdir()
    return folder


@pytest.fixture
def files(mistakes: Path, coast: Path, tmp_path: Path) -> Path:
    """The mistakes beside one good sketch, in this test's own folder."""
    shutil.copytree(mistakes, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["render", "nowhere.png", *OUT], "nowhere.png: there is no such file"),
        (["render", "text.png", *OUT], "text.png: it is neither a PNG nor a MATLAB file"),
        (["render", "cut.png", *OUT], "cut.png: it is cut short"),
        (["render", "empty.png", *OUT], "empty.png: it is empty"),
        (["render", "odd.png", *OUT], "label 201 at row 7, column 9"),
        (["render", "photo.jpg", *OUT], "labels"),
        (["render", "photo.png", *OUT], "labels"),
        (["render", "new.mat", *OUT], "MATLAB 7.3"),
        (["render", "huge.png", *OUT], "20000×20000"),
        (["render", "long.png", *OUT, "--size", "512"], "too long for 512 pixels"),
        (["render", "folder.png", *OUT], "folder"),
        (["render", "coast.png", *OUT, "--generator", "picasso"], "picasso; there are: cartoongan,"),
        (["render", "coast.png", *OUT, "--generator", ""], "there are: cartoongan,"),
        (["render", "coast.png", "-o", "x" * 300 + ".png"], "name too long"),
        (["train", "unet", "--init", "nowhere"], "there is no nowhere"),
        (["render", "coast.png", *OUT, "--generator", "world", "--option", "hour=teatime"], "is one of dawn, day"),
        (
            ["render", "coast.png", *OUT, "--generator", "world", "--option", "colour=1"],
            "options: hour, season, weather, hand",
        ),
        (["render", "coast.png", *OUT, "--generator", "world", "--option", "cartoon"], "name=value"),
        (["render", "coast.png", *OUT, "--generator", "world", "--option", "hand=2"], "hand is one of photo, ink"),
        (["render", "coast.png", *OUT, "--labels", "martian"], "martian"),
        (["render", "coast.png", *OUT, "--size", "15"], "from 16 to 2048"),
        (["render", "coast.png", *OUT, "--size", "2049"], "from 16 to 2048"),
        (["render", "coast.png", *OUT, "--size", "big"], "from 16 to 2048"),
        (["render", "coast.png", *OUT, "--seed", "-1"], "seed"),
        (["render", "coast.png", *OUT, "--seed", "4294967296"], "from 0 to 4294967295"),
        (["render", "coast.png", "-o", "no/x.png"], "no"),
        (["render", "coast.png", "-o", "folder.png"], "folder"),
        (["render", "coast.png", "-o", "x.gif"], "ends in .png"),
        (["render", "coast.png", "-o", "coast.png"], "the sketch itself"),
        (["render", "coast.png", "-o", "-", "--json"], "both want stdout"),
        (["render", "coast.png"], "required"),
        (["render"], "help: studio render --help"),
        (["plugins", "info", "nobody"], "no plugin nobody; there are: cartoongan,"),
        (["plugins"], "required"),
        (["picasso"], "neither a file nor a command; commands: render"),
        (["one.png", "two.png"], "only one file"),
        (["--bogus"], "--bogus"),
        (["render", "\x1b]0;title\x07.png", *OUT], "�]0;title�.png: there is no such file"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else "",
)
def test_wrong_input_is_refused_in_words(studio: Studio, files: Path, arguments: list[str], said: str) -> None:
    before = {path.name for path in files.iterdir()}
    ended = studio(*arguments)
    assert ended.is_a_refusal, ended
    assert said in ended.err
    assert {path.name for path in files.iterdir()} - before <= {"xdg_cache_home"}


def test_a_folder_that_can_not_be_written_is_refused_before_any_work(
    studio: Studio, coast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # root, as whom CI runs, may write everywhere
    ended = studio("render", coast, "-o", "x.png")
    assert ended.is_a_refusal
    assert "can't be written" in ended.err


@pytest.mark.parametrize(
    ("is_terminal", "term", "said"),
    [(False, "xterm", "its input or output is none"), (True, "dumb", "TERM=dumb"), (True, "", "TERM is not set")],
)
def test_no_terminal_is_said_without_drawing(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, is_terminal: bool, term: str, said: str
) -> None:
    monkeypatch.setenv("TERM", term)
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: is_terminal)
    ended = studio()
    assert ended.is_a_refusal
    assert said in ended.err
