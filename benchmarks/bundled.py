"""What drawing with the bundled weights costs: `python benchmarks/bundled.py [--write]`, a table in Markdown.

Each weight file draws at 256² as the render worker draws with it, in a process of its own: 10⁹ multiplications,
milliseconds per picture on one and on two cores (median), also as a multiple of the world's own renderer in the same
run, and how much longer the first picture takes, which reads the weights. `--write` puts the figures on the cards: do
that on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from studio.generators.host import generators
from studio.generators.specs import Generator, Request
from studio.sketch.files import open_sketch

ROOT = Path(__file__).resolve().parent.parent
SKETCH = ROOT / "examples" / "sketches" / "river-valley.png"
SIDE, ROUNDS, WARM = 256, 9, 2
CARD_KEY = "drawing"


@dataclass(frozen=True)
class File:
    """A bundled weight file: its generator, its card, and the domain that it is asked through, if any."""

    generator: str
    card: Path
    domain: str | None

    @property
    def title(self) -> str:
        """What the table calls it."""
        return self.generator if self.domain is None else f"{self.generator} ({self.card.stem})"


def bundled_files() -> list[File]:
    """Every weight file that draws pictures."""
    return [
        File(generator.id, card, _domain(generator, card))
        for generator in generators().values()
        if generator.output == "picture"
        for card in (Path(str(files(each.package) / each.card)) for each in generator.weights)
    ]


def _domain(generator: Generator, card: Path) -> str | None:
    own = json.loads(card.read_text()).get("domains") or [card.stem]
    return own[0] if own[0] in generator.domains else None


def request_for(generator: Generator, domain: str | None) -> Request:
    """The sketch for a label generator, its picture in the world for a picture generator."""
    from studio_data.world import Style, paint

    labels = open_sketch(SKETCH).labels
    picture = paint(labels, Style.typical(hour="day"), seed=1, details=False, supersample=1)
    style = picture if "style" in generator.needs and generator.id != "world" else None
    image = labels if generator.input == "labels" else picture
    usual = {option.name: option.default for option in generator.options}
    return Request(generator.id, image, 1, SIDE, style, domain, options=usual)


def measure(name: str, domain: str | None, threads: int) -> dict[str, float]:
    """In this process: milliseconds of a later picture, of reading the weights, and 10⁹ multiplications."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    torch.set_num_threads(threads)
    generator = generators()[name]
    request = request_for(generator, domain)
    painter = pkgutil.resolve_name(generator.factory)()
    took = []
    for _ in range(1 + WARM + ROUNDS):
        start = time.perf_counter()
        painter.render(request, lambda done: None)
        took.append((time.perf_counter() - start) * 1000)
    usual = statistics.median(took[1 + WARM :])
    with FlopCounterMode(display=False) as counter:
        painter.render(request, lambda done: None)
    return {"ms": usual, "first_ms": took[0] - usual, "gmac": counter.get_total_flops() / 2e9}


def _apart(name: str, domain: str | None, threads: int) -> dict[str, float]:
    """`measure` in a process of its own."""
    command = [sys.executable, __file__, "--measure", name, domain or "", str(threads)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the figures on the cards")
    parser.add_argument("--measure", nargs=3, metavar=("GENERATOR", "DOMAIN", "THREADS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        name, domain, threads = asked.measure
        print(json.dumps(measure(name, domain or None, int(threads))))
        return
    world = _apart("world", None, 1)["ms"]
    print("| weights | GMAC at 256² | ms, one core | ms, two cores | × the world's renderer | first picture, ms more |")
    print("|---|---|---|---|---|---|")
    for file in bundled_files():
        one, two = (_apart(file.generator, file.domain, threads) for threads in (1, 2))
        row = (one["gmac"], one["ms"], two["ms"], one["ms"] / world, two["first_ms"])
        print("| `{}` | {:.1f} | {:.0f} | {:.0f} | {:.2f} | {:.0f} |".format(file.title, *row), flush=True)
        if asked.write:
            _note(file.card, one, two)


def _note(card: Path, one: dict[str, float], two: dict[str, float]) -> None:
    facts: dict[str, Any] = json.loads(card.read_text())
    facts[CARD_KEY] = {
        "size": SIDE,
        "gmac": round(one["gmac"], 2),
        "ms_one_core": round(one["ms"]),
        "ms_two_cores": round(two["ms"]),
        "first_picture_ms_more": round(two["first_ms"]),
        "command": "python benchmarks/bundled.py --write",
    }
    card.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
