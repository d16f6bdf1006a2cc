"""`studio evaluate` of generators that change attributes: are the edits seen, and how far are they from true ones."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.cli.evaluate_domains import asked, domains_of
from studio.cli.evaluate_drawing import Drawer
from studio.cli.evaluate_faces import PORTRAITS, Edit, edits
from studio.cli.evaluate_report import Column, Figures, Report, milliseconds
from studio.cli.evaluate_scenes import WORLD
from studio.cli.talk import say
from studio.errors import InputError
from studio.labels import Picture
from studio.render.chain import Link
from studio.weights.store import Store

if TYPE_CHECKING:
    from studio_judge.attributes import AttributeReader

COLUMNS = (
    Column("changed_right", "seen as asked", ".1%"),
    Column("kept_right", "rest as before", ".1%"),
    Column("error", "error", ".2f"),
    Column("error_changed", "where it changes", ".2f"),
    Column("ms", "ms", ".0f"),
)
COPY, TRUE = "the picture left as it is", "true edits"
_CHANGED = 12
"""Of 255: a pixel that the true edit moves by more is one that it changes."""


def evaluate(args: argparse.Namespace, chains: dict[str, tuple[Link, ...]]) -> Report:
    """Every chain at the same edits: those that the first one's domains ask for."""
    domains = {name: domains_of(links) for name, links in chains.items()}
    wanted = edits(args.data, args.count, args.size, next(iter(domains.values())))
    reader = _reader(args)
    say(f"{len(wanted)} edits of {args.data}")
    facts = {"measure": "edits", "data": args.data, "edits": len(wanted), "size": args.size}
    report = Report(f"{len(wanted)} edits of {args.data}, {args.size}²", COLUMNS, facts)
    if reader is None:
        report.note = "No classifier for these data: python -m studio_judge.attribute_training DIR makes one"
    pictures = [edit.picture for edit in wanted]
    truths = [edit.truth for edit in wanted if edit.truth is not None]
    columns = [pictures]
    report.baselines[COPY] = _figures(pictures, wanted, reader)
    if len(truths) == len(wanted):
        report.baselines[TRUE] = _figures(truths, wanted, reader)
        columns.append(truths)
    for name, links in chains.items():
        keeps = _keeps_the_rest(links)
        with Drawer(links, args.size) as drawer:
            drawer.draw(pictures[0], domain=_target(wanted[0], domains[name], keeps))  # loading is not drawing
            made = [drawer.draw(edit.picture, domain=_target(edit, domains[name], keeps)) for edit in wanted]
            report.generators[name] = {**_figures(made, wanted, reader), "ms": milliseconds(drawer.took)}
        columns.append(made)
    report.tiles = [list(row) for row in zip(*columns, strict=True)]
    return report


def _target(edit: Edit, domains: Sequence[str], keeps: bool) -> str | None:
    """Everything that the picture is to be, or the change alone for those that keep what isn't named."""
    change = {edit.attribute: edit.value}
    return asked(change if keeps else {**edit.row, **change}, domains) or None


def _keeps_the_rest(links: Sequence[Link]) -> bool:
    """Whether weights were trained to be told the change alone; their card says so."""
    for link in (link for link in links if "domain" in link.generator.needs):
        told = [card.facts for card in Store().cards() if link.step.weights and card.sha256 == link.step.weights]
        for weights in link.generator.weights if not told else ():
            card = json.loads((files(weights.package) / weights.card).read_text())
            told.append({**card.get("recipe", {}), **card.get("facts", {})})
        return any(bool(facts.get("keep")) for facts in told)
    return False


def _reader(args: argparse.Namespace) -> AttributeReader | None:
    """Who tells attributes: the file that was named, the bundled one, or the one in the folder of data."""
    from studio_judge.attribute_training import NAME
    from studio_judge.attributes import BUNDLED, AttributeReader

    if args.classifier is not None:
        return AttributeReader(args.classifier)
    path = BUNDLED / f"attributes-{args.data}.safetensors" if args.data in (WORLD, PORTRAITS) else None
    path = path or Path(args.data) / NAME
    return AttributeReader(path) if path.is_file() else None


def _figures(pictures: Sequence[Picture], wanted: Sequence[Edit], reader: AttributeReader | None) -> Figures:
    """changed_right: how many are read as what was asked. kept_right: of the other attributes, how many are as before.

    error, error_changed: mean absolute difference to the true edits, 0 to 255, over all pixels and over those that the
    true edit changes.
    """
    if pictures[0].shape != wanted[0].picture.shape:
        raise InputError(
            f"{pictures[0].shape[:2]} pixels were made of {wanted[0].picture.shape[:2]}: edits keep the size"
        )
    figures: Figures = {}
    if reader is not None:
        figures |= _read_figures(pictures, wanted, reader)
    errors = [_errors(picture, edit) for picture, edit in zip(pictures, wanted, strict=True) if edit.truth is not None]
    if errors:
        whole, changed = np.nanmean(np.array(errors), 0)
        figures |= {"error": round(float(whole), 3), "error_changed": round(float(changed), 3)}
    return figures


def _read_figures(pictures: Sequence[Picture], wanted: Sequence[Edit], reader: AttributeReader) -> Figures:
    changed: dict[str, list[bool]] = {}
    kept: list[bool] = []
    for picture, edit in zip(pictures, wanted, strict=True):
        found = reader.read(picture)
        for attribute, value in found.items():
            if attribute == edit.attribute:
                changed.setdefault(attribute, []).append(value == edit.value)
            elif attribute in edit.row:
                kept.append(value == edit.row[attribute])
    told = [hit for hits in changed.values() for hit in hits]
    return {
        "changed_right": round(float(np.mean(told)), 4) if told else None,
        "kept_right": round(float(np.mean(kept)), 4) if kept else None,
        "changed_right_by_attribute": {name: round(float(np.mean(hits)), 4) for name, hits in changed.items()},
    }


def _errors(picture: Picture, edit: Edit) -> tuple[float, float]:
    assert edit.truth is not None
    truth = edit.truth.astype(np.int16)
    wrong = np.abs(picture - truth).mean(2)
    changes = np.abs(edit.picture - truth).max(2) > _CHANGED
    return float(wrong.mean()), float(wrong[changes].mean()) if changes.any() else float("nan")
