"""Chinese, of the plugin screen."""

from __future__ import annotations

PLUGINS = {
    "do.plugins": "插件：已安装的、故障、开关、安装",
    "plugins.title": "插件",
    "plugins.listing": "正在询问……",
    "plugins.ok": "正常",
    "plugins.off": "已关闭",
    "plugins.broken": "损坏",
    "plugins.partly_broken": "部分损坏",
    "plugins.left_alone": "失败太多次：本次会话中已停用",
    "plugins.fault": "故障",
    "plugins.in_session": "{who}：本次会话中 {count} 次故障",
    "plugins.key.switch": "开或关",
    "plugins.key.again": "再试一次",
    "plugins.key.install": "安装",
    "plugins.key.back": "返回",
    "plugins.stays": "{name} 随工作室提供，始终可用",
    "plugins.now_on": "{name} 已启用",
    "plugins.now_off": "{name} 已关闭，不再导入",
    "plugins.forgiven": "{name} 可以再试",
    "plugins.install_title": "安装插件：PyPI 名称、wheel 文件、文件夹或 git 地址",
    "plugins.install_hint": "插件是以您的权限运行的代码：只安装您信任的。回车显示命令，Esc 返回",
    "plugins.run": "运行此命令？ y / n   {command}",
    "plugins.installing": "正在安装……",
    "plugins.installed": "已安装 {names}",
    "plugins.no_plugin": "没有新内容：已经安装，或不是插件",
}
