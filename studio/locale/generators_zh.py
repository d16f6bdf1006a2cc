"""Chinese, of what pictures are made with: walls, blends, style pictures, domains."""

from __future__ import annotations

GENERATORS = {
    "seed.blend": "种子 {seed} + {other}，{percent} %",
    "wall.blend": "混合两张",
    "wall.blend.first": "混合：第一张",
    "wall.blend.second": "混合：第二张",
    "wall.blends": "从种子 {first} 到种子 {second}",
}
