"""Text in terminal cells: what is safe to print, how wide it is, how it is cut."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size

ELLIPSIS = "…"
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
_HIDDEN = (0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)
_SAFE = _PICTURES | dict.fromkeys(_HIDDEN, "\ufffd")


def clean(text: str) -> str:
    """Make control and direction characters visible, so that no text can move the cursor or hide other text."""
    return text.replace("\r\n", "\n").expandtabs(8).translate(_SAFE)


def fit(text: str, width: int) -> str:
    """Cut or pad `text` to exactly `width` cells."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + ELLIPSIS, width)


def shorten(name: str, width: int, tail: int = 5) -> str:
    """Cut a name in its middle and keep its last `tail` characters, which tell pods of one owner apart."""
    if cell_len(name) <= width:
        return name
    if width < tail + 4:
        return fit(name, width)
    return f"{set_cell_size(name, width - tail - 2).rstrip()}{ELLIPSIS}-{name[-tail:]}"


def wrap(text: str, width: int, most: int) -> list[str]:
    """Break `text` between words into at most `most` lines of `width` cells; an ellipsis says that there is more."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines += chop_cells(word, max(1, width))
    if len(lines) > most > 0:
        lines[most - 1] = fit(f"{lines[most - 1]} {lines[most]}", width)
    return lines[:most]
