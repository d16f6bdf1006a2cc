"""Every sample through every format that holds it; what can't be held is said; the first version's file still opens."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image, ImageSequence

from studio.drawing.region import Region
from studio.errors import InputError
from studio.label_sets import LABEL_SETS, label_set
from studio.label_sets.outward import values_for_landscape
from studio.labels import LANDSCAPE
from studio.sketch.document import Sketch, Step
from studio.sketch.files import encoded_sketch, open_sketch, open_with_picture, save_sketch
from studio.sketch.formats.export import Export
from studio.sketch.formats.exporting import ENDINGS, export, losses
from studio.sketch.replay import settings_only
from studio.tui.keeping import Keeper

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples" / "sketches"
RNG = np.random.default_rng(8)
ALL_LABELS = RNG.integers(0, len(LANDSCAPE), (23, 31)).astype(np.uint8)
PICTURE = RNG.integers(0, 256, (23, 31, 3)).astype(np.uint8)


def full_sketch() -> Sketch:
    style = RNG.integers(0, 256, (5, 6, 3)).astype(np.uint8)
    chain = (Step("world", {"hour": "dusk"}), Step("stargan", domain="sunset", weights="cd" * 32))
    return Sketch(ALL_LABELS.copy(), chain, 77, style, "sunset", {"world": "ab"}, PICTURE[:, ::-1].copy())


def samples() -> dict[str, Sketch]:
    files = sorted(EXAMPLES.glob("*.png"))
    assert len(files) >= 7
    corners = {"one pixel": np.ones((1, 1), np.uint8), "void": np.zeros((3, 70), np.uint8), "all labels": ALL_LABELS}
    return {file.stem: open_sketch(file) for file in files} | {name: Sketch(labels) for name, labels in corners.items()}


SAMPLES = samples()
REOPENING = [ending for ending, kind in ENDINGS.items() if kind.reopens]


@pytest.mark.parametrize("ending", REOPENING)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_back_from_every_format_that_holds_it(name: str, ending: str, tmp_path: Path) -> None:
    path, sketch = tmp_path / f"a{ending}", SAMPLES[name]
    export(path, Export(sketch, LANDSCAPE.palette()[sketch.labels]))
    back, picture = open_with_picture(path)
    np.testing.assert_array_equal(back.labels, sketch.labels)
    assert (picture is not None) == ("picture" in ENDINGS[ending].keeps)
    if "settings" in ENDINGS[ending].keeps:
        assert settings_only(back) == settings_only(sketch)


@pytest.mark.parametrize("ending", [".png", ".ora"])
def test_formats_that_hold_everything_lose_nothing(ending: str, tmp_path: Path) -> None:
    sketch, path = full_sketch(), tmp_path / f"a{ending}"
    what = Export(sketch, PICTURE)
    assert losses(path, what) == []
    export(path, what)
    back, picture = open_with_picture(path)
    np.testing.assert_array_equal(picture, PICTURE)
    np.testing.assert_array_equal(back.labels, sketch.labels)
    assert settings_only(back) == settings_only(sketch)


@pytest.mark.parametrize("ending", sorted(set(ENDINGS) - {".png", ".ora"}))
def test_what_a_format_cannot_hold_is_said(ending: str, tmp_path: Path) -> None:
    lost = " ".join(losses(tmp_path / f"a{ending}", Export(full_sketch(), PICTURE)))
    assert all(word in lost for word in ("picture", "seed", "photograph"))
    assert ("can't be opened" in lost) == (not ENDINGS[ending].reopens)


def test_spades_layout_counts_from_none(tmp_path: Path) -> None:
    export(tmp_path / "a.spade.png", Export(Sketch(ALL_LABELS)))
    values = np.asarray(Image.open(tmp_path / "a.spade.png"))
    np.testing.assert_array_equal(values.astype(int), np.where(ALL_LABELS == 0, 255, ALL_LABELS.astype(int) - 1))


@pytest.mark.parametrize("name", [name for name in LABEL_SETS if name != "landscape"])
def test_a_drawing_in_the_values_of_another_set_reads_back_as_the_likest_labels(name: str, tmp_path: Path) -> None:
    values, path = values_for_landscape(label_set(name)), tmp_path / "a.labels.png"
    what = Export(Sketch(ALL_LABELS), values=values, set_name=name)
    export(path, what)
    back = open_sketch(path, name).labels
    table = label_set(name).to_landscape(np.array([[values.get(label, 255) for label in range(len(LANDSCAPE))]]))[0]
    np.testing.assert_array_equal(back, table[ALL_LABELS])
    assert any("become one label" in lost for lost in losses(path, what))


def test_svg_covers_every_pixel_once_with_its_label(tmp_path: Path) -> None:
    export(tmp_path / "a.svg", Export(Sketch(ALL_LABELS)))
    drawn = np.zeros(ALL_LABELS.shape, int)
    for path in ElementTree.parse(tmp_path / "a.svg").getroot():
        for x, y, w, h in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", path.get("d", "")):
            part = (slice(int(y), int(y) + int(h)), slice(int(x), int(x) + int(w)))
            assert not drawn[part].any()
            drawn[part] = 1 + LANDSCAPE.id(path.get("id", ""))
    np.testing.assert_array_equal(drawn - 1, ALL_LABELS)


def test_ansi_shows_the_labels_colours_in_a_terminal(tmp_path: Path) -> None:
    import pyte

    export(tmp_path / "a.ans", Export(Sketch(ALL_LABELS)))
    screen = pyte.Screen(80, 24)
    pyte.Stream(screen).feed((tmp_path / "a.ans").read_text().replace("\n", "\r\n"))
    for row, column in ((0, 0), (11, 30), (22, 7)):
        cell = screen.buffer[row // 2][column]
        assert (cell.bg if row % 2 else cell.fg) == "{:02x}{:02x}{:02x}".format(*LANDSCAPE[ALL_LABELS[row, column]].rgb)


def test_a_film_shows_every_stroke_in_exact_colours(tmp_path: Path) -> None:
    path = tmp_path / "coast.png"
    save_sketch(path, Sketch(np.full((20, 30), 1, np.uint8)), None)
    keeper = Keeper(tmp_path / "state")
    opened = keeper.open(path)
    maps = [opened.sketch.labels.copy()]
    for label in range(2, 9):
        opened.history.begin("brush")
        opened.sketch.labels[label : label + 3] = label
        opened.history.touch(Region(0, 0, 20, 30))
        opened.history.commit()
        maps.append(opened.sketch.labels.copy())
    keeper.save(path, opened.sketch, None, opened.history, path)
    keeper.close()
    convert(path, tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as film:
        frames = [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(film)]
    assert len(frames) == len(maps)  # the last is held, and is the drawing as it is
    for frame, labels in zip(frames, maps, strict=True):
        np.testing.assert_array_equal(frame, LANDSCAPE.palette()[labels])


def convert(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "studio.cli.main", "convert", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_converts_and_says_what_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded_sketch(full_sketch(), PICTURE))
    done = convert(tmp_path / "a.png", tmp_path / "a.mat")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "leaves out: the picture" in done.stderr
    np.testing.assert_array_equal(open_sketch(tmp_path / "a.mat").labels, ALL_LABELS)
    facts = json.loads(convert(tmp_path / "a.mat", tmp_path / "b.ora", "--json").stdout)
    assert facts == {"out": str(tmp_path / "b.ora"), "size": [23, 31], "left_out": []}
    for out, said in (("a.xyz", "ends in"), ("a.png", "itself"), ("no/b.png", "isn't there")):
        refused = convert(tmp_path / "a.png", tmp_path / out)
        assert (refused.returncode, said in refused.stderr) == (2, True)
        assert len(refused.stderr.splitlines()) == 1


def test_the_file_of_the_first_version_ever_still_opens() -> None:
    sketch, picture = open_with_picture(HERE / "first_version.png")
    labels = (np.add.outer(np.arange(30) // 3, np.arange(44) // 4) % 24).astype(np.uint8)
    np.testing.assert_array_equal(sketch.labels, labels)
    colours = LANDSCAPE.palette()
    colours[LANDSCAPE.id("dirt")] = (150, 108, 70)  # as dirt was shown then
    np.testing.assert_array_equal(picture, colours[labels])
    first = Step("unet", {"hour": "sunset", "strength": 0.5, "steps": 3, "sharp": True})
    assert sketch.chain == (first, Step("cartoongan"))
    assert (sketch.seed, sketch.domain, sketch.weights) == (20261121, "golden", {"unet": "ab" * 32})
    assert sketch.style is not None
    assert sketch.style.shape == (6, 5, 3)
    assert sketch.style[1, 1].tolist() == [10, 60, 110]


def edited(source: Path, out: Path, change: dict[str, bytes]) -> None:
    """A .ora as another program writes it: our own part is gone, some of the others are new."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "studio/sketch":
                new.writestr(name, change.get(name, old.read(name)))


def test_labels_painted_in_another_program_come_back(tmp_path: Path) -> None:
    export(tmp_path / "a.ora", Export(full_sketch(), PICTURE))
    rgba = np.zeros((4, 6, 4), np.uint8)
    rgba[1:, :] = (*LANDSCAPE.by_key("snow").rgb, 255)
    Image.fromarray(rgba).save(tmp_path / "layer.png")
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        stack = (
            archive.read("stack.xml")
            .decode()
            .replace('src="data/labels.png" x="0" y="0"', 'src="data/labels.png" x="28" y="-1"')
        )
    edited(
        tmp_path / "a.ora",
        tmp_path / "b.ora",
        {"data/labels.png": (tmp_path / "layer.png").read_bytes(), "stack.xml": stack.encode()},
    )
    back, picture = open_with_picture(tmp_path / "b.ora")
    assert back.labels.shape == ALL_LABELS.shape
    assert (back.labels[:3, 28:] == LANDSCAPE.id("snow")).all()
    assert np.count_nonzero(back.labels) == 9
    assert picture is not None
    assert back.photograph is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mimetype": b"text/plain"}, "no OpenRaster"),
        ({"stack.xml": b"<image w='9' h='9'><stack/></image>"}, "no layer called labels"),
        ({"stack.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><image/>"}, "isn't one of OpenRaster's"),
        ({"stack.xml": b"<image w='99999' h='99999'/>"}, "at most"),
        ({"stack.xml": b" " * (2 << 20)}, "too large"),
        ({"data/labels.png": bytes(65 << 20)}, "too large"),
    ],
)
def test_an_openraster_file_with_bad_intentions_is_refused(change: dict[str, bytes], said: str, tmp_path: Path) -> None:
    export(tmp_path / "a.ora", Export(Sketch(ALL_LABELS)))
    edited(tmp_path / "a.ora", tmp_path / "b.ora", change)
    with pytest.raises(InputError, match=said):
        open_sketch(tmp_path / "b.ora")
