"""`studio data labels`: photographs of every kind become label maps that the studio opens and draws."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from command_line import Studio
from PIL import Image

from studio.generators.specs import Request, Result
from studio.labels import LANDSCAPE
from studio.sketch.files import open_sketch

SKY, SEA = LANDSCAPE.id("sky"), LANDSCAPE.id("sea")


class BrightIsSky:
    """Stands in for the worker: what is brighter than the middle is sky, the rest sea."""

    def __init__(self, generator: str) -> None:
        assert generator == "reader"

    def __enter__(self) -> BrightIsSky:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing runs."""

    def render(self, request: Request) -> Result:
        height, width = request.shape
        small = Image.fromarray(np.asarray(request.image)).convert("L").resize((width, height))
        return Result(np.where(np.asarray(small) > 128, SKY, SEA).astype(np.uint8), 5.0, "reader", "abc")


@pytest.fixture
def reads_light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.render.once.RenderSession", BrightIsSky)


def coast(height: int = 60, width: int = 80) -> Image.Image:
    """White above black."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2] = 255
    return Image.fromarray(picture)


def turned(path: Path) -> None:
    """As a camera held on its side writes it: the pixels lie, EXIF says so."""
    exif = Image.Exif()
    exif[0x0112] = 6
    coast().transpose(Image.Transpose.ROTATE_90).save(path, exif=exif)


def see_through(path: Path) -> None:
    picture = coast().convert("RGBA")
    picture.putalpha(Image.fromarray(np.pad(np.full((40, 80), 255, np.uint8), ((0, 20), (0, 0)))))
    picture.save(path)


def of_16_bits(path: Path) -> None:
    Image.fromarray(np.asarray(coast().convert("L")).astype(np.uint16) * 257).save(path)


def moving(path: Path) -> None:
    coast().convert("P").save(path, save_all=True, append_images=[Image.new("P", (80, 60))], duration=50)


KINDS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "JPEG": ("a.jpg", lambda path: coast().save(path)),
    "a turned JPEG": ("a.jpg", turned),
    "grey": ("a.png", lambda path: coast().convert("L").save(path)),
    "CMYK": ("a.jpg", lambda path: coast().convert("CMYK").save(path)),
    "16 bits": ("a.png", of_16_bits),
    "WebP": ("a.webp", lambda path: coast().save(path)),
    "animated": ("a.gif", moving),
}


@pytest.mark.usefixtures("reads_light")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_is_read_the_right_way_up(studio: Studio, kind: str) -> None:
    name, write = KINDS[kind]
    write(Path(name))
    ended = studio("data", "labels", name, "-o", "map.png")
    assert ended.code == 0, ended.err
    labels = open_sketch(Path("map.png")).labels
    assert labels.shape == (60, 80)
    assert (labels[:28] == SKY).all()
    assert (labels[32:] == SEA).all()


@pytest.mark.usefixtures("reads_light")
def test_what_is_transparent_is_white(studio: Studio) -> None:
    see_through(Path("a.png"))
    assert studio("data", "labels", "a.png", "-o", "map.png").code == 0
    assert (open_sketch(Path("map.png")).labels[42:] == SKY).all()


@pytest.mark.usefixtures("reads_light")
def test_the_map_is_indexed_of_the_size_asked_for_and_told_as_json(studio: Studio) -> None:
    coast(600, 900).save("wide.png")
    ended = studio("data", "labels", "wide.png", "-o", "map.png", "--size", "128", "--json")
    with Image.open("map.png") as image:
        assert (image.mode, image.size) == ("P", (192, 128))
    told = json.loads(ended.out)
    assert told["size"] == [128, 192]
    assert told["labels"] == {"sky": 0.5, "sea": 0.5}
    assert studio("data", "labels", "wide.png", "-o", "other.png").code == 0
    assert open_sketch(Path("other.png")).labels.shape == (256, 384)


@pytest.mark.usefixtures("reads_light")
def test_a_folder_is_read_as_far_as_it_can_be(studio: Studio) -> None:
    Path("photos").mkdir()
    coast().save("photos/one.jpg")
    coast().save("photos/two.PNG")
    Path("photos/broken.jpg").write_bytes(b"\xff\xd8\xff nothing more")
    Path("photos/notes.txt").write_text("not a photograph")
    ended = studio("data", "labels", "photos", "-o", "maps")
    assert ended.code == 2
    assert "photos/broken.jpg" in ended.err
    assert "1 of 3" in ended.err
    assert sorted(path.name for path in Path("maps").iterdir()) == ["one.png", "two.png"]


@pytest.mark.usefixtures("reads_light")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.jpg", "-o", "map.png"), "no such file"),
        (("photo.jpg", "-o", "map.jpg"), "ends in .png"),
        (("photo.jpg", "-o", "no/map.png"), "folder no isn't there"),
        (("photo.png", "-o", "photo.png"), "the photograph itself"),
        (("photo.jpg", "photo.png", "-o", "maps"), "both become"),
        (("text.jpg", "-o", "map.png"), "no picture in a format known"),
        (("empty", "-o", "maps"), "holds no photographs"),
        (("photo.jpg", "-o", "map.png", "--size", "5"), "16 to 2048"),
        (("long.png", "-o", "map.png", "--size", "2048"), "lower --size"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(studio: Studio, arguments: tuple[str, ...], said: str) -> None:
    coast().save("photo.jpg")
    coast().save("photo.png")
    coast(20, 200).save("long.png")
    Path("text.jpg").write_text("words")
    Path("empty").mkdir()
    before = Path("photo.png").read_bytes()
    ended = studio("data", "labels", *arguments)
    assert ended.is_a_refusal
    assert said in ended.err
    assert Path("photo.png").read_bytes() == before
    assert not Path("map.png").exists()


def test_a_label_generator_names_the_command_that_reads_labels(studio: Studio) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (40, 60, 3), np.uint8))
    for name in ("photo.png", "photo.jpg"):
        noise.save(name)
        ended = studio("render", name, "-o", "x.png", "--generator", "world")
        assert ended.is_a_refusal
        assert "studio data labels" in ended.err


def test_the_bundled_reader_reads_what_the_world_drew(studio: Studio) -> None:
    labels = np.full((128, 128), SKY, np.uint8)
    labels[70:] = LANDSCAPE.id("grass")
    Image.fromarray(labels).save("meadow.png")
    assert studio("render", "meadow.png", "-o", "drawn.jpg", "--generator", "world").code == 0
    ended = studio("data", "labels", "drawn.jpg", "-o", "read.png", "--size", "128")
    assert ended.code == 0, ended.err
    read = open_sketch(Path("read.png")).labels
    assert (read[:60] == SKY).mean() > 0.8
    assert (read[80:] == LANDSCAPE.id("grass")).mean() > 0.5


def test_a_chain_may_begin_with_the_reader(studio: Studio) -> None:
    coast(40, 60).save("photo.jpg")
    ended = studio("render", "photo.jpg", "-o", "again.png", "--chain", "reader | world", "--size", "32")
    assert ended.code == 0, ended.err
    with Image.open("again.png") as again:
        assert (again.mode, again.size) == ("RGB", (48, 32))
    assert studio("render", "photo.jpg", "-o", "map.png", "--generator", "reader", "--size", "32").code == 0
    assert open_sketch(Path("map.png")).labels.shape == (32, 48)
