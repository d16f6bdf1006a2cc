"""What stands on the lines around the panes: title, labels, status. Values in, parts of a line out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.color import Color
from rich.style import Style

from studio.drawing.area import Area
from studio.drawing.symmetry import Symmetry
from studio.generators.specs import Generator
from studio.labels import Label, Vocabulary
from studio.locale import Texts
from studio.sketch.document import Sketch
from studio.terminal.colours import ColourDepth
from studio.terminal.safe_text import clean
from studio.tui.cells.blocks import glyph_style
from studio.tui.desk import Desk
from studio.tui.keymap import LABEL_KEYS, Key
from studio.tui.live import State
from studio.tui.live_chain import LiveChain
from studio.tui.widgets.parts import Part

SPACE = Part(" ")
STALE_AFTER_S = 1.0


@dataclass(frozen=True)
class Layout:
    """How roomy a line of labels is: cells of the swatch, cells between labels, longest name."""

    swatch: int
    gap: int
    name: int


QUICK_TOOLS = {"b": "brush", "l": "line", "f": "fill"}
"""The tools that stand on the first line with their keys; all others are in the toolbox."""

WHOLE = 99
LAYOUTS = (
    Layout(3, 3, WHOLE),
    Layout(3, 2, WHOLE),
    Layout(3, 1, WHOLE),
    Layout(2, 1, WHOLE),
    Layout(1, 1, WHOLE),
    Layout(1, 0, WHOLE),
    Layout(1, 1, 5),
    Layout(1, 1, 4),
    Layout(1, 1, 3),
    Layout(1, 0, 3),
)
"""From the roomiest to the tightest."""


def pages(vocabulary: Vocabulary) -> list[list[Label]]:
    """The labels by pages of one key each; void, which is no thing, comes last."""
    order = [*list(vocabulary)[1:], vocabulary[0]]
    return [order[start : start + len(LABEL_KEYS)] for start in range(0, len(order), len(LABEL_KEYS))]


def page_of(vocabulary: Vocabulary, label: int) -> int:
    """The page that a label is on."""
    return next(number for number, page in enumerate(pages(vocabulary)) if any(one.id == label for one in page))


def title_parts(
    desk: Desk, generator: Generator | None, texts: Texts, weights: str = "", *, takes_style: bool = False
) -> tuple[list[Part], list[Part]]:
    """The first line: the drawing and the tools; the generator, the weights that are not its own, what it is told."""
    name = desk.path.name if desk.path else texts("untitled")
    left = [SPACE, Part(name, "strong"), Part(" ●" if desk.path and desk.is_changed else "  ", "warning")]
    for key, tool in QUICK_TOOLS.items():
        look = "chosen" if tool == desk.tool.name else "quiet"
        left += [SPACE, Part(f"{key} {texts(f'tool.{tool}')} ", look, f"tool('{tool}')")]
    is_other = desk.tool.name not in QUICK_TOOLS.values()
    other = texts(f"tool.{desk.tool.name}") if is_other else texts("toolbox.more")
    left += [SPACE, Part(f"d {other} ", "chosen" if is_other else "quiet", "toolbox")]
    if generator is None:
        return left, [Part(desk.step.generator, "quiet"), SPACE]
    right = [Part(_short(texts.either(generator.en, generator.zh)), "strong", "choose_generator"), SPACE]
    right += [Part(clean(weights), "chosen", "choose_generator"), SPACE] if weights else []
    for step in desk.sketch.chain[1:]:
        asked = f":{step.domain}" if step.domain else ""
        right += [Part(f"▸ {clean(step.generator + asked)}", "strong", "chain"), SPACE]
    values = generator.option_values(desk.step.options)
    for option in generator.options:
        if option.kind == "choice":
            right += [SPACE, Part(texts.value(str(values[option.name])), "quiet", f"option('{option.name}', 1)")]
    if "seed" in generator.needs:
        right += [SPACE, Part(seeds_in_words(desk.sketch, generator, texts), "quiet", "choose_seed")]
    if takes_style:
        has_one = desk.sketch.style is not None
        look, text = ("chosen", "style.own") if has_one else ("quiet", "style.usual")
        right += [SPACE, Part(texts(text), look, "style_picture")]
    return left, [*right, SPACE]


def seeds_in_words(sketch: Sketch, generator: Generator, texts: Texts) -> str:
    """The seed; two of them and the second's share, where the generator mixes them."""
    blend = sketch.blend
    if blend is None or "blend" not in generator.needs:
        return texts("seed", seed=sketch.seed)
    return texts("seed.blend", seed=sketch.seed, other=blend.seed, percent=round(100 * blend.share))


def label_parts(
    page: Sequence[Label], chosen: int, *, has_keys: bool, layout: Layout, texts: Texts, depth: ColourDepth
) -> list[Part]:
    """One page of labels: a swatch with the label's key, and its name."""
    parts: list[Part] = []
    for key, label in zip(LABEL_KEYS, page, strict=False):
        action = f"hold({label.id})"
        parts.append(Part((key if has_keys else " ").center(layout.swatch), _swatch(label, depth), action))
        if depth in (ColourDepth.ANSI, ColourDepth.NONE):
            parts.append(Part(label.glyph, glyph_style(label, depth), action))
        name = _cut(label.name(texts.language), layout.name)
        before = layout.gap // 2
        parts.append(Part(" " * before, "plain", action))
        parts.append(Part(name, "chosen" if label.id == chosen else "plain", action))
        parts.append(Part(" " * (layout.gap - before)))
    return parts


def label_layout(vocabulary: Vocabulary, width: int, texts: Texts, depth: ColourDepth) -> Layout:
    """The roomiest layout with which every page fits into `width` cells."""
    glyph = depth in (ColourDepth.ANSI, ColourDepth.NONE)
    for layout in LAYOUTS:
        needs = [
            sum(
                layout.swatch + glyph + layout.gap + cell_len(_cut(one.name(texts.language), layout.name))
                for one in page
            )
            for page in pages(vocabulary)
        ]
        if max(needs) - layout.gap <= width:
            return layout
    return LAYOUTS[-1]


def status_parts(
    desk: Desk,
    vocabulary: Vocabulary,
    cursor: tuple[int, int],
    *,
    outlined: Area,
    pen_down: bool,
    texts: Texts,
    depth: ColourDepth,
) -> list[Part]:
    """The left of the last line: what the hand holds, and where it is."""
    label = vocabulary[desk.label]
    return [
        SPACE,
        Part("  ", _swatch(label, depth)),
        Part(f" {label.name(texts.language)}", "strong"),
        Part(f" · {_hand(desk, texts)} · ", "quiet"),
        Part(f"{cursor[0]},{cursor[1]}".ljust(8), "quiet"),
        Part(_share(outlined, desk), "quiet"),
        Part(texts("status.pen") if pen_down else "", "warning"),
    ]


def picture_parts(live: LiveChain, sent_bytes: int, texts: Texts) -> list[Part]:
    """The right of the last line: how the picture stands, what the line carried for it, all actions, and help."""
    waited = live.waited_s
    match live.state:
        case State.FAILED:
            state = Part(texts("status.failed"), "warning")
        case State.FRESH:
            state = Part(texts("status.fresh", ms=round(live.result.milliseconds if live.result else 0)), "quiet")
        case State.STARTING:
            state = Part(texts("status.starting"), "chosen")
        case State.DRAWING:
            state = Part(texts("status.drawing"), "quiet")
    parts = [Part(f"{_bytes(sent_bytes)} · ", "quiet"), state]
    if live.state is not State.FRESH and live.result and waited >= STALE_AFTER_S:
        parts += [Part(f" · {texts('status.stale')} {waited:.0f} s", "warning")]
    parts += [Part("   "), Part(texts("status.all"), "quiet", "commands")]
    return [*parts, Part("  "), Part(texts("status.help"), "quiet", "help"), SPACE]


def notes_parts(count: int, keys: Sequence[Key], texts: Texts) -> list[Part]:
    """How much the inspection would tell of, and the key that shows it; nothing where there is nothing."""
    if not count:
        return []
    key = next((key.shown for key in keys if key.action == "lint"), "")
    words = texts("status.note") if count == 1 else texts("status.notes", count=count)
    return [Part(f"{words} {key}".rstrip(), "quiet", "lint"), Part("   ")]


def _hand(desk: Desk, texts: Texts) -> str:
    """The tool, what of it matters, and the symmetry."""
    words = [texts(f"tool.{desk.tool.name}")]
    if desk.tool.has_size:
        words.append(f"{desk.size}{'' if desk.shape == 'round' else '■'}")
    if desk.symmetry is not Symmetry.NONE:
        words.append({Symmetry.SIDES: "↔", Symmetry.LAKE: "↕", Symmetry.BOTH: "↔↕"}[desk.symmetry])
    return " ".join(words)


def _short(title: str) -> str:
    """A title without what it says in brackets: the first line is narrow, and the list of generators has it whole."""
    return re.split(r"\s*[(（]", title)[0] or title


def _share(outlined: Area, desk: Desk) -> str:
    """How much of the map lies within the outline."""
    return "" if outlined.is_empty else f"{100 * outlined.pixels / desk.labels.size:.1f} % "


def _bytes(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.1f} kB"


def _cut(name: str, cells: int) -> str:
    return name if cell_len(name) <= cells else set_cell_size(name, cells)


def _swatch(label: Label, depth: ColourDepth) -> Style:
    if depth in (ColourDepth.ANSI, ColourDepth.NONE):
        return Style(dim=True)
    paper = Color.from_ansi(label.xterm) if depth is ColourDepth.XTERM else Color.from_rgb(*label.rgb)
    red, green, blue = label.rgb
    is_light = 2 * red + 5 * green + blue > 8 * 120
    return Style(color=Color.from_rgb(*([16] * 3 if is_light else [245] * 3)), bgcolor=paper, bold=True)
