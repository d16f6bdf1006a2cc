"""`studio data labels`: label maps read out of photographs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.talk import answer, complain, say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.generators.specs import Result
    from studio.render.once import RenderSession

SIZES = range(16, 2049)
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".ppm"}
NAMED_LABELS = 4

EXAMPLES = """examples:
  studio data labels beach.jpg -o beach.png        a label map: studio beach.png opens it, studio render draws it
  studio data labels ~/photos -o maps --size 512   all photographs of a folder
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `labels` to those of `studio data`."""
    parser = commands.add_parser(
        "labels",
        help="label maps read out of photographs",
        description="Read label maps out of photographs, and write them as PNGs of label numbers.\n"
        "The reader has seen only our own world: look at what it makes of a photograph before you rely on it.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("photos", nargs="+", type=Path, metavar="PHOTO", help="photographs, or folders of them")
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="OUT", help="MAP.png, or for several photographs a folder"
    )
    parser.add_argument("--size", type=_size, metavar="N", help="pixels of the map's short side (default: up to 256)")
    parser.add_argument("--json", action="store_true", help="say what was done as JSON on stdout, a line for each map")


def run(args: argparse.Namespace) -> int:
    """Read every photograph; those that can't be read are told, and the others read all the same."""
    from studio.generators.requests import READER
    from studio.render.once import RenderSession
    from studio.sketch.atomic import check_writable

    jobs = _jobs(args.photos, args.out)
    failed = 0
    if jobs[0][1] != args.out:
        _make(args.out)
    check_writable(jobs[0][1])
    with RenderSession(READER) as session:
        for photo, out in jobs:
            try:
                _tell(args, photo, out, _read(session, photo, out, args.size))
            except InputError as error:
                if len(jobs) == 1:
                    raise
                failed += 1
                complain(str(error))
    if failed:
        raise InputError(f"{failed} of {len(jobs)} photographs could not be read")
    return 0


def _read(session: RenderSession, photo: Path, out: Path, size: int | None) -> Result:
    from studio.generators.requests import reading_request
    from studio.sketch.document import MAX_PIXELS
    from studio.sketch.files import save_label_map
    from studio.sketch.photographs import open_photograph

    request = reading_request(open_photograph(photo), size)
    height, width = request.shape
    if height * width > MAX_PIXELS:
        raise InputError(f"{photo} is too long for {request.size} pixels on its short side: lower --size")
    result = session.render(request)
    save_label_map(out, result.image)
    return result


def _jobs(photos: list[Path], out: Path) -> list[tuple[Path, Path]]:
    """What is read, and where it goes; InputError before anything is done where that can't be."""
    found = [photo for named in photos for photo in (_in_folder(named) if named.is_dir() else [named])]
    if len(found) == 1 and not photos[0].is_dir() and not out.is_dir():
        jobs = [(found[0], out)]
        if out.suffix.lower() != ".png":
            raise InputError(f"{out}: a label map is a PNG; give it a name that ends in .png")
    else:
        jobs = [(photo, out / f"{photo.stem}.png") for photo in found]
    _check(jobs)
    return jobs


def _check(jobs: list[tuple[Path, Path]]) -> None:
    taken: dict[Path, Path] = {}
    for photo, out in jobs:
        if out in taken:
            raise InputError(f"{taken[out]} and {photo} would both become {out}: read them one at a time")
        taken[out] = photo
        if out.exists() and photo.exists() and out.samefile(photo):
            raise InputError(f"{out} is the photograph itself; give the map another name")


def _in_folder(folder: Path) -> list[Path]:
    photos = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    if not photos:
        raise InputError(f"the folder {folder} holds no photographs ({', '.join(sorted(SUFFIXES))})")
    return photos


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder {folder} can't be made: {error.strerror}") from error


def _size(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if number not in SIZES:
        raise argparse.ArgumentTypeError(f"{text} is no whole number from {SIZES[0]} to {SIZES[-1]}")
    return number


def _tell(args: argparse.Namespace, photo: Path, out: Path, result: Result) -> None:
    height, width = result.image.shape
    shares = _shares(result)
    if args.json:
        facts = {
            "photo": str(photo),
            "out": str(out),
            "size": [height, width],
            "milliseconds": round(result.milliseconds, 1),
            "weights": result.weights,
            "labels": {key: round(share, 4) for key, share in shares.items()},
        }
        answer(json.dumps(facts))
    else:
        most = ", ".join(f"{key} {share:.0%}" for key, share in list(shares.items())[:NAMED_LABELS])
        say(f"{out}: {width}×{height}, {result.milliseconds:.0f} ms: {most}")


def _shares(result: Result) -> dict[str, float]:
    """The labels of a map by their keys, with the part of it that each covers; the largest first."""
    import numpy as np

    from studio.labels import LANDSCAPE

    counts = np.bincount(result.image.ravel(), minlength=len(LANDSCAPE))
    order = sorted((int(index) for index in np.flatnonzero(counts)), key=lambda index: -counts[index])
    return {LANDSCAPE[index].key: float(counts[index] / result.image.size) for index in order}
