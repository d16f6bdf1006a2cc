"""The hairline: where the hair over the forehead ends, one curve for each fringe."""

from __future__ import annotations

import numpy as np

from studio_data.portraits.build import Build
from studio_data.portraits.face import Face
from studio_data.portraits.shapes import Curve, Plane


def hairline(face: Face, build: Build) -> Curve:
    """The curve y(x) that the hair in front stays above."""
    shape = {"none": _none, "straight": _straight, "swept": _swept, "curtain": _curtain, "spiky": _spiky}[face.fringe]
    width, side, phase = np.float32(build.half_width), build.traits.side, build.traits.waves[4]

    def curve(x: Plane) -> Plane:
        across = x / width * side
        height = shape(across, phase)
        return height - 0.035 * np.abs(np.sin(across * 6.5 + phase)) if face.cut == "curly" else height

    return curve


def _none(across: Plane, phase: float) -> Plane:
    """Swept back: a high, round forehead."""
    return -0.47 + 0.34 * np.abs(across) ** 3


def _straight(across: Plane, phase: float) -> Plane:
    """Cut in one line, with two small gaps."""
    gaps = np.maximum(0, 1 - np.abs(across - 0.32) / 0.07) + np.maximum(0, 1 - np.abs(across + 0.42) / 0.06)
    return -0.185 + 0.03 * across**2 - 0.09 * gaps


def _swept(across: Plane, phase: float) -> Plane:
    """From a parting to one side, over the temple."""
    away = across + 0.52
    return -0.50 + np.where(away > 0, 0.235 * np.abs(away) ** 1.35, 0.85 * np.abs(away) ** 1.3)


def _curtain(across: Plane, phase: float) -> Plane:
    """Parted in the middle, falling to both sides."""
    away = np.abs(across - 0.05)
    return -0.60 + 0.50 * away**0.8


def _spiky(across: Plane, phase: float) -> Plane:
    """Pointed locks of unlike length that lean to one side."""
    turns = across * 2.6 + 0.25 * phase
    tooth = turns - np.floor(turns)
    long = 0.13 + 0.05 * np.sin(np.floor(turns) * 2.1 + phase)
    return -0.34 + long * np.minimum(tooth / 0.7, (1 - tooth) / 0.3) ** 1.25 + 0.05 * across**2
