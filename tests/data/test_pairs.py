"""Pairs on disk: written whole, resumed where they stopped, read back as they were drawn."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.errors import InputError
from studio.labels import LANDSCAPE
from studio_data.datasets.pairs import PairFolder, write_world_pairs
from studio_data.world.style import STYLE_NAMES, Style

SIZE = 32


def write(folder: Path, count: int, **changes: int) -> None:
    write_world_pairs(folder, count, **{"size": SIZE, "supersample": 1, **changes})


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four pairs, only to be read."""
    folder = tmp_path_factory.mktemp("pairs") / "four"
    write(folder, 4)
    return folder


def test_a_pair_is_read_back_with_its_style(four: Path) -> None:
    pairs = PairFolder(four)
    assert len(pairs) == 4
    for pair, record in zip(pairs, pairs.records, strict=True):
        assert pair.labels.shape == (SIZE, SIZE)
        assert pair.labels.max() < len(LANDSCAPE)
        assert pair.picture.shape == (SIZE, SIZE, 3)
        assert pair.style.dtype == np.float32
        assert pair.style.shape == (len(STYLE_NAMES),)
        assert np.allclose(pair.style, Style.from_dict(record.style).vector(), atol=1e-5)


def test_label_maps_are_indexed_pngs_in_label_colours(four: Path) -> None:
    with Image.open(four / "labels" / "000000.png") as image:
        assert image.mode == "P"
        labels = np.array(image)
        colours = np.array(image.convert("RGB"))
    assert np.array_equal(colours, LANDSCAPE.palette()[labels])


def test_a_longer_folder_begins_with_the_same_pairs(four: Path, tmp_path: Path) -> None:
    write(tmp_path, 2)
    write(tmp_path, 4)
    assert contents(tmp_path) == contents(four)


def test_processes_draw_the_same_pairs(four: Path, tmp_path: Path) -> None:
    write(tmp_path, 4, workers=2)
    assert contents(tmp_path) == contents(four)


def test_a_killed_writer_is_continued(four: Path, tmp_path: Path) -> None:
    write(tmp_path, 3)
    (tmp_path / "images" / "000001.png").unlink()
    (tmp_path / "images" / ".000002.999.part").write_bytes(b"half a pict")
    listing = tmp_path / "pairs.jsonl"
    listing.write_text(listing.read_text()[:-40])
    write(tmp_path, 4)
    assert contents(tmp_path).keys() == contents(four).keys()
    assert [record.name for record in PairFolder(tmp_path).records] == ["000000", "000001", "000002", "000003"]
    for there, expected in zip(PairFolder(tmp_path), PairFolder(four), strict=True):
        assert np.array_equal(there.labels, expected.labels)
        assert np.array_equal(there.picture, expected.picture)


def test_another_seed_draws_other_pairs(four: Path, tmp_path: Path) -> None:
    write(tmp_path, 1, seed=1)
    assert not np.array_equal(PairFolder(tmp_path)[0].labels, PairFolder(four)[0].labels)


def test_progress_counts_up_to_the_whole(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write(tmp_path, 1)
    write_world_pairs(tmp_path, 3, size=SIZE, supersample=1, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_an_interrupted_writer_leaves_a_readable_folder(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_world_pairs(tmp_path, 4, size=SIZE, supersample=1, progress=stop)
    assert len(PairFolder(tmp_path)) == 2


@pytest.mark.parametrize(
    "changes", [{"count": 0}, {"size": 8}, {"size": 4096}, {"seed": -1}, {"supersample": 9}, {"workers": 0}]
)
def test_numbers_out_of_range_are_named(tmp_path: Path, changes: dict[str, int]) -> None:
    (what,) = changes
    with pytest.raises(InputError, match=f"{what} is {changes[what]}; it must be from"):
        write(tmp_path / "new", **{"count": 2, **changes})
    assert not (tmp_path / "new").exists()


def test_a_folder_of_another_recipe_is_not_mixed(four: Path, tmp_path: Path) -> None:
    write(tmp_path, 1)
    before = contents(tmp_path)
    with pytest.raises(InputError, match="size 32, not 64"):
        write(tmp_path, 2, size=64)
    assert contents(tmp_path) == before


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(InputError, match=r"holiday\.jpg"):
        write(tmp_path, 1)
    assert contents(tmp_path) == {"holiday.jpg": b""}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="can't be written"):
        write(tmp_path / "file" / "pairs", 1)


def test_pairs_without_a_listing_are_read_by_their_names(four: Path, tmp_path: Path) -> None:
    for part in ("labels", "images"):
        (tmp_path / part).mkdir()
        for name in ("000000.png", "000003.png"):
            (tmp_path / part / name).write_bytes((four / part / name).read_bytes())
    (tmp_path / "labels" / "alone.png").write_bytes(b"")
    pairs = PairFolder(tmp_path)
    assert [record.name for record in pairs.records] == ["000000", "000003"]
    assert pairs[1].style.shape == (0,)


def test_a_damaged_picture_is_named(tmp_path: Path) -> None:
    write(tmp_path, 1)
    (tmp_path / "images" / "000000.png").write_bytes(b"not a picture")
    with pytest.raises(InputError, match=r"images/000000\.png can't be read"):
        PairFolder(tmp_path)[0]


def test_a_line_that_is_no_pair_is_named(four: Path, tmp_path: Path) -> None:
    write(tmp_path, 2)
    listing = tmp_path / "pairs.jsonl"
    lines = listing.read_text().splitlines()
    listing.write_text("\n".join([json.dumps({"name": "000000"}), *lines[1:]]) + "\n")
    with pytest.raises(InputError, match="line 1"):
        PairFolder(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no pairs"):
        PairFolder(tmp_path)


def test_a_folder_drawn_by_another_version_is_not_mixed(tmp_path: Path) -> None:
    write(tmp_path, 1)
    header = tmp_path / "world.json"
    header.write_text(json.dumps({**json.loads(header.read_text()), "format": 1}))
    with pytest.raises(InputError, match="another version of the studio"):
        write(tmp_path, 2)
