"""Chinese: reference picture, reading a photograph, mini-map, stamps."""

from __future__ import annotations

CANVAS = {
    "do.reference": "标签下面的参考图，用来描摹",
    "do.reference_strength": "参考图更清楚；再按则隐藏",
    "reference.which": "放在标签下面",
    "reference.placeholder": "图片：JPEG、PNG、WebP、TIFF……",
    "reference.title": "参考图",
    "reference.keys": "← → 浓淡 · Enter · Esc 关闭",
    "reference.strength": "透出   ‹ {percent} % ›",
    "reference.open": "换一张图……",
    "reference.remove": "拿掉",
    "reference.none": "还没有参考图：F6 放一张在标签下面",
    "reference.needed": "画面正由这张照片生成：请先换生成器（G）",
    "reference.laid": "{path} 已放在标签下面；按 \\ 调浓淡或隐藏",
    "reference.cut": "{path} 已放在标签下面，按画布比例裁切；按 \\ 调浓淡",
    "reference.shown": "参考图：{percent} %",
    "reference.hidden": "参考图已隐藏",
    "do.read_reference": "从参考图识别标签，逐块确认",
    "reference.read": "识别其中的标签，逐块确认",
    "reading.reference": "参考图",
    "reading.nothing": "什么也没有认出来",
    "reading.part": "{place}/{count} {name} {percent} %",
    "reading.small": "零碎部分",
    "reading.key.take": "接受",
    "reading.key.label": "换标签",
    "reading.key.leave_out": "跳过",
    "reading.key.rest": "全部接受",
    "reading.key.back": "上一块",
    "reading.key.give_up": "放弃",
    "reading.done": "画布上放了 {count} 块中的 {taken} 块；按 u 一次全部撤销",
}
