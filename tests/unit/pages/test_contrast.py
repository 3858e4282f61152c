"""Contrast as WCAG 2.2 reckons it, and every colour that is made from a council's own."""

from __future__ import annotations

import random
import re

import pytest

from apdir import brand
from apdir.brand import colours
from apdir.contrast import TEXT, WHITE, contrast, ink_on, least, nearest
from apdir.summary.statuses import TONES
from tests.support.brand import drawn
from tests.support.sites import ROOT

COLOUR = re.compile(r"--ap-([a-z-]+): (#[0-9a-f]{3}(?:[0-9a-f]{3})?);")
#: What text stands on: the page, and what is behind notes, tables and standings.
GROUNDS = ("paper", "wash", "good-wash", "caution-wash", "ended-wash", "stop-wash", "neutral-wash", "officers-wash")


def of_theme(name: str) -> dict[str, str]:
    found = dict(COLOUR.findall((ROOT / "theme" / name).read_text(encoding="utf-8")))
    return {
        key: value if len(value) == 7 else "#" + "".join(sign * 2 for sign in value[1:]) for key, value in found.items()
    }


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#ffdd00", "#000000", 15.59),
        ("#00703c", "#00703c", 1.0),
    ],
)
def test_contrast_is_what_wcag_reckons(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("colour", "near"),
    [
        ("#00703c", "#00703c"),
        ("#ffdd00", "#897600"),
        ("#ff0000", "#ee0000"),
        ("#777777", "#767676"),
        ("#ffffff", "#767676"),
    ],
)
def test_the_nearest_colour_has_the_same_hue_and_just_passes(colour: str, near: str) -> None:
    found = nearest(colour, lambda made: contrast(made, WHITE) >= TEXT)
    assert found == near
    assert colour == near or contrast(found, WHITE) < TEXT + 0.2


def test_the_grounds_are_those_of_the_theme() -> None:
    for grounds, name in ((brand.LIGHT, "styles/tokens.css"), (brand.DARK, "assets/dark.css")):
        theme = of_theme(name)
        assert grounds == tuple(theme[ground] for ground in GROUNDS)
    assert of_theme("styles/tokens.css")["brand"] == brand.BAND


@pytest.mark.parametrize("name", ["styles/tokens.css", "assets/dark.css"])
def test_each_tone_is_a_colour_of_its_own_and_can_be_read(name: str) -> None:
    theme, tones = of_theme(name), set(TONES.values())
    assert len({theme[tone] for tone in tones}) == len(tones)
    for tone in tones:
        assert least(theme[tone], (theme["paper"], theme[f"{tone}-wash"])) >= TEXT, tone


@pytest.mark.slow
def test_two_hundred_random_colours_can_be_read_in_light_and_dark() -> None:
    for colour, header in drawn(200):
        for band in (None, header):
            light, dark = colours(colour, band)
            assert light["primary"] == colour
            assert light["brand"] == (band or colour)
            for made, grounds in ((light, brand.LIGHT), (dark, brand.DARK)):
                assert least(made["link"], grounds) >= TEXT, (colour, made)
                assert least(made["link-hover"], grounds) >= TEXT, (colour, made)
                assert contrast(made["primary-ink"], made["primary"]) >= TEXT, (colour, made)
                assert contrast(made["primary"], grounds[0]) >= TEXT, (colour, made)
            assert contrast(light["brand-ink"], light["brand"]) >= TEXT, (colour, light)
            assert contrast(light["brand-mark"], light["brand"]) >= 3, (colour, light)


def test_text_on_any_colour_is_white_or_black_and_can_be_read() -> None:
    chance = random.Random(3)
    for _ in range(500):
        colour = f"#{chance.randrange(1 << 24):06x}"
        assert contrast(ink_on(colour), colour) >= TEXT


def test_where_nothing_is_set_the_theme_stands() -> None:
    assert colours(None, None) == ({}, {})
    assert set(colours(None, "#ffdd00")[0]) == {"brand", "brand-ink", "brand-mark", "brand-edge"}
