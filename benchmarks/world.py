"""What the world costs on one core: `python benchmarks/world.py [--scenes N]`.

Milliseconds of processor time per picture, medians over composed scenes, and each as a ratio to the plain 256² picture
of the same run (the baseline), so that figures from a busy or another machine can be compared.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

# One core is what is measured; NumPy reads this when it is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from studio_data.world import HANDS, compose, paint
from studio_data.world.compose import Scene

Work = Callable[[Scene], object]


def milliseconds(work: Work, scenes: list[Scene], rounds: int = 3) -> float:
    """Median over the scenes of the fastest of some rounds."""
    fastest = []
    for scene in scenes:
        took = []
        for _ in range(rounds):
            began = time.process_time()
            work(scene)
            took.append(time.process_time() - began)
        fastest.append(min(took) * 1000)
    return statistics.median(fastest)


def painted(size: int, supersample: int, hand: str | None = None, details: bool = False) -> Work:
    """Painting a scene at size² pixels."""
    return lambda scene: paint(
        scene.labels, scene.style, size=(size, size), supersample=supersample, hand=hand, details=details
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=24, help="composed scenes to draw (default 24)")
    arguments = parser.parse_args()
    scenes = [compose(seed, (256, 256)) for seed in range(arguments.scenes)]
    works: dict[str, Work] = {
        "256², 1 sample a pixel (bound 60)": painted(256, 1),
        "256², 2 × 2 samples (bound 250)": painted(256, 2),
        "128², 2 × 2 samples": painted(128, 2),
        "512², 1 sample": painted(512, 1),
        "256², with details": painted(256, 1, details=True),
        **{f"256², {hand} (bound 1.4 ×)": painted(256, 1, hand) for hand in HANDS},
        "compose 256² (bound 10)": lambda scene: compose(scene.seed, (256, 256)),
    }
    works["256², 1 sample a pixel (bound 60)"](scenes[0])  # the noise banks are made once per process
    baseline = 0.0
    for name, work in works.items():
        cost = milliseconds(work, scenes)
        baseline = baseline or cost
        print(f"{name:36} {cost:7.1f} ms  {cost / baseline:5.2f} ×")


if __name__ == "__main__":
    main()
