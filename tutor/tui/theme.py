"""Colours: one accent, and green, yellow and red for ready, waiting and wrong."""

from __future__ import annotations

from rich.style import Style
from textual.theme import Theme
from textual.widgets.text_area import TextAreaTheme

DARK = Theme(
    name="tutor-dark",
    primary="#7aa8e0",
    secondary="#7aa8e0",
    accent="#7aa8e0",
    foreground="#ccd3dc",
    background="#12161c",
    surface="#12161c",
    panel="#1a2028",
    boost="#222a34",
    success="#84ba8a",
    warning="#d9b15f",
    error="#e38479",
    dark=True,
    variables={
        "muted": "#929da9",
        "text-muted": "#929da9",  # what Textual greys in its own widgets
        "text-disabled": "#929da9",
        "line": "#323c48",
        "code": "#a8c3e6",
        "key": "#8fb2e0",
        "number": "#d8dee6",
        "text-soft": "#b6bfca",
        "footer-background": "#1a2028",
        "block-cursor-background": "#1e3355",
        "block-cursor-foreground": "#e6ebf1",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#1f2731",
        "block-hover-background": "#1f2731",
        "input-selection-background": "#1e3355",
        "screen-selection-background": "#1e3355",
        "scrollbar": "#323c48",
        "scrollbar-background": "#12161c",
        "scrollbar-corner-color": "#12161c",
        "scrollbar-background-hover": "#12161c",
        "scrollbar-background-active": "#12161c",
    },
)
LIGHT = Theme(
    name="tutor-light",
    primary="#245ea8",
    secondary="#245ea8",
    accent="#245ea8",
    foreground="#22282f",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#efefeb",
    boost="#e4e4df",
    success="#26702f",
    warning="#7a5600",
    error="#ab3228",
    dark=False,
    variables={
        "muted": "#565e67",
        "text-muted": "#565e67",  # what Textual greys in its own widgets
        "text-disabled": "#565e67",
        "line": "#cfd2cf",
        "code": "#1f5591",
        "key": "#245ea8",
        "number": "#22282f",
        "text-soft": "#3c444d",
        "footer-background": "#efefeb",
        "block-cursor-background": "#d3e1f2",
        "block-cursor-foreground": "#14181c",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#ececea",
        "block-hover-background": "#ececea",
        "input-selection-background": "#cfe0f5",
        "screen-selection-background": "#cfe0f5",
        "scrollbar": "#cfd2cf",
        "scrollbar-background": "#fbfbf9",
        "scrollbar-corner-color": "#fbfbf9",
        "scrollbar-background-hover": "#fbfbf9",
        "scrollbar-background-active": "#fbfbf9",
    },
)
CONTRAST = Theme(
    name="tutor-contrast",
    primary="#ffd75f",
    secondary="#ffd75f",
    accent="#ffd75f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    boost="#202020",
    success="#5fff87",
    warning="#ffaf00",
    error="#ff8787",
    dark=True,
    variables={
        "muted": "#c6c6c6",
        "text-muted": "#c6c6c6",  # what Textual greys in its own widgets
        "text-disabled": "#c6c6c6",
        "line": "#8a8a8a",
        "code": "#87d7ff",
        "key": "#87d7ff",
        "number": "#ffffff",
        "text-soft": "#e4e4e4",
        "footer-background": "#101010",
        "block-cursor-background": "#003a85",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#303030",
        "block-hover-background": "#303030",
        "input-selection-background": "#003a85",
        "screen-selection-background": "#003a85",
        "scrollbar": "#8a8a8a",
        "scrollbar-background": "#000000",
        "scrollbar-corner-color": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)


def editor_theme(theme: Theme) -> TextAreaTheme:
    """Colour YAML with the colours of the window; everything but the syntax comes from the style sheet."""
    colours = theme.variables
    plain = Style(color=theme.foreground)
    return TextAreaTheme(
        name=theme.name,
        syntax_styles={
            "yaml.field": Style(color=colours["key"]),
            "string": plain,
            "number": Style(color=colours["number"]),
            "boolean": plain,
            "constant.builtin": plain,
            "comment": Style(color=colours["muted"], italic=True),
            "punctuation.delimiter": Style(color=colours["muted"]),
            "punctuation.bracket": Style(color=colours["muted"]),
            "punctuation.special": Style(color=colours["muted"]),
        },
    )
