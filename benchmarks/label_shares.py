"""How much of a composed scene each label covers at most: the table of studio/drawing/usual_shares.py.

python benchmarks/label_shares.py [SCENES]
"""

from __future__ import annotations

import sys

import numpy as np

from studio.labels import LANDSCAPE
from studio_data.world import compose

SIDE = 128
USUAL = 99


def main(scenes: int) -> None:
    """Print the table."""
    shares = np.array(
        [np.bincount(compose(seed, (SIDE, SIDE)).labels.ravel(), minlength=len(LANDSCAPE)) for seed in range(scenes)]
    ) / (SIDE * SIDE)
    for label in LANDSCAPE:
        present = shares[:, label.id][shares[:, label.id] > 0]
        if label.id and present.size:
            print(f'    "{label.key}": {np.percentile(present, USUAL):.2f},')


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
