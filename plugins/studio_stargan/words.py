"""The domains that StarGAN's own weights know, in English and Chinese."""

from __future__ import annotations

_TITLES = {
    "hour-dawn": ("dawn", "黎明"),
    "hour-day": ("day", "白天"),
    "hour-golden": ("golden hour", "金色时刻"),
    "hour-sunset": ("sunset", "日落"),
    "hour-dusk": ("dusk", "黄昏"),
    "hour-night": ("night", "夜晚"),
    "season-spring": ("spring", "春"),
    "season-summer": ("summer", "夏"),
    "season-autumn": ("autumn", "秋"),
    "season-winter": ("winter", "冬"),
    "weather-clear": ("clear sky", "晴"),
    "weather-clouds": ("clouds", "多云"),
    "weather-overcast": ("overcast", "阴"),
    "weather-rain": ("rain", "雨"),
    "weather-fog": ("fog", "雾"),
    "weather-snowfall": ("snowfall", "雪"),
    "hair-black": ("black hair", "黑发"),
    "hair-brown": ("brown hair", "棕发"),
    "hair-blond": ("blond hair", "金发"),
    "hair-red": ("red hair", "红发"),
    "hair-grey": ("grey hair", "灰发"),
    "hair-blue": ("blue hair", "蓝发"),
    "hair-pink": ("pink hair", "粉发"),
    "hair-green": ("green hair", "绿发"),
    "eyes-open": ("eyes wide open", "睁大眼"),
    "eyes-half": ("eyes half closed", "半闭眼"),
    "eyes-closed": ("eyes closed", "闭眼"),
    "eyes-single": ("single lid", "单眼皮"),
    "eyes-double": ("double lid", "双眼皮"),
    "expression-neutral": ("neutral", "平静"),
    "expression-happy": ("happy", "开心"),
    "expression-sad": ("sad", "悲伤"),
    "expression-angry": ("angry", "生气"),
    "expression-surprised": ("surprised", "惊讶"),
    "medium-colour": ("in colour", "彩色"),
    "medium-sketch": ("line sketch", "线稿"),
}


def titles_of(domains: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(English, Chinese) for each domain; one that has no title goes by its own name."""
    return tuple(_TITLES.get(domain, (domain, domain)) for domain in domains)
