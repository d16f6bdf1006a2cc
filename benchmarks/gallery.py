"""Every generator and chain on a beginner's 24 sketches: `python benchmarks/gallery.py [CHAIN …] [-o docs/gallery]`.

Without chains, all that have weights draw: every label generator, and after the best of them every picture generator.
Writes NAME.webp (the sketch and what each chain made of it, side by side) and README.md, the page that shows them.
"""

from __future__ import annotations

import argparse
import io
import json
import math
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from studio.cli.evaluate_scenes import look_picture
from studio.errors import StudioError
from studio.generators.host import generators
from studio.generators.specs import Generator, Request
from studio.labels import LANDSCAPE, LabelMap, Picture
from studio.render.chain import Link, parse_chain
from studio.render.once import RenderSession
from studio.sketch.atomic import write_atomically
from studio.sketch.files import open_sketch

ROOT = Path(__file__).resolve().parent.parent
SKETCHES = ROOT / "examples" / "sketches"
SIZE, SHOWN, SEED, IN_A_ROW = 256, 208, 1, 4
MOST_BYTES = 1_500_000
QUALITIES = (82, 74, 66, 58, 50, 40)
FIRST = ("spade", "unet", "tsit", "world")
"""Which label generator draws what picture generators get: the first of these that has weights."""
SHOWN_DOMAINS = ("hour-sunset", "hour-night", "season-winter", "season-autumn")
"""Of a generator that knows these: of its many domains, those that are shown."""


@dataclass(frozen=True)
class Sketch:
    """A sketch of the gallery: its file's stem, titles, what its first generator is asked, and its labels."""

    name: str
    en: str
    zh: str
    options: dict[str, Any]
    labels: LabelMap


def sketches() -> list[Sketch]:
    """All of them, in the order of their list."""
    listed = json.loads((SKETCHES / "sketches.json").read_text(encoding="utf-8"))
    return [
        Sketch(
            Path(each["file"]).stem,
            each["en"],
            each["zh"],
            each["options"],
            open_sketch(SKETCHES / each["file"]).labels,
        )
        for each in listed
    ]


def chains_with_weights() -> list[str]:
    """Every label generator that can draw, and every picture generator (in each of its domains) behind the first."""
    ready = {name: each for name, each in generators().items() if _is_ready(each)}
    drawing = [name for name in FIRST if name in ready and ready[name].input == "labels"]
    drawing += [name for name in ready if name not in drawing and _draws(ready[name])]
    after = [name for name, each in ready.items() if each.input == "picture" and each.output == "picture"]
    asked = [f"{name}:{domain}" for name in after for domain in _shown_domains(ready[name].domains)]
    asked += [name for name in after if not ready[name].domains]
    return [*drawing, *(f"{drawing[0]} | {name}" for name in asked)]


def _shown_domains(domains: Sequence[str]) -> list[str]:
    return [name for name in SHOWN_DOMAINS if name in domains] or list(domains)


def _draws(generator: Generator) -> bool:
    return generator.input == "labels" and generator.output == "picture"


def _is_ready(generator: Generator) -> bool:
    return bool(generator.weights) or generator.checkpoints is None


class Draughtsman:
    """Draws sketches through chains; each generator's worker stays."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._sessions: dict[str, RenderSession] = {}

    def draw(self, sketch: Sketch, links: Sequence[Link]) -> Picture:
        """What the chain makes of it, with the sketch's own hour, season and weather."""
        image: Picture = sketch.labels
        for link in links:
            generator, step = link.generator, link.step
            if generator.id not in self._sessions:
                self._sessions[generator.id] = self._stack.enter_context(RenderSession(generator.id))
            asked = {**generator.fitting(sketch.options), **step.options}
            names_hour = any(option.name == "hour" for option in generator.options)
            style = None if names_hour or "style" not in generator.needs else _look(sketch)
            request = Request(generator.id, image, SEED, SIZE, style, step.domain, step.weights, asked)
            image = self._sessions[generator.id].render(request).image
        return image


def _look(sketch: Sketch) -> Picture:
    """A style picture: another scene at the sketch's own hour, season and weather."""
    return look_picture(SEED, {name: str(value) for name, value in sketch.options.items()}, SIZE)[1]


def strip(sketch: Sketch, pictures: Sequence[Picture]) -> Image.Image:
    """The sketch in its labels' colours, and the pictures, a few in a row."""
    height = SHOWN
    width = round(height * sketch.labels.shape[1] / sketch.labels.shape[0])
    drawn = Image.fromarray(LANDSCAPE.palette()[sketch.labels]).resize((width, height), Image.Resampling.NEAREST)
    tiles = [drawn, *(Image.fromarray(each).resize((width, height), Image.Resampling.LANCZOS) for each in pictures)]
    columns = math.ceil(len(tiles) / math.ceil(len(tiles) / IN_A_ROW))  # rows of one length
    together = Image.new("RGB", (columns * width, math.ceil(len(tiles) / columns) * height), "white")
    for number, tile in enumerate(tiles):
        together.paste(tile, (number % columns * width, number // columns * height))
    return together


def encoded(strips: dict[str, Image.Image]) -> dict[str, bytes]:
    """As WebP, at the best quality at which all of them together stay below MOST_BYTES."""
    found: dict[str, bytes] = {}
    for quality in QUALITIES:
        for name, image in strips.items():
            data = io.BytesIO()
            image.save(data, "WEBP", quality=quality, method=6)
            found[name] = data.getvalue()
        if sum(map(len, found.values())) <= MOST_BYTES:
            break
    return found


def page(shown: Sequence[Sketch], chains: Sequence[str]) -> str:
    """The page: a row a sketch."""
    lines = [
        "# Gallery",
        "",
        "24 sketches that anybody could make with a brush and straight lines, and what each generator makes of them.",
        "They lie in [examples/sketches](../../examples/sketches), to open and draw on:",
        "`studio examples/sketches/beach.png`. This page is written by `python benchmarks/gallery.py`.",
        "",
        "From left to right, row after row: the sketch, " + ", ".join(f"`{chain}`" for chain in chains) + ".",
        "",
    ]
    for sketch in shown:
        words = ", ".join(f"{name} {value}" for name, value in sketch.options.items())
        lines += [
            f"**{sketch.en}** · {sketch.zh}" + (f" ({words})" if words else ""),
            "",
            f"![{sketch.en}]({sketch.name}.webp)",
            "",
        ]
    return "\n".join(lines)


def main() -> int:
    """Draw, write, tell; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chains", nargs="*", metavar="CHAIN", help="generators or chains (default all with weights)")
    parser.add_argument(
        "-o", "--out", type=Path, default=ROOT / "docs" / "gallery", metavar="DIR", help="where it goes"
    )
    args = parser.parse_args()
    try:
        chains = args.chains or chains_with_weights()
        links = [parse_chain(chain) for chain in chains]
        shown = sketches()
        with ExitStack() as stack:
            draughtsman = Draughtsman(stack)
            strips = {each.name: strip(each, [draughtsman.draw(each, chain) for chain in links]) for each in shown}
    except StudioError as error:
        parser.exit(error.exit_code, f"gallery: {error}\n")
    files = encoded(strips)
    args.out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_atomically(args.out / f"{name}.webp", data)
    write_atomically(args.out / "README.md", page(shown, chains).encode())
    print(f"{len(files)} sketches, {len(chains)} chains, {sum(map(len, files.values())) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
