"""Lay the pictures whose licences let us ship what learns from them beside a folder of the world's cartoons.

    python benchmarks/cartoon_material.py SHARED WORLD OUT [--hand pepper]

SHARED: the folder of real data sets (`data/` in it, each set with its SOURCE.md). WORLD: what
`studio data cartoon --photos --smooth` wrote. OUT/photos: the world's pictures, the CC0 and Kodak photographs and the
Blender films' frames, named after their set. OUT/cartoons (and smoothed/): the world's own, or with `--hand pepper`
Pepper&Carrot's training pictures (art by David Revoy, peppercarrot.com, CC BY 4.0). Files are linked, none is copied.
"""

import argparse
import json
from pathlib import Path

_FREE = ("CC0-1.0", "Kodak")
# The world has a thousand pictures to the 43 photographs': each photograph stands there so often.
_TIMES = 4


def _link(target: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target.resolve())


def _photographs(data: Path) -> list[Path]:
    folder = data / "free_licence_photos_286"
    entries = json.loads((folder / "index.json").read_text())
    names = {entry["file"] for entry in entries if entry["licence"].startswith(_FREE) and entry["kind"] == "photo"}
    return sorted(path for path in (folder / "images").iterdir() if path.stem in names)


def lay(shared: Path, world: Path, out: Path, hand: str) -> None:
    data = shared / "data"
    for path in sorted((world / "photos").iterdir()):
        _link(path, out / "photos" / path.name)
    for path in _photographs(data):
        for copy in range(_TIMES):
            _link(path, out / "photos" / f"free-{copy}-{path.name}")
    for path in sorted((data / "blender_frames_256" / "images").iterdir()):
        _link(path, out / "photos" / f"blender-{path.name}")
    if hand == "pepper":
        folder = data / "peppercarrot_256"
        for name in (folder / "train.txt").read_text().split():
            path = next((folder / "images").glob(Path(name).stem + ".*"))
            _link(path, out / "cartoons" / path.name)
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
