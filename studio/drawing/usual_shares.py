"""How much of a scene each label covers at most, in the scenes that networks learn from.

Measured by `python benchmarks/label_shares.py` on 300 composed scenes of 128² pixels.
"""

from __future__ import annotations

MOST_SHARES = {
    "sky": 0.68,
    "cloud": 0.23,
    "sun": 0.06,
    "mountain": 0.30,
    "hill": 0.15,
    "snow": 0.50,
    "rock": 0.49,
    "grass": 0.51,
    "field": 0.40,
    "flower": 0.40,
    "bush": 0.33,
    "tree": 0.38,
    "forest": 0.42,
    "sand": 0.60,
    "dirt": 0.45,
    "road": 0.22,
    "river": 0.56,
    "lake": 0.57,
    "sea": 0.68,
    "building": 0.40,
    "house": 0.18,
    "bridge": 0.06,
    "fog": 0.15,
}
"""By label, the share of the map that 99 of 100 scenes which have it stay below."""
