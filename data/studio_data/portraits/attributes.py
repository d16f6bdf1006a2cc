"""What can be told of a face and changed alone: every attribute with its values, in English and Chinese.

Attributes are named by what is drawn: they say how a cartoon looks, nothing about a person.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """One value of an attribute: `key` in files and code, `en` and `zh` for people."""

    key: str
    en: str
    zh: str


@dataclass(frozen=True)
class Attribute:
    """One field of a face; `values` in the order of the one-hot numbers."""

    key: str
    en: str
    zh: str
    values: tuple[Value, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The values' keys."""
        return tuple(value.key for value in self.values)


def _attribute(key: str, en: str, zh: str, *values: tuple[str, str, str]) -> Attribute:
    return Attribute(key, en, zh, tuple(Value(*value) for value in values))


ATTRIBUTES: tuple[Attribute, ...] = (
    _attribute(
        "hair",
        "hair colour",
        "发色",
        ("black", "black", "黑色"),
        ("brown", "brown", "棕色"),
        ("blond", "blond", "金色"),
        ("red", "red", "红色"),
        ("grey", "grey", "灰色"),
        ("blue", "blue", "蓝色"),
        ("pink", "pink", "粉色"),
        ("green", "green", "绿色"),
    ),
    _attribute(
        "cut",
        "haircut",
        "发型",
        ("short", "short", "短发"),
        ("bob", "bob", "波波头"),
        ("long", "long", "长发"),
        ("bun", "bun", "丸子头"),
        ("curly", "curly", "卷发"),
    ),
    _attribute(
        "fringe",
        "fringe",
        "刘海",
        ("none", "swept back", "无刘海"),
        ("straight", "straight", "齐刘海"),
        ("swept", "to the side", "斜刘海"),
        ("curtain", "parted", "中分"),
        ("spiky", "spiky", "碎刘海"),
    ),
    _attribute(
        "eyes",
        "eyes",
        "眼睛",
        ("open", "wide open", "睁大"),
        ("closed", "closed", "闭眼"),
        ("single", "single lid", "单眼皮"),
        ("double", "double lid", "双眼皮"),
    ),
    _attribute(
        "expression",
        "expression",
        "表情",
        ("neutral", "neutral", "平静"),
        ("happy", "happy", "开心"),
        ("sad", "sad", "悲伤"),
        ("angry", "angry", "生气"),
        ("surprised", "surprised", "惊讶"),
    ),
    _attribute(
        "age",
        "age",
        "年龄",
        ("child", "child", "儿童"),
        ("adult", "adult", "成人"),
        ("old", "old", "老人"),
    ),
    _attribute(
        "features",
        "brows, lashes and jaw",
        "眉睫与下颌",
        ("soft", "fine brows, long lashes, narrow jaw", "细眉长睫窄下颌"),
        ("strong", "heavy brows, short lashes, broad jaw", "浓眉短睫宽下颌"),
    ),
    _attribute(
        "glasses",
        "glasses",
        "眼镜",
        ("none", "none", "无"),
        ("round", "round", "圆框"),
        ("square", "square", "方框"),
    ),
    _attribute(
        "skin",
        "skin",
        "肤色",
        ("fair", "fair", "白皙"),
        ("light", "light", "浅色"),
        ("tan", "tan", "小麦色"),
        ("brown", "brown", "棕色"),
        ("deep", "deep", "深色"),
    ),
)

ATTRIBUTE_NAMES: tuple[str, ...] = tuple(f"{attribute.key}={key}" for attribute in ATTRIBUTES for key in attribute.keys)
