"""How well one colour can be told from another, and the nearest that can: WCAG 2.2 and OKLCH."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

#: Contrast that text must have with its background (WCAG 2.2, 1.4.3); and that colours get on a dark page, where
#: less looks switched off.
TEXT, IN_THE_DARK = 4.5, 9.0
WHITE, BLACK = "#ffffff", "#000000"
#: Steps of lightness, from black to white, in which the nearest colour is looked for.
STEPS = 400


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (`#00703c`), from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least(colour: str, others: Iterable[str]) -> float:
    """Return the lowest contrast ratio that a colour has with any of the others."""
    return min(contrast(colour, other) for other in others)


def ink_on(colour: str) -> str:
    """Return the colour of text on another: white where that can be read, else black, which then can."""
    return WHITE if contrast(colour, WHITE) >= TEXT else BLACK


def nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """Return the colour that passes and whose lightness differs the least; the colour itself where it passes."""
    if passes(colour):
        return colour
    light, chroma, hue = _oklch(colour)
    every = sorted((step / STEPS for step in range(STEPS + 1)), key=lambda step: abs(step - light))
    return next(made for step in every if passes(made := _hex(step, chroma, hue)))


def lighter(colour: str, by: float) -> str:
    """Return the colour with so much more lightness, of 1; with less where ``by`` is below zero."""
    light, chroma, hue = _oklch(colour)
    return _hex(min(1.0, max(0.0, light + by)), chroma, hue)


def _linear(colour: str) -> list[float]:
    """Red, green and blue from 0 to 1 without sRGB's curve (WCAG 2.2, "relative luminance")."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> tuple[float, float, float]:
    """Lightness, chroma and hue (B. Ottosson, "A perceptual color space for image processing", 2020)."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def _hex(light: float, chroma: float, hue: float) -> str:
    """The colour as it is written, with as much of its chroma as a screen can show."""
    low, high = 0.0, chroma
    for _ in range(0 if _is_shown(_from_oklch(light, chroma, hue)) else 12):
        middle = (low + high) / 2
        low, high = (middle, high) if _is_shown(_from_oklch(light, middle, hue)) else (low, middle)
    parts = (min(1.0, max(0.0, part)) for part in _from_oklch(light, high, hue))
    curved = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in curved)


def _is_shown(parts: Iterable[float]) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in parts)


def _from_oklch(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
