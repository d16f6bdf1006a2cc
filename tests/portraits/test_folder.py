"""Portraits on disk: complete, to be resumed, the same bytes as in one go."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.errors import InputError
from studio_data.portraits import ATTRIBUTES, Face, portrait, write_portraits


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_table_tells_what_the_pictures_show(tmp_path: Path) -> None:
    write_portraits(tmp_path / "set", 3, size=32)
    with (tmp_path / "set" / "attributes.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert [row["name"] for row in rows] == ["000000", "000001", "000002"]
    for row in rows:
        name, identity = row.pop("name"), int(row.pop("identity"))
        picture = np.asarray(Image.open(tmp_path / "set" / "images" / f"{name}.png"))
        assert np.array_equal(picture, portrait(Face(**row, identity=identity), 32))


def test_counterparts_are_every_other_value_of_each_attribute(tmp_path: Path) -> None:
    write_portraits(tmp_path / "set", 2, size=32, counterparts=1)
    names = {path.stem for path in (tmp_path / "set" / "counterparts" / "images").iterdir()}
    assert len(names) == sum(len(attribute.values) - 1 for attribute in ATTRIBUTES)
    assert names == {path.stem for path in (tmp_path / "set" / "counterparts" / "sketches").iterdir()}


def test_a_stopped_folder_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop_at_two(done: int, total: int) -> None:
        if done == 2:
            raise Stop

    write_portraits(tmp_path / "whole", 4, size=32, counterparts=1)
    with pytest.raises(Stop):
        write_portraits(tmp_path / "stopped", 4, size=32, counterparts=1, progress=stop_at_two)
    (tmp_path / "stopped" / "images" / ".000003.77.part").write_bytes(b"torn")
    write_portraits(tmp_path / "stopped", 4, size=32, counterparts=1)
    assert contents(tmp_path / "stopped") == contents(tmp_path / "whole")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InputError, match=r"letter\.txt"):
        write_portraits(tmp_path, 1, size=32)
    assert contents(tmp_path) == {"letter.txt": b"dear"}


def test_another_size_is_refused(tmp_path: Path) -> None:
    write_portraits(tmp_path / "set", 1, size=32)
    with pytest.raises(InputError, match="size 32, not 64"):
        write_portraits(tmp_path / "set", 1, size=64)


def test_the_command_writes_and_refuses(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "studio.cli.main", "data", "portraits", "--out", str(tmp_path / "set")]
    done = subprocess.run([*command, "--size", "32", "--count", "2"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "set" / "images").iterdir())) == 2
    refused = subprocess.run([*command, "--count", "0"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "count is 0" in refused.stderr


def test_counterparts_differ_in_what_is_asked_for(tmp_path: Path) -> None:
    write_portraits(tmp_path / "set", 1, size=32, counterparts=1, changing=("eyes", "glasses"))
    stems = [path.stem for path in (tmp_path / "set" / "counterparts" / "images").iterdir()]
    assert len(stems) == 3 + 2
    assert {stem.split("-")[1] for stem in stems} == {"eyes", "glasses"}
    with pytest.raises(InputError, match="no attribute 'hats'; there are hair"):
        write_portraits(tmp_path / "other", 1, size=32, changing=("hats",))
