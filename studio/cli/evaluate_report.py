"""What an evaluation found, and how it is shown: a table for people, JSON, and a sheet of pictures side by side."""

from __future__ import annotations

import io
import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rich.console import Console
from rich.table import Table

from studio.labels import Picture
from studio.sketch.atomic import write_atomically

Figures = dict[str, Any]

_SIDE, _WIDTH, _ROWS = 192, 118, 6


@dataclass(frozen=True)
class Column:
    """A figure in the table: its key, its heading, and how it is written (as in `format`)."""

    key: str
    heading: str
    form: str = ".3f"

    def text(self, figures: Figures) -> str:
        """The figure, or a dash where there is none."""
        value = figures.get(self.key)
        return "–" if value is None else format(value, self.form)


@dataclass
class Report:
    """baselines and generators: figures by name. facts: what else JSON tells, and `note` below the table.

    tiles: rows of pictures for the sheet.
    """

    title: str
    columns: tuple[Column, ...]
    facts: Figures
    note: str = ""
    baselines: dict[str, Figures] = field(default_factory=dict)
    generators: dict[str, Figures] = field(default_factory=dict)
    tiles: list[list[Picture]] = field(default_factory=list)

    def as_json(self) -> str:
        """Every figure."""
        return json.dumps({**self.facts, "baselines": self.baselines, "generators": self.generators}, indent=2)

    def as_table(self) -> str:
        """A generator a row, what they are compared with in brackets above."""
        table = Table(title=self.title)
        table.add_column("")
        for column in self.columns:
            table.add_column(column.heading, justify="right")
        named = {f"({name})": row for name, row in self.baselines.items()} | self.generators
        for name, row in named.items():
            table.add_row(name, *(column.text(row) for column in self.columns))
        console = Console(width=_WIDTH)
        with console.capture() as captured:
            console.print(table)
        return "\n".join(part for part in (captured.get().rstrip(), self.note) if part)

    def write_sheet(self, path: Path) -> None:
        """The first rows of tiles, as PNG or JPEG."""
        rows = [np.concatenate([_tile(picture) for picture in row], 1) for row in self.tiles[:_ROWS]]
        data = io.BytesIO()
        kind = "JPEG" if path.suffix.lower() in (".jpg", ".jpeg") else "PNG"
        Image.fromarray(np.concatenate(rows, 0)).save(data, kind)
        write_atomically(path, data.getvalue())


def milliseconds(took: Sequence[float]) -> float:
    """The usual time of a picture."""
    return round(statistics.median(took) * 1000, 1) if took else 0.0


def _tile(picture: Picture) -> Picture:
    return np.asarray(Image.fromarray(picture).resize((_SIDE, _SIDE), Image.Resampling.LANCZOS))
