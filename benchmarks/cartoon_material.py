"""Lay the pictures whose licences let us ship what learns from them beside a folder of the world's cartoons.

    python benchmarks/cartoon_material.py SHARED WORLD OUT [--hand pepper]

SHARED: the folder of real data sets (`data/` in it, each set with its SOURCE.md). WORLD: what
`studio data cartoon --traced --smooth` wrote. OUT/photos: the world's pictures, the CC0 and Kodak photographs and the
Blender films' frames, named after their set. OUT/cartoons and smoothed/: the world's own and the photographs', traced;
or with `--hand pepper` Pepper&Carrot's training pictures (art by David Revoy, peppercarrot.com, CC BY 4.0), and in
drafts/ what our own washes make of each picture in photos/. Files that need no drawing are linked.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from studio_data.world.cartoon.smoothing import edge_smoothed
from studio_data.world.cartoon.tracing import trace
from studio_data.world.cartoon.wash import wash

_FREE = ("CC0-1.0", "Kodak")
_SIDE, _TIMES = 256, 3
"""The short side of a photograph; and how often each is laid there, for there are few."""


def _link(target: Path, place: Path) -> None:
    place.symlink_to(target.resolve())


def _photographs(data: Path) -> list[Path]:
    folder = data / "free_licence_photos_286"
    entries = json.loads((folder / "index.json").read_text())
    names = {entry["file"] for entry in entries if entry["licence"].startswith(_FREE) and entry["kind"] == "photo"}
    return sorted(path for path in (folder / "images").iterdir() if path.stem in names)


def _pictures(data: Path) -> Iterator[tuple[str, Image.Image]]:
    """Photographs and frames, with names of their own."""
    for path in _photographs(data):
        photograph = Image.open(path).convert("RGB")
        scale = _SIDE / min(photograph.size)
        size = round(photograph.width * scale), round(photograph.height * scale)
        yield f"free-{path.stem}", photograph.resize(size, Image.Resampling.LANCZOS)
    for path in sorted((data / "blender_frames_256" / "images").iterdir()):
        yield f"blender-{path.stem}", Image.open(path).convert("RGB")


def lay(shared: Path, world: Path, out: Path, hand: str) -> None:
    data = shared / "data"
    for folder in ("photos", "cartoons", "smoothed"):
        (out / folder).mkdir(parents=True)
    for path in sorted((world / "photos").iterdir()):
        _link(path, out / "photos" / path.name)
    for name, picture in _pictures(data):
        laid = {"photos": picture}
        if hand == "ink":
            cartoon = trace(np.asarray(picture))
            laid["cartoons"] = Image.fromarray(cartoon.picture)
            laid["smoothed"] = Image.fromarray(edge_smoothed(*cartoon))
        for folder, each in laid.items():
            for copy in range(_TIMES if name.startswith("free") else 1):
                each.save(out / folder / f"{name}-{copy}.png")
    if hand == "pepper":
        folder = data / "peppercarrot_256"
        for name in (folder / "train.txt").read_text().split():
            _link(next((folder / "images").glob(f"{name}.*")), out / "cartoons" / f"{name}.jpg")
        (out / "drafts").mkdir()
        for path in (out / "photos").iterdir():
            Image.fromarray(wash(np.asarray(Image.open(path).convert("RGB")))).save(out / "drafts" / f"{path.stem}.png")
        return
    for kind, name in (("images", "cartoons"), ("smoothed", "smoothed")):
        for path in sorted((world / kind).iterdir()):
            _link(path, out / name / path.name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("world", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hand", choices=("ink", "pepper"), default="ink")
    given = parser.parse_args()
    lay(given.shared, given.world, given.out, given.hand)


if __name__ == "__main__":
    main()
