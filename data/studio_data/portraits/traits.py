"""What the identity decides: numbers that stay when an attribute changes, so that it stays the same face."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio_data.portraits.palette import BACKGROUNDS, CLOTHES, IRISES


@dataclass(frozen=True)
class Traits:
    """Build and surroundings of one face; the first six are deviations of about ±1."""

    width: float
    chin: float
    eye_distance: float
    eye_size: float
    mouth: float
    nose: float
    side: int  # where the parting is: -1 or 1
    waves: tuple[float, ...]  # six phases of hair, in radians
    tilt: float  # of the head, in radians
    shift: tuple[float, float]  # of head and body, in units of the drawing
    iris: int
    background: int
    clothes: int
    collar: int
    freckles: bool


def traits_of(identity: int) -> Traits:
    """The traits of one identity; always the same."""
    rng = np.random.default_rng(identity)
    deviations = np.clip(rng.normal(size=6), -1.8, 1.8)
    return Traits(
        width=float(deviations[0]),
        chin=float(deviations[1]),
        eye_distance=float(deviations[2]),
        eye_size=float(deviations[3]),
        mouth=float(deviations[4]),
        nose=float(deviations[5]),
        side=int(rng.choice((-1, 1))),
        waves=tuple(float(phase) for phase in rng.uniform(0, 2 * np.pi, 6)),
        tilt=float(np.clip(rng.normal(0, 0.05), -0.11, 0.11)),
        shift=(float(rng.uniform(-0.06, 0.06)), float(rng.uniform(-0.04, 0.04))),
        iris=int(rng.integers(len(IRISES))),
        background=int(rng.integers(len(BACKGROUNDS))),
        clothes=int(rng.integers(len(CLOTHES))),
        collar=int(rng.integers(3)),
        freckles=bool(rng.random() < 0.2),
    )
