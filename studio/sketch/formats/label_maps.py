"""Label maps for other programs: indexed PNG, SPADE's layout, MATLAB; and the studio's own PNG."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from studio.errors import InputError
from studio.labels import LANDSCAPE, LabelMap
from studio.sketch.files import encoded_sketch, indexed
from studio.sketch.formats.export import Export

_SPADE_VOID = 255


def as_sketch(what: Export) -> bytes:
    """The studio's own PNG."""
    return encoded_sketch(what.sketch, what.picture)


def as_label_png(what: Export) -> bytes:
    """A PNG whose pixels are label ids, in the labels' colours; another set's values where those are asked for."""
    if not what.values:
        return _png(indexed(what.sketch.labels))
    image = Image.fromarray(_values(what))
    palette = np.zeros((256, 3), np.uint8)
    for label in LANDSCAPE:
        if label.id in what.values:
            palette[what.values[label.id]] = label.rgb
    image.putpalette(palette.tobytes())
    return _png(image)


def as_spade_png(what: Export) -> bytes:
    """A grey PNG as SPADE's data loaders read it: each label's id less one, 255 where there is none."""
    values = what.sketch.labels.astype(np.int16) - 1
    return _png(Image.fromarray(np.where(values < 0, _SPADE_VOID, values).astype(np.uint8)))


def as_mat(what: Export) -> bytes:
    """A MATLAB file (version 5): `S` counts from 1, 0 is unlabelled, `names` names the labels."""
    from scipy.io import savemat

    if what.values:
        raise InputError("a .mat carries the names of its labels and needs no label set")
    names = np.array([[label.key] for label in LANDSCAPE if label.id], dtype=object)
    file = io.BytesIO()
    savemat(file, {"S": what.sketch.labels, "names": names}, do_compression=True)
    return file.getvalue()


def merged_labels(what: Export) -> list[str]:
    """Labels of the drawing that another set has no value of its own for."""
    present = [int(label) for label in np.unique(what.sketch.labels)]
    missing = [LANDSCAPE[label].en for label in present if label and label not in what.values]
    by_value: dict[int, list[str]] = {}
    for label in present:
        if label in what.values:
            by_value.setdefault(what.values[label], []).append(LANDSCAPE[label].en)
    merged = [" and ".join(names) for names in by_value.values() if len(names) > 1]
    said = [f"{names} become one label of {what.set_name}" for names in merged]
    return said + [f"{name}, which {what.set_name} hasn't" for name in missing]


def _values(what: Export) -> LabelMap:
    table = np.full(256, _SPADE_VOID, np.uint8)
    for label, value in what.values.items():
        table[label] = value
    values: LabelMap = table[what.sketch.labels]
    return values


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
