"""What a command line asks of a sketch's picture, and the picture that comes of it: for one file as for thousands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from studio.errors import InputError
from studio.generators.option_texts import option_values
from studio.generators.specs import Blend, Generator, Result
from studio.generators.vocabularies import make_known
from studio.labels import LabelMap, Picture
from studio.render.chain import Draw, Link, Progress, links_of, parse_chain, render_chain
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch
from studio.sketch.photographs import open_photograph

PIXEL_LIMIT = 2 * 2048 * 2048


@dataclass(frozen=True)
class Asked:
    """What is asked of a picture; what is None or empty is the sketch's own.

    chain: as `parse_chain` reads it. options: NAME=VALUE, of the first generator. size: pixels of the short side.
    style: a picture's path. blend: a second seed and its share; a seed of one's own without one is not blended.
    labels: what the ids of foreign maps mean.
    """

    chain: str = ""
    options: tuple[str, ...] = ()
    seed: int | None = None
    size: int | None = None
    style: str = ""
    labels: str | None = None
    blend: Blend | None = None

    def links(self) -> tuple[Link, ...]:
        """The chain that is asked for, none where that is left to each sketch; InputError for what there isn't."""
        if not self.chain:
            return ()
        links = parse_chain(self.chain)
        values = option_values(links[0].generator, self.options)
        return (replace(links[0], step=replace(links[0].step, options=values)), *links[1:])


@dataclass(frozen=True)
class Drawn:
    """The results of a file's chain; the sketch (None for a photograph) says how it was drawn."""

    sketch: Sketch | None
    seed: int
    blend: Blend | None
    results: list[Result]

    @property
    def picture(self) -> Picture:
        """What came out at the end of the chain."""
        return self.results[-1].image


def draw_file(
    path: Path,
    asked: Asked,
    links: tuple[Link, ...],
    *,
    draw: Draw | None = None,
    on_progress: Progress | None = None,
) -> Drawn:
    """The picture of the sketch (or photograph) in `path`; InputError says what of it can't be drawn.

    links: `asked.links()`. draw: who draws; without it a worker process of its own for each link.
    """
    sketch, image = _opened(path, asked, links)
    links = _final_links(asked, links, sketch)
    seed = asked.seed if asked.seed is not None else sketch.seed if sketch else 0
    blend = asked.blend or (sketch.blend if sketch and asked.seed is None else None)
    can_blend = any("blend" in link.generator.needs for link in links)
    if asked.blend and not can_blend:
        raise InputError(f"{links[-1].generator.id} can't draw what lies between two seeds: leave --blend out")
    style = open_photograph(Path(asked.style)) if asked.style else sketch.style if sketch else None
    size = _checked_size(asked.size, image, links[0].generator)
    results = render_chain(
        links, image, seed=seed, size=size, style=style, blend=blend, on_progress=on_progress, draw=draw
    )
    if sketch is not None:
        sketch.chain, sketch.style = tuple(link.step for link in links), style
        sketch.seed, sketch.blend = seed, blend
        sketch.weights.update({result.generator: result.weights for result in results})
    return Drawn(sketch, seed, blend if can_blend else None, results)


def _opened(path: Path, asked: Asked, links: tuple[Link, ...]) -> tuple[Sketch | None, LabelMap | Picture]:
    """The sketch, or the photograph where the first generator draws from pictures; a picture of ours is both."""
    if links and links[0].generator.input == "picture":
        return None, open_photograph(path)
    if asked.labels:
        make_known(asked.labels)
    sketch = open_sketch(path, asked.labels)
    if links:
        sketch.from_photograph = False
    return sketch, sketch.image


def _final_links(asked: Asked, links: tuple[Link, ...], sketch: Sketch | None) -> tuple[Link, ...]:
    """The chain that draws: what is asked for, else the sketch's own; what the sketch says of options is kept."""
    if sketch is None:
        return links
    if not links:
        links = links_of(sketch.chain)
        if asked.options:
            changed = {**links[0].step.options, **option_values(links[0].generator, asked.options)}
            links = (replace(links[0], step=replace(links[0].step, options=changed)), *links[1:])
        return links
    own, first = sketch.chain[0], links[0]
    kept = dict(own.options) if own.generator == first.generator.id else {}
    step = replace(
        first.step, options={**kept, **first.step.options}, domain=first.step.domain or own.domain or sketch.domain
    )
    return (replace(first, step=step), *links[1:])


def _checked_size(wanted: int | None, image: LabelMap | Picture, generator: Generator) -> int:
    """The short side: as wanted, else the size nearest to the image's that the generator draws well."""
    height, width = image.shape[:2]
    short, long = sorted((height, width))
    size = wanted or min(generator.sizes, key=lambda known: abs(known - short))
    if size * size * long // short > PIXEL_LIMIT:
        raise InputError(f"a sketch of {height}×{width} is too long for {size} pixels on its short side: lower --size")
    return size
