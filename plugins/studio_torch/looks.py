"""The options by which people ask for a look, in the words of our world (a test holds them together); no torch."""

from __future__ import annotations

from studio.generators.specs import Option

LOOK_OPTIONS = (
    Option("hour", "choice", "day", "Hour", "时间", ("dawn", "day", "golden", "sunset", "dusk", "night")),
    Option("season", "choice", "summer", "Season", "季节", ("summer", "autumn", "winter", "spring")),
    Option("weather", "choice", "clear", "Weather", "天气", ("clear", "clouds", "overcast", "rain", "fog", "snowfall")),
)
