"""Lay the adventurer faces beside drawn portraits, with counterparts: `python benchmarks/adventurer_material.py SHARED
PORTRAITS OUT [--faces 1200] [--check]`.

SHARED: the folder of real data sets. PORTRAITS: what `studio data portraits --counterparts` wrote. OUT: both as one
table (name, hair, eyes, expression), pictures with sketches, and `counterparts/`. 'Adventurer' by Lisa Wischofsky,
CC BY 4.0, is put together of flat parts at fixed places. So the same face with other hair is a change of one colour,
and other eyes or another mouth is the median of all faces with that part and skin, laid over the erased old one, where
neither hair nor glasses are in the way. Each word has one such part: of several, a network would learn the average,
which is a smear. Only training faces give and take; `--check` holds counterparts of the held-out faces, made the same
way, against the true ones instead of writing anything.
"""

import argparse
import csv
import functools
import itertools
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Pixels = NDArray[np.uint8]

_SIDE = 160
_PATCHES = {"eyes": (slice(54, 83), slice(18, 90)), "expression": (slice(76, 108), slice(30, 78))}
"""Where the eyes and the mouth are, in pixels of 128²."""
_VARIANTS = {"eyes": "eyes_variant", "expression": "mouth_variant"}
_SHOWS, _ALIKE = 12, 48
"""From how far on a pixel isn't skin, and up to how far it is that of the known part (0 to 255)."""
_FREE = 0.85
"""The share of a part's pixels that must be seen: over the others are brows."""
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
    """The adventurer faces by id, and the parts that they are put together of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with (folder / "attributes.csv").open(newline="") as file:
            self.rows = {row["id"]: row for row in csv.DictReader(file)}
        self.parts = functools.cache(self._parts)
        self.typical = functools.cache(self._typical)
        self.training = [name for name, row in self.rows.items() if row["split"] == "train"]

    def picture(self, name: str, kind: str = "images") -> Pixels:
        return np.asarray(Image.open(self.folder / kind / f"{name}.png").convert("RGB"))

    def values(self, column: str) -> list[str]:
        return sorted({row[column] for row in self.rows.values()})

    def _parts(self, column: str, skin: str, kind: str) -> dict[str, Pixels]:
        """Variant → its place in a face of that skin, without what lies over it in single faces: the median of all."""
        known: dict[str, list[Pixels]] = {}
        for name in self.training:
            row = self.rows[name]
            if row["skin_hex"] == skin and row["glasses"] == "0":
                known.setdefault(row[_VARIANTS[column]], []).append(self.picture(name, kind)[_PATCHES[column]])
        return {variant: np.median(pictures, 0).astype(np.uint8) for variant, pictures in known.items()}

    def _typical(self, column: str) -> dict[str, str]:
        """Value → its variant that is nearest to all its others: one word, one result."""
        of_value: dict[str, set[str]] = {}
        for name in self.training:
            of_value.setdefault(self.rows[name][column], set()).add(self.rows[name][_VARIANTS[column]])
        parts = self.parts(column, self.rows[self.training[0]]["skin_hex"], "images")

        def distance(one: str, others: set[str]) -> float:
            return sum(float(np.abs(parts[one] - parts[other].astype(np.float32)).mean()) for other in others)

        return {value: min(sorted(some), key=lambda one: distance(one, some)) for value, some in of_value.items()}

    def with_part(self, name: str, column: str, variant: str, kind: str) -> Pixels | None:
        """The face with another part; None where hair or glasses are in the way."""
        row = self.rows[name]
        place, skin = _PATCHES[column], row["skin_hex"] if kind == "images" else "#ffffff"
        parts = self.parts(column, row["skin_hex"], kind)
        bare = colour(skin)
        is_part = {key: np.abs(part - bare).max(2) > _SHOWS for key, part in parts.items()}
        is_head = np.logical_and.reduce(list(is_part.values()))  # the head's outline is in every face
        old, new = row[_VARIANTS[column]], variant
        own = self.picture(name, kind)[place]
        is_seen = ndimage.binary_closing(np.abs(own - parts[old].astype(np.float32)).max(2) <= _ALIKE, border_value=1)
        concerned = (is_part[old] | is_part[new]) & ~is_head
        if row["glasses"] == "1" or is_seen[concerned].mean() < _FREE:
            return None
        picture = self.picture(name, kind).copy()
        erased = np.where((is_part[old] & is_seen & ~is_head)[..., None], bare.astype(np.uint8), own)
        picture[place] = np.where((is_part[new] & is_seen & ~is_head)[..., None], parts[new], erased)
        return picture


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
    for column in _PATCHES:
        for value, variant in faces.typical(column).items():
            if value != row[column]:
                pictures = {kind: faces.with_part(name, column, variant, kind) for kind in ("images", "sketches")}
                known = {kind: picture for kind, picture in pictures.items() if picture is not None}
                if len(known) == len(pictures):
                    made[column, value] = known
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
