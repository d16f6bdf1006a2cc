"""The poster hand: few large flat shapes printed in one harmony of colours, no line but thin gaps of light."""

from __future__ import annotations

import numpy as np

from studio.labels import LANDSCAPE

from .. import noise
from ..colour import Floats, mix, smoothstep
from .lines import outlines
from .skies import clouds, disc, stars
from .strokes import falling, ripples
from .study import LUMA, Study
from .tones import palette_of, tones

_SKY_BANDS = 6
_BUILT = LANDSCAPE.ids("building", "house", "bridge")

# A print's inks from dark to light, on the screen (0..255): shadow, deep, body, light, paper.
_INKS: dict[str, tuple[tuple[int, int, int], ...]] = {
    "dawn": ((58, 48, 82), (118, 88, 122), (206, 138, 134), (246, 196, 160), (253, 236, 214)),
    "day": ((22, 56, 78), (36, 110, 120), (120, 168, 130), (240, 208, 138), (250, 240, 214)),
    "golden": ((66, 42, 52), (150, 78, 56), (218, 138, 66), (244, 192, 104), (253, 234, 188)),
    "sunset": ((50, 30, 66), (126, 46, 82), (214, 88, 74), (246, 156, 84), (254, 222, 160)),
    "dusk": ((32, 30, 66), (70, 62, 112), (132, 98, 140), (214, 150, 150), (248, 212, 186)),
    "night": ((12, 18, 44), (26, 44, 84), (52, 86, 128), (120, 152, 172), (244, 226, 160)),
}
# Its sky from the top down to the horizon.
_SKIES: dict[str, tuple[tuple[int, int, int], ...]] = {
    "dawn": ((92, 112, 158), (166, 152, 186), (238, 178, 172), (252, 214, 178), (254, 238, 208)),
    "day": ((28, 112, 152), (62, 152, 180), (122, 192, 200), (188, 220, 208), (244, 238, 208)),
    "golden": ((52, 126, 146), (124, 168, 158), (220, 196, 140), (250, 204, 116), (254, 230, 168)),
    "sunset": ((72, 48, 104), (150, 62, 106), (226, 92, 84), (250, 152, 84), (254, 212, 130)),
    "dusk": ((34, 38, 84), (72, 68, 126), (136, 100, 148), (212, 142, 150), (246, 198, 172)),
    "night": ((12, 20, 52), (20, 36, 76), (32, 58, 104), (52, 86, 134), (88, 122, 158)),
}
_SNOW_INKS = np.array([[204, 220, 234], [246, 249, 252]], np.float32) / 255  # where snow lies, paper is cool
_SEASON_INK = {
    "winter": (222, 232, 240),
    "autumn": (214, 122, 50),
    "spring": (176, 206, 120),
    "summer": (236, 204, 120),
}


def draw(study: Study) -> tuple[Floats, Floats]:
    """The picture (H, W, 3) on the screen, and the borders of its shapes (H, W), both 0 to 1."""
    inks = _inks(study)
    tone = tones(study, 2.6, 2)
    colours = _printed(study, palette_of(study, tone), inks)
    picture = colours[study.regions, tone]
    picture = mix(picture, 0.6 * picture + 0.4 * inks[3], ripples(study, 26) * np.float32(0.6))
    _sky(study, picture, inks)
    edges = _borders(picture)
    gap = outlines(study, 5.0)
    paper = inks[-1] if not study.frame.style.is_night else inks[2]
    bright = smoothstep(0.72, 0.86, picture @ LUMA)  # where light gaps wouldn't be seen, they are shaded
    between = mix(np.broadcast_to(paper, picture.shape), inks[1], bright * np.float32(0.7))
    picture = mix(picture, 0.35 * picture + 0.65 * between, gap * np.float32(0.75))
    fall = falling(study)
    if fall is not None:
        picture = mix(picture, 0.3 * picture + 0.7 * inks[-1], fall)
    return picture * _grain(study)[..., None], np.maximum(gap, edges)


def _borders(picture: Floats) -> Floats:
    """Where two flat colours meet (H, W), 0 to 1: the clear edges of a print without lines."""
    light = picture @ LUMA
    step = np.zeros_like(light)
    down, across = np.abs(np.diff(light, axis=0)), np.abs(np.diff(light, axis=1))
    for part, jump in ((step[1:], down), (step[:-1], down), (step[:, 1:], across), (step[:, :-1], across)):
        np.maximum(part, jump, out=part)
    return smoothstep(0.015, 0.08, step)


def _inks(study: Study) -> Floats:
    style = study.frame.style
    inks = np.array(_INKS.get(style.hour, _INKS["day"]), np.float32) / 255
    season = np.array(_SEASON_INK[style.season], np.float32) / 255
    if not style.is_night:
        inks[3] = 0.7 * inks[3] + 0.3 * season
        snow = np.float32(0.6 * style.snow_cover)
        inks[3:] += (_SNOW_INKS - inks[3:]) * snow
    grey = np.float32(0.45 * style.overcast)
    cool = (inks @ LUMA)[:, None] * np.array([0.96, 1.0, 1.05], np.float32)
    return np.asarray(inks + (cool - inks) * grey, np.float32)


def _printed(study: Study, colours: Floats, inks: Floats) -> Floats:
    """Colours (…, 3) drawn towards the ink of their brightness, keeping what tells materials apart."""
    light = colours @ LUMA
    low, high = np.quantile(study.photo[::4, ::4] @ LUMA, [0.02, 0.98])
    place = np.clip((light - low) / max(high - low, 0.08), 0, 1) * (len(inks) - 1)
    place = np.rint(place * 2) / 2
    first = np.minimum(place.astype(np.int64), len(inks) - 2)
    ink = inks[first] + (inks[first + 1] - inks[first]) * (place - first)[..., None]
    grey = light[..., None]
    own = grey + (colours - grey) * np.float32(1.25)
    own = own + (ink @ LUMA - light)[..., None]
    share = np.float32(0.46) - np.clip(colours[..., 2] - colours[..., 0], 0, np.float32(0.26))  # water stays blue
    return np.asarray(np.clip(own + (ink - own) * share[..., None], 0, 1), np.float32)


def _sky(study: Study, picture: Floats, inks: Floats) -> None:
    """Lays bands of sky, disc and clouds into `picture`, in place."""
    open_sky = study.open_sky
    if not open_sky.any():
        return
    style = study.frame.style
    shining = disc(study)
    horizon = max(study.frame.horizon, 0.15)
    drift = study.frame.offsets("bands")
    rise = study.y / np.float32(horizon)
    if shining is not None:
        reach = np.hypot(study.x - np.float32(study.frame.sun.x), study.y - np.float32(study.frame.sun.y))
        rise = 0.45 * rise + 0.55 * (1 - np.minimum(reach / np.float32(0.9), 1))
    else:
        rise = rise + 0.045 * noise.value(
            study.x * 1.1 + drift[0] + 0 * study.y, study.y * 1.2 + drift[1] + 0 * study.x
        )
    band = np.clip(rise * _SKY_BANDS, 0, _SKY_BANDS - 1).astype(np.int32)
    wash = _sky_inks(study)[band]
    if shining is not None:
        wash = mix(wash, inks[-1] if not style.is_night else shining.colour, shining.cover)
    if style.is_night and study.details:
        wash[stars(study)] = inks[-1]
    puffs = clouds(study, 9.0)
    if puffs is not None:
        light = 0.5 * inks[-1] + 0.5 * puffs.light
        body = light + puffs.shade[..., None] * np.float32(0.5) * (0.5 * inks[3] + 0.5 * puffs.dark - light)
        wash = mix(wash, body, puffs.cover)
    picture[open_sky] = wash[open_sky]


def _sky_inks(study: Study) -> Floats:
    """The bands' colours (_SKY_BANDS, 3) from the top down: the hour's, drawn a little towards the painted sky's."""
    style = study.frame.style
    horizon = max(1, round(min(study.frame.horizon, 1) * len(study.sky)))
    places = (np.arange(_SKY_BANDS) * horizon) // _SKY_BANDS
    own = study.sky[places].mean(1)
    ramp = np.array(_SKIES.get(style.hour, _SKIES["day"]), np.float32) / 255
    t = np.linspace(0, len(ramp) - 1, _SKY_BANDS)
    printed = np.stack([np.interp(t, np.arange(len(ramp)), ramp[:, k]) for k in range(3)], -1)
    overcast = np.float32(style.overcast)
    printed = printed + ((0.5 * printed @ LUMA + 0.3)[:, None] - printed) * (0.8 * overcast)
    share = 0.2 + 0.3 * overcast
    return np.asarray(share * own + (1 - share) * printed, np.float32)


def _grain(study: Study) -> Floats:
    """The tooth of the paper (H, W), about 1."""
    drift = study.frame.offsets("paper")
    tooth = noise.value(study.x * 90 + drift[0] + 0 * study.y, study.y * 90 + drift[1] + 0 * study.x)
    return np.asarray(1 + np.float32(0.012) * tooth)
