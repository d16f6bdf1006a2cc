"""The hand of ink after a picture: flat tones of the picture's own shapes, and a dark line where things meet.

The other hands draw a scene anew, so their tufts and scallops lie elsewhere than the painted ones. What is drawn here
lies where the picture has it: a network that turns pictures into cartoons can be held against it pixel by pixel, and it
can be drawn after any photograph.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from studio.labels import LANDSCAPE

from ..colour import Floats, smoothstep
from ..frame import Frame
from ..source import source_of
from ..style import Style
from .draw import Cartoon, as_pixels
from .study import LUMA
from .tones import centres_of, nearest

_SOFT = LANDSCAPE.ids("void", "sky", "cloud", "sun", "fog")
_BUILT = LANDSCAPE.ids("house", "building", "bridge")
"""What has windows and rails: smaller marks are kept there."""
_TONES, _MOST_TONES = 12, 5  # of a picture without labels; of one label
_SAMPLES = 3000  # that tones are found from
_ROUNDS = 6
_PEN = np.array([0.07, 0.055, 0.11], np.float32)
_PURITY = np.float32(1.6)  # how much more a hue tells tones apart than brightness does


def painted_labels(labels: NDArray[np.uint8], style: Style, *, seed: int, supersample: int) -> NDArray[np.uint8]:
    """What `paint` makes of a label map's shapes (H, W): rounded, ragged, with gaps, as the picture shows them."""
    source = source_of(labels, None, supersample)
    frame = Frame(source, style, seed=seed, supersample=supersample, hand=None, details=True)
    return frame.labels[::supersample, ::supersample]


def trace(picture: NDArray[np.uint8], labels: NDArray[np.uint8] | None = None) -> Cartoon:
    """The cartoon of `picture` (H, W, 3); where its label map (H, W) is known, things end where their labels do."""
    unit = max(0.5, picture.shape[0] / 256)
    seen = picture.astype(np.float32) * np.float32(1 / 255)
    flat = flattened(seen, unit)
    if labels is not None:
        flat = np.where(np.isin(labels, _BUILT)[..., None], flattened(seen, unit / 2, passes=1), flat)
    parts = _parts(flat, labels, unit)
    colours = _enlivened(_filled(flat, parts, 9 * unit))
    weight = _borders(colours, parts, labels)
    spread = ndimage.gaussian_filter(weight, unit) * np.float32(1.25 * unit)
    ink = np.maximum(smoothstep(0.46, 0.56, spread), 0.9 * _thin_lines(seen, unit))
    drawn = colours + (_PEN + colours * np.float32(0.16) - colours) * ink[..., None]
    return Cartoon(as_pixels(drawn), as_pixels(ink))


def flattened(seen: Floats, unit: float, *, passes: int = 2) -> Floats:
    """The picture without its small marks; what is large keeps its border."""
    size = max(3, 2 * round(2 * unit) + 1)
    for _ in range(passes):
        seen = np.stack([ndimage.median_filter(seen[..., k], size) for k in range(3)], -1)
    return seen


def _parts(flat: Floats, labels: NDArray[np.uint8] | None, unit: float) -> NDArray[np.int64]:
    """The number (H, W) of the tone each pixel takes, smooth in outline; none reaches over two labels."""
    grey = (flat @ LUMA)[..., None]
    space = grey + _PURITY * (flat - grey)
    owners = np.zeros(flat.shape[:2], np.uint8) if labels is None else labels
    tone = np.zeros(owners.shape, np.int64)
    kept: list[int] = []
    for label in np.unique(owners):
        mask = owners == label
        wanted = _TONES if labels is None else _tones_of(space[mask], float(mask.mean()))
        colours = space[mask]
        centres = centres_of(colours, min(wanted, len(colours)), samples=_SAMPLES, rounds=_ROUNDS)
        tone[mask] = nearest(colours, centres) + len(kept)
        kept += [int(label)] * len(centres)
    votes = np.stack(
        [
            np.where(owners == label, _soft(tone == number, 1.1 * unit, 2.5) + np.float32(1e-6), 0)
            for number, label in enumerate(kept)
        ]
    )
    return np.asarray(votes.argmax(0))


def _tones_of(colours: Floats, share: float) -> int:
    """How many tones a label needs: a small or even one is of one."""
    spread = float((colours @ LUMA).std()) * min(1.0, 12 * share)
    return int(np.clip(round(1 + 26 * spread), 1, _MOST_TONES))


def _soft(mask: NDArray[np.bool_], sigma: float, reach: float) -> Floats:
    return np.asarray(ndimage.gaussian_filter(mask.astype(np.float32), sigma, truncate=reach))


def _filled(flat: Floats, parts: NDArray[np.int64], reach: float) -> Floats:
    """Each part in its own colours, seen so broadly that nothing but a slow change of light is left."""
    filled = np.zeros_like(flat)
    for part in np.unique(parts):
        mask = parts == part
        weight = _soft(mask, reach, 2) + np.float32(1e-4)
        for k in range(3):
            near = ndimage.gaussian_filter(flat[..., k] * mask, reach, truncate=2)
            filled[..., k][mask] = (near / weight)[mask]
    return filled


def _enlivened(colours: Floats) -> Floats:
    grey = (colours @ LUMA)[..., None]
    return np.asarray(np.clip(1.05 * (grey + 1.2 * (colours - grey)) + 0.01, 0, 1), np.float32)


def _borders(colours: Floats, parts: NDArray[np.int64], labels: NDArray[np.uint8] | None) -> Floats:
    """How much of a line (H, W) the pixels beside a border deserve: all where two things meet, else by contrast."""
    weight = np.zeros(parts.shape, np.float32)
    for one, other in ((np.s_[:-1], np.s_[1:]), (np.s_[:, :-1], np.s_[:, 1:])):
        contrast = np.abs(colours[one] - colours[other]).sum(-1)
        line = 0.9 * smoothstep(0.16, 0.34, contrast) * (parts[one] != parts[other])
        if labels is not None:
            is_air = np.isin(labels[one], _SOFT) & np.isin(labels[other], _SOFT)
            meets = (labels[one] != labels[other]) & ~is_air
            line = np.maximum(line, smoothstep(0.02, 0.12, contrast) * meets)  # what fog hides has no line
        np.maximum(weight[one], line, out=weight[one])
        np.maximum(weight[other], line, out=weight[other])
    return weight


def _thin_lines(seen: Floats, unit: float) -> Floats:
    """What is a dark line in the picture itself (difference of Gaussians)."""
    light = ndimage.median_filter(seen @ LUMA, 3)
    deeper = ndimage.gaussian_filter(light, 2.2 * unit) - ndimage.gaussian_filter(light, 0.9 * unit)
    return np.asarray(smoothstep(0.05, 0.07, deeper))
