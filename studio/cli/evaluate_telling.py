"""What `studio evaluate` shows: a table for people, and a sheet of pictures side by side."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rich.console import Console
from rich.table import Table

from studio.cli.evaluate_drawing import Pictures
from studio.cli.evaluate_scenes import Drawn
from studio.labels import LANDSCAPE
from studio.sketch.atomic import write_atomically

_ROWS, _SIDE = 6, 192
_COLUMNS = ("mIoU", "of renderer", "accuracy", "Fréchet", "seeds", "styles", "ms")
_WIDTH = 110


def table_of(told: dict[str, Any]) -> str:
    """The figures as a table, a generator a row."""
    table = Table(title=f"{told['maps']} maps of {told['data']}, {told['size']}²")
    table.add_column("")
    for column in _COLUMNS:
        table.add_column(column, justify="right")
    if "true_pictures" in told:
        own = told["true_pictures"]
        table.add_row("(true pictures)", f"{own['mean_iou']:.3f}", "", f"{own['pixel_accuracy']:.3f}", "", "", "", "")
    for name, row in told["generators"].items():
        table.add_row(
            name,
            f"{row['mean_iou']:.3f}",
            f"{row['of_renderer']:.1%}" if "of_renderer" in row else "–",
            f"{row['pixel_accuracy']:.3f}",
            f"{row['frechet']:.1f}" if "frechet" in row else "–",
            f"{row['by_seed']:.1f}",
            f"{row['by_style']:.1f}",
            f"{row['ms']:.0f}",
        )
    console = Console(width=_WIDTH)
    with console.capture() as captured:
        console.print(table)
    return captured.get().rstrip()


def write_sheet(path: Path, maps: list[Drawn], pictures: Mapping[str, Pictures]) -> None:
    """Rows of: the map in its palette's colours, its true picture if there is one, what each generator made."""
    palette = LANDSCAPE.palette()
    rows = []
    for number in range(min(_ROWS, len(maps))):
        truth = maps[number].truth
        tiles = [palette[maps[number].labels], *([truth] if truth is not None else [])]
        tiles += [drawn.all[number] for drawn in pictures.values()]
        rows.append(np.concatenate([np.asarray(Image.fromarray(tile).resize((_SIDE, _SIDE))) for tile in tiles], 1))
    data = io.BytesIO()
    Image.fromarray(np.concatenate(rows, 0)).save(data, "JPEG" if path.suffix.lower() in (".jpg", ".jpeg") else "PNG")
    write_atomically(path, data.getvalue())
