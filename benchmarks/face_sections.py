"""Cut eyes, nose and mouth out of portraits: `python benchmarks/face_sections.py PORTRAITS OUT [--box L,T,R,B]`.

PORTRAITS: what `studio data portraits --counterparts` or adventurer_material.py wrote, 160² each. OUT: the same table,
sketches and counterparts, cut to a section. What words of eyes and expressions mean is learnt from these
several times as quickly as from whole faces.
"""

import argparse
import shutil
from pathlib import Path

from PIL import Image

_FOLDERS = ("images", "sketches", "counterparts/images", "counterparts/sketches")
_BOX = "28,52,124,148"


def cut(source: Path, out: Path, box: tuple[int, int, int, int]) -> int:
    """Write the box (left, top, right, bottom in pixels) of every picture; how many there are."""
    count = 0
    for folder in filter(Path.is_dir, (source / name for name in _FOLDERS)):
        target = out / folder.relative_to(source)
        target.mkdir(parents=True)
        for path in sorted(folder.glob("*.png")):
            Image.open(path).convert("RGB").crop(box).save(target / path.name, compress_level=1)
            count += 1
    shutil.copyfile(source / "attributes.csv", out / "attributes.csv")
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("portraits", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--box", default=_BOX, metavar="L,T,R,B", help=f"pixels of 160² (default {_BOX})")
    asked = parser.parse_args()
    left, top, right, bottom = map(int, asked.box.split(","))
    print(f"{cut(asked.portraits, asked.out, (left, top, right, bottom))} pictures in {asked.out}")


if __name__ == "__main__":
    main()
