"""Lay the adventurer faces beside drawn portraits, with counterparts: `python benchmarks/adventurer_material.py SHARED
PORTRAITS OUT [--faces 1200] [--check]`.

SHARED: the folder of real data sets. PORTRAITS: what `studio data portraits --counterparts` wrote. OUT: both as one
table (name, hair, eyes, expression), pictures with sketches, and `counterparts/`. 'Adventurer' by Lisa Wischofsky,
CC BY 4.0, is put together of flat parts at fixed places. So the same face with other hair is a change of one colour,
and with other eyes or another mouth it is a patch of another face of the same skin, where neither hair nor glasses are
in the way. Only training faces give and take; `--check` holds counterparts of the held-out faces, made the same way,
against the true ones instead of writing anything.
"""

import argparse
import csv
import itertools
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Pixels = NDArray[np.uint8]

_SIDE = 160
_PATCHES = {"eyes": (slice(56, 83), slice(22, 84)), "expression": (slice(79, 103), slice(36, 73))}
"""Where the eyes and the mouth are, in pixels of 128²."""
_NAMES = {"blonde": "blond"}
"""Values that the portraits call otherwise."""
_HAIR_KEPT = 0.35
"""The share of hair colours that is learnt from: hair is easily learnt, and would be most of all edits."""
_HELD = {"expression": "mouth"}
"""What the held-out targets call a column."""


def colour(text: str) -> NDArray[np.float32]:
    """#rrggbb as three numbers."""
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)], np.float32)


def share_of(picture: Pixels, hexa: str) -> NDArray[np.float32]:
    """How much of each pixel is of a colour, 0 to 1: all of it, or the part that isn't outline."""
    wanted, pixels = colour(hexa), picture.astype(np.float32)
    is_pure = np.abs(pixels - wanted).max(2) <= 6
    near = np.zeros_like(is_pure)
    for row, column in itertools.product((-1, 0, 1), repeat=2):
        near |= np.roll(is_pure, (row, column), (0, 1))
    part = np.clip(pixels @ wanted / float(wanted @ wanted), 0, 1)
    is_mixed = near & (np.abs(pixels - part[..., None] * wanted).max(2) <= 24)
    return np.where(is_pure, 1, np.where(is_mixed, part, 0)).astype(np.float32)


def with_hair(picture: Pixels, old: str, new: str) -> Pixels:
    """The face with its hair in another colour."""
    share = share_of(picture, old)[..., None]
    return np.clip(picture + share * (colour(new) - colour(old)) + 0.5, 0, 255).astype(np.uint8)


class Faces:
    """The adventurer faces by id, and who may lend eyes and mouths."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with (folder / "attributes.csv").open(newline="") as file:
            self.rows = {row["id"]: row for row in csv.DictReader(file)}
        self.training = [name for name, row in self.rows.items() if row["split"] == "train"]
        self._lenders: dict[tuple[str, str, str], list[str]] = {}
        for name in self.training:
            for column in _PATCHES:
                row = self.rows[name]
                if self.is_free(name, column):
                    self._lenders.setdefault((column, row[column], row["skin_hex"]), []).append(name)

    def picture(self, name: str, kind: str = "images") -> Pixels:
        return np.asarray(Image.open(self.folder / kind / f"{name}.png").convert("RGB"))

    def is_on_face(self, name: str) -> NDArray[np.bool_]:
        """Where the background isn't: what is of its colour and hangs together with the picture's corner."""
        distance = np.abs(self.picture(name) - colour(self.rows[name]["bg_hex"])).max(2)
        parts, _ = ndimage.label(distance <= 24)
        return np.asarray(parts != parts[0, 0])

    def is_free(self, name: str, column: str) -> bool:
        """Whether neither hair nor glasses lie over the place of a part."""
        row = self.rows[name]
        return row["glasses"] == "0" and not share_of(self.picture(name)[_PATCHES[column]], row["hair_hex"]).any()

    def lender(self, name: str, column: str, value: str, chance: np.random.Generator) -> str | None:
        """A face whose part fits, where there is one."""
        known = self._lenders.get((column, value, self.rows[name]["skin_hex"]), [])
        return str(chance.choice(known)) if known and self.is_free(name, column) else None

    def values(self, column: str) -> list[str]:
        return sorted({row[column] for row in self.rows.values()})


def edits(faces: Faces, name: str, chance: np.random.Generator) -> dict[tuple[str, str], dict[str, Pixels]]:
    """(column, value) → the face's counterpart and its sketch, by folder."""
    row = faces.rows[name]
    made: dict[tuple[str, str], dict[str, Pixels]] = {}
    if row["hair"] != "black":  # black hair has no border with its outline
        for value in faces.values("hair"):
            if value != row["hair"]:
                hexes = sorted({other["hair_hex"] for other in faces.rows.values() if other["hair"] == value})
                picture = with_hair(faces.picture(name), row["hair_hex"], str(chance.choice(hexes)))
                made["hair", value] = {"images": picture, "sketches": faces.picture(name, "sketches")}
    for column, place in _PATCHES.items():
        for value in faces.values(column):
            other = faces.lender(name, column, value, chance) if value != row[column] else None
            if other is not None:
                made[column, value] = {}
                is_face = (faces.is_on_face(name) & faces.is_on_face(other))[place]
                for kind in ("images", "sketches"):
                    picture, lent = faces.picture(name, kind).copy(), faces.picture(other, kind)[place]
                    picture[place] = np.where(is_face[..., None], lent, picture[place])
                    made[column, value][kind] = picture
    return made


def save(picture: Pixels, path: Path) -> None:
    Image.fromarray(picture).resize((_SIDE, _SIDE), Image.Resampling.BICUBIC).save(path)


def is_kept(name: str) -> bool:
    """Whether a change of hair is among those that are learnt from; the same ones every time."""
    return zlib.crc32(name.encode()) < _HAIR_KEPT * 2**32


def lay(faces: Faces, portraits: Path, out: Path, count: int) -> None:
    chance = np.random.default_rng(5)
    with (portraits / "attributes.csv").open(newline="") as file:
        table = [{key: row[key] for key in ("name", "hair", "eyes", "expression")} for row in csv.DictReader(file)]
    for kind in ("images", "sketches", "counterparts/images", "counterparts/sketches"):
        (out / kind).mkdir(parents=True)
        for path in (portraits / kind).iterdir():
            if "-hair-" not in path.name or is_kept(path.name):
                (out / kind / path.name).symlink_to(path.resolve())
    for name in sorted(chance.permutation(faces.training)[:count]):
        row = faces.rows[name]
        table.append(
            {"name": f"a{name}"} | {key: _NAMES.get(row[key], row[key]) for key in ("hair", "eyes", "expression")}
        )
        for kind in ("images", "sketches"):
            save(faces.picture(name, kind), out / kind / f"a{name}.png")
        for (column, value), pictures in edits(faces, name, chance).items():
            for kind, picture in pictures.items() if column != "hair" or is_kept(f"a{name}{value}") else ():
                save(picture, out / "counterparts" / kind / f"a{name}-{column}-{_NAMES.get(value, value)}.png")
    with (out / "attributes.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ("name", "hair", "eyes", "expression"))
        writer.writeheader()
        writer.writerows(table)


def check(faces: Faces) -> None:
    """Print how far made counterparts are from the true ones, beside leaving the face as it is (0 to 255)."""
    chance = np.random.default_rng(5)
    errors: dict[str, list[tuple[float, float]]] = {}
    for name in sorted({path.name[:5] for path in (faces.folder / "val_targets").iterdir()}):
        for (column, value), pictures in edits(faces, name, chance).items():
            path = faces.folder / "val_targets" / f"{name}_{_HELD.get(column, column)}-{value}.png"
            if path.exists():
                true, own = np.asarray(Image.open(path).convert("RGB")).astype(float), faces.picture(name)
                errors.setdefault(column, []).append(
                    (float(np.abs(pictures["images"] - true).mean()), float(np.abs(own - true).mean()))
                )
    for column, pairs in errors.items():
        made, copied = np.mean(pairs, 0)
        print(f"{column}: {len(pairs)} counterparts, {made:.2f} from the true ones; the face as it is: {copied:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("portraits", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--faces", type=int, default=1200)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    faces = Faces(given.shared / "data" / "adventurer_faces_128")
    if given.check:
        check(faces)
    else:
        lay(faces, given.portraits, given.out, given.faces)


if __name__ == "__main__":
    main()
