"""Pictures and what they are, for StarGAN: attributes as CelebA lists them, our portraits' table, or class folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lightning_modules.attribute_tables import TABLE, columns_of, read_table
from lightning_modules.picture_configs import StarGanConfig
from lightning_modules.square_pictures import Picture, middle_square, pictures_in, read_rgb, resized
from studio.errors import InputError

_LISTING = "list_attr*.txt"


@dataclass(frozen=True)
class Described:
    """Pictures, the names of the domains, a row of 0 and 1 for each picture, and whether each is of exactly one."""

    files: list[Path]
    domains: tuple[str, ...]
    rows: NDArray[np.float32]
    exclusive: bool


class AttributeSource:
    """(picture, domains float32 (D,)) out of `folder`, crop_size square; see `docs/training.md` for its layouts."""

    def __init__(self, folder: Path, config: StarGanConfig) -> None:
        described = _chosen(_described(folder), config.attributes, folder)
        self._config = config
        self._files, self._rows = described.files, described.rows
        self.domains, self.exclusive = described.domains, described.exclusive

    def __len__(self) -> int:
        return len(self._files)

    def shown(self, epoch: int, index: int) -> tuple[Picture, NDArray[np.float32]]:
        picture, row = self.plain(index)
        chance = np.random.default_rng([self._config.seed, epoch, index])
        return (picture[:, ::-1] if self._config.flip and chance.random() < 0.5 else picture), row

    def plain(self, index: int) -> tuple[Picture, NDArray[np.float32]]:
        size = self._config.crop_size
        picture = middle_square(read_rgb(self._files[index]), self._config.centre)
        return resized(picture, size, size), self._rows[index]


def _described(folder: Path) -> Described:
    listing = next(iter(sorted(folder.glob(_LISTING))), None)
    if listing is not None:
        return _listed(folder, listing)
    if (folder / TABLE).is_file():
        return _tabled(folder)
    return _classes(folder / "train" if (folder / "train").is_dir() else folder)


def _listed(folder: Path, listing: Path) -> Described:
    """CelebA's: a count, the names, then `file ±1 ±1 …`."""
    lines = listing.read_text(encoding="utf-8").splitlines()
    names = tuple(lines[1].split()) if len(lines) > 1 else ()
    rows, files = [], []
    for number, line in enumerate(lines[2:], 3):
        words = line.split()
        if not words:
            continue
        if len(words) != len(names) + 1 or not set(words[1:]) <= {"1", "-1", "0"}:
            raise InputError(f"{listing}, line {number}: wanted are a file and {len(names)} of 1 and -1")
        files.append(folder / "images" / words[0])
        rows.append([float(word == "1") for word in words[1:]])
    return _checked(Described(files, names, np.array(rows, np.float32), exclusive=False), folder)


def _tabled(folder: Path) -> Described:
    """Our portraits': a column `name` (or `id`) and one per attribute, each of whose values is a domain."""
    key, faces = read_table(folder)
    pairs = [(column, value) for column, known in columns_of(faces).items() for value in known]
    domains = tuple(f"{column}-{value}" for column, value in pairs)
    rows = np.array([[face[column] == value for column, value in pairs] for face in faces], np.float32)
    files = [folder / "images" / f"{face[key]}.png" for face in faces]
    return _checked(Described(files, domains, rows, exclusive=False), folder)


def _classes(folder: Path) -> Described:
    """RaFD's: a folder per class, in alphabetical order."""
    found = [(path.name, pictures_in(path)) for path in sorted(folder.iterdir()) if path.is_dir()]
    classes = [(name, files) for name, files in found if files]
    if len(classes) < 2:
        there = f"only {classes[0][0]}/" if classes else "none"
        raise InputError(f"{folder}: wanted is a folder of pictures for each class, there is {there}")
    files = [path for _, members in classes for path in members]
    numbers = np.repeat(np.arange(len(classes)), [len(members) for _, members in classes])
    # Held out are the last ones: mixed, so that they are of every class.
    order = np.random.default_rng(len(files)).permutation(len(files))
    rows = np.eye(len(classes), dtype=np.float32)[numbers[order]]
    return Described([files[index] for index in order], tuple(name for name, _ in classes), rows, exclusive=True)


def _checked(described: Described, folder: Path) -> Described:
    if not described.files or not described.domains:
        raise InputError(f"{folder}: its list of attributes is empty")
    missing = next((path for path in described.files if not path.is_file()), None)
    if missing is not None:
        raise InputError(f"{folder}: {missing.relative_to(folder)} is listed, but it isn't there")
    return described


def _chosen(described: Described, wanted: str, folder: Path) -> Described:
    """Only the domains that `wanted` names: whole names, or the columns of a table of portraits."""
    if not wanted:
        return described
    if described.exclusive:
        raise InputError(f"{folder} holds classes: each is a domain, so leave attributes empty")
    indices: list[int] = []
    for name in (part.strip() for part in wanted.split(",")):
        fitting = [i for i, domain in enumerate(described.domains) if name in (domain, domain.rpartition("-")[0])]
        if not fitting:
            raise InputError(f"{folder} has no attribute {name}; there are {', '.join(described.domains)}")
        indices += fitting
    return Described(
        described.files, tuple(described.domains[i] for i in indices), described.rows[:, indices], exclusive=False
    )
