"""Chinese, of what pictures are made with: walls, blends, style pictures, domains."""

from __future__ import annotations

GENERATORS = {
    "status.note": "1 处提示",
    "status.notes": "{count} 处提示",
    "seed.blend": "种子 {seed} + {other}，{percent} %",
    "do.style_picture": "风格图：借用另一张图的光线与季节",
    "do.domain": "域：把图画变成日落、冬天、下雨……",
    "style.title": "借用哪张图的风格",
    "style.file": "文件",
    "style.none": "通常的样子",
    "style.file.title": "借用一张图片的风格",
    "style.file.placeholder": "图片的路径",
    "style.nobody": "{generator} 不用风格图；TSIT 用，带编码器的 SPADE 也用",
    "style.own": "借来的风格",
    "style.usual": "通常的样子",
    "domain.title": "把图画变成",
    "domain.words": "用词语",
    "domain.more": "其他词语",
    "domain.nobody": "还没有带域的权重：导入或训练 StarGAN",
    "wall.blend": "混合两张",
    "wall.blend.first": "混合：第一张",
    "wall.blend.second": "混合：第二张",
    "wall.blends": "从种子 {first} 到种子 {second}",
}
