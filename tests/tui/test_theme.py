"""Every word can be read on every ground it may stand on: the contrast that WCAG asks of text, from the themes."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tutor.tui.theme import THEMES

LEAST = 4.5
TEXT = (
    *("foreground", "primary", "accent", "success", "warning", "error"),
    *("muted", "text-muted", "text-disabled", "code", "key", "number", "text-soft", "block-cursor-foreground"),
)
GROUNDS = (
    *("background", "surface", "panel", "boost", "footer-background", "block-hover-background"),
    *("block-cursor-background", "block-cursor-blurred-background"),
    *("input-selection-background", "screen-selection-background"),
)


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_text_is_too_pale_for_any_ground(theme: Theme) -> None:
    pale = [
        (text, ground, round(ratio, 2))
        for text in TEXT
        for ground in GROUNDS
        if (ratio := contrast(colour(theme, text), colour(theme, ground))) < LEAST
    ]
    assert pale == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_is_unimportant_is_quieter_than_the_text(theme: Theme) -> None:
    muted, text, ground = (colour(theme, name) for name in ("muted", "foreground", "background"))
    assert contrast(muted, ground) < 0.75 * contrast(text, ground)


def test_black_on_white_is_as_far_apart_as_colours_are() -> None:
    assert round(contrast(Color.parse("#000000"), Color.parse("#ffffff")), 2) == 21.0


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2: from 1 for the same colour to 21 for black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
