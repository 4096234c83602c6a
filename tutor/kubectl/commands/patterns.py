"""Regular expressions as grep and sed write them, turned into Python's."""

from __future__ import annotations

import re

_CLASSES = {
    "alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9", "upper": "A-Z", "lower": "a-z",
    "space": r"\s", "blank": r" \t", "punct": r"!-/:-@\[-`{-~", "xdigit": "0-9A-Fa-f",
}  # fmt: skip
MOST_CHARACTERS = 1_000
_REPEATED_GROUP = re.compile(r"[*+}]\)[*+{]")


class PatternFault(ValueError):  # noqa: N818 - a learner's fault
    """An expression that cannot be used."""


def pattern_of(text: str, *, extended: bool, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a basic or extended POSIX expression; raises PatternFault."""
    if len(text) > MOST_CHARACTERS:
        raise PatternFault("Regular expression too big")
    source = _translate(text, extended)
    if _REPEATED_GROUP.search(source):  # (a+)+ could take longer than anybody waits
        raise PatternFault("Regular expression too big")
    try:
        return re.compile(source, re.IGNORECASE if ignore_case else 0)
    except (re.error, OverflowError) as fault:
        raise PatternFault("Invalid regular expression") from fault


def _translate(text: str, extended: bool) -> str:
    found: list[str] = []
    at = 0
    while at < len(text):
        mark = text[at]
        if mark == "[":
            piece, at = _bracket(text, at)
        elif mark == "\\" and at + 1 < len(text):
            piece, at = _escaped(text[at + 1], extended), at + 2
        elif mark in "(){}|+?" and not extended:
            piece, at = "\\" + mark, at + 1
        elif mark == "*" and (not found or found[-1] in {"^", "("}) and not extended:
            piece, at = "\\*", at + 1
        elif mark == "\\":
            raise PatternFault("Trailing backslash")
        else:
            piece, at = mark, at + 1
        found.append(piece)
    return "".join(found)


def _escaped(mark: str, extended: bool) -> str:
    if mark in "(){}|+?":
        return "\\" + mark if extended else mark
    if mark in "wWsSbB" or mark.isdigit():
        return "\\" + mark
    if mark in "<>":
        return r"\b"
    if mark in "nt":
        return {"n": "\n", "t": "\t"}[mark]
    return re.escape(mark)


def _bracket(text: str, at: int) -> tuple[str, int]:
    start = at + 1
    negated = text[start : start + 1] == "^"
    start += negated
    end = start + (text[start : start + 1] == "]")
    while end < len(text) and text[end] != "]":
        closing = text.find(":]", end) if text.startswith("[:", end) else -1
        end = closing + 2 if closing >= 0 else end + 1
    if end >= len(text):
        raise PatternFault("Unmatched [, [^, [:, [., or [=")
    inside = text[start:end].replace("\\", "\\\\")
    for name in _CLASSES:
        inside = inside.replace(f"[:{name}:]", f"\0{name}\0")
    inside = (
        inside.replace("[", "\\[")
        .replace("]", "\\]")
        .replace("&&", "&\\&")
        .replace("--", "-\\-")
        .replace("||", "|\\|")
        .replace("~~", "~\\~")
    )
    for name, letters in _CLASSES.items():
        inside = inside.replace(f"\0{name}\0", letters)
    return f"[{'^' if negated else ''}{inside}]", end + 1
