"""What must never stand on a screen: ids without words, open placeholders, raw markup, words of the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tutor import words

AREAS = "|".join(words.AREAS)
FAULTS = {
    "id without words": re.compile(rf"\b(?:{AREAS})\.[a-z][a-z.-]*[a-z](?![a-z]*\.[a-z])"),
    "open placeholder": re.compile(r"(?<!%)\{(?!end\}|range )[a-z_-]+\}|(?:^|\s)\?{1,3}(?=\s|$)|<\?>"),
    "raw markup": re.compile(r"\*\*\S|~~~|\| -{3}|\]\(|\[/?(?:bold|dim|italic|\$)[^\]]*\]"),
}
HANGUL = re.compile("[가-힣]")
KEY_NAMES = re.compile(r"한국어 / English|(?:Ctrl|Alt|Shift)\+\S+|\bF\d+\b|\bTab\b|\bEsc\b|\bEnter\b|\bEN\b|\bSpace\b")
LATIN = re.compile(r"[A-Za-z]{3,}")


def leaks(lines: Sequence[str], locale: str) -> list[str]:
    """Name what should not be on a screen of this language, each with the line that has it."""
    found = [f"{name}: {line.strip()}" for line in lines for name, fault in FAULTS.items() if fault.search(line)]
    return [*found, *(_korean(lines) if locale == "en" else _english(lines))]


def _korean(lines: Sequence[str]) -> Iterator[str]:
    """Korean where English is wanted; the button that changes the language says both."""
    for line in lines:
        if HANGUL.search(line.replace("한국어", "")):
            yield f"Korean: {line.strip()}"


def _english(lines: Sequence[str]) -> Iterator[str]:
    """English in the line of keys, or a whole sentence of the English window."""
    if lines and LATIN.search(KEY_NAMES.sub("", lines[-1])):
        yield f"English: {lines[-1].strip()}"
    screen = "\n".join(lines)
    for sentence in _sentences():
        if sentence in screen:
            yield f"English: {sentence}"


@cache
def _sentences() -> tuple[str, ...]:
    """What the English window says in three words or more, and the Korean one otherwise."""
    names = [name for name in words.ids("en") if name.startswith("window.")]
    pairs = ((words.sentence("en", name), words.sentence("ko", name)) for name in names)
    return tuple(english for english, korean in pairs if english != korean and english.count(" ") > 1)
