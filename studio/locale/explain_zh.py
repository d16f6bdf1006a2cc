"""Chinese: what F1 tells of each dialog; the first line is its title."""

from __future__ import annotations

EXPLAIN = {
    "explain.prompt": ("输入一行\nEnter 执行，Esc 返回。有问题时会写在下面，已输入的内容保留。"),
    "explain.save": (
        "保存\n"
        "文件名的后缀决定写什么：.png 是内含草图的图片，可以打开继续画；.ora 是 OpenRaster，用于 Krita 和 "
        "GIMP；.labels.png 是标签编号；.spade.png 是 SPADE 的格式；还有 .mat、.svg、.ans（终端文本）、.gif（"
        "笔画动画）。格式存不下的内容会先说明：再按 Enter 才写。~ 是主目录。"
    ),
    "explain.open": (
        "打开\n"
        "草图、标签图（PNG、.mat）、OpenRaster，或照片：照片会被识别成标签，逐块由你确认。还不存在的 .png 表"
        "示新草图将存在那里。~ 是主目录。"
    ),
    "explain.seed": ("种子\n一个整数：相同的种子画出相同的细节。s 随机换一个，Q 一次看多个。"),
    "explain.chain": (
        "链\n"
        "画好之后再怎么变：用 | 连接的一个个生成器。:域 指定它的一个域，@权重 用自己库里的权重。A 结束链，@ "
        "展示所有域。"
    ),
    "explain.picker": ("列表\n输入名称的一部分，列表随之变短。↑ ↓ 移动，Enter 或点击选用，Esc 返回。"),
    "explain.stamps": (
        "图章\n"
        "可以盖下的标签图块：输入名称的一部分，↑ ↓ 查看，Enter 或点击拿到手中。之后每按一次盖一个；[ ] 或滚轮"
        "改大小，X 左右翻转。选取的部分（z）可用列表最后一行存成自己的图章。"
    ),
    "explain.values": ("逐行修改\n↑ ↓ 换行，← → 或空格修改，点击也行。能立刻生效的立刻可见。Esc 关闭。"),
    "explain.toolbox": ("工具\n按工具前的字母选用，点击或 ↑ ↓ Enter 也可以。Esc 保留手中的工具。"),
    "explain.lint": ("检查\n草图里不像网络所学场景的地方。↑ ↓ 在画布上显示位置；能修补的按 Enter，先试看。Esc 返回。"),
    "explain.versions": (
        "较早的版本\n你存的快照（v），以及文件前几次保存之前的样子。↑ ↓ 查看，Enter 回到那里；撤销可以回来。"
    ),
    "explain.which": ("两份草图\n你还有未保存的笔画时，文件被别人写过。1 继续你的，2 继续文件；撤销可换回另一份。"),
    "explain.reference": (
        "参考图\n它放在标签下面供描摹，随草图保存。← → 调浓淡；其他行用 Enter 或点击：识别标签、换一张、拿掉。"
    ),
    "explain.reading": (
        "照片的各块\n"
        "画布逐块显示识别结果。Enter 接受，l 或标签键换成别的标签，s 保持画布原样，a 接受其余全部，b 回到上一"
        "块。Esc 全部不变。整个过程一次撤销。"
    ),
    "explain.trial": ("试看\n改动已在画布上，画面随之更新。Enter 保留，Esc 取消；行上的其他键换一种结果。"),
    "explain.question": ("提问\n按行上所列的键回答。Esc 返回，什么也不做。"),
    "explain.wall": ("许多画面\n同一草图的多种结果。按画面的字母或点击选用；其他键写在第一行。Esc 返回。"),
    "explain.runs": (
        "训练\n↑ ↓ 选择一次训练；旁边是损失曲线和它画的图。n 开始新的，其余的键在最后一行。离开或断线后训练继续。"
    ),
    "explain.run_form": ("新的训练\n↑ ↓ 换栏，← → 选择。空栏按预设。Enter 先试两步再开始；离开后继续。"),
    "explain.plugins": ("插件\n已安装的插件、内容和问题。↑ ↓ 选择，键在最后一行。关闭或损坏的插件不影响其他。"),
    "explain.commands": ("全部操作\n输入想做的事的一部分；每项后面是它的键。↑ ↓ 移动，Enter 或点击执行，Esc 返回。"),
}
