"""Colours for the console and for code in prose: Pygments finds the words, a small table gives them our few colours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from pygments import token
from pygments.lexer import Lexer, RegexLexer
from pygments.lexers.data import JsonLexer, YamlLexer
from textual.content import Content, Span

from tutor.tui.cells import clean
from tutor.tui.tables import HEADING

STYLES: dict[Any, str] = {
    token.Generic.Heading: "$muted",
    token.Generic.Error: "$error",
    token.Generic.Inserted: "$success",
    token.Generic.Emph: "$warning",
    token.Comment: "$muted",
    token.Name.Tag: "$key",
    token.Name.Builtin: "bold",
    token.Keyword: "$accent",
    token.Literal.String: "$text-soft",
    token.Number: "$number",
    token.Punctuation: "$muted",
}


class OutputLexer(RegexLexer):
    """What kubectl, curl and dig print for people."""

    name = "tutor-output"
    flags = re.MULTILINE
    tokens: ClassVar[dict[str, Any]] = {
        "root": [
            (rf"^{HEADING.pattern}$", token.Generic.Heading),
            (r"^(?:Error|error|Warning):? ", token.Generic.Error),
            (r"^;.*$", token.Comment),
            (r"\b(?:Running|Ready|Completed|created|configured|Active)\b", token.Generic.Inserted),
            (r"<(?:none|pending|unset|unknown)>", token.Generic.Emph),
            (r"\b(?:Pending|ContainerCreating|Terminating|unchanged)\b", token.Generic.Emph),
            (
                r"\b(?:CrashLoopBackOff|ErrImagePull|ImagePullBackOff|NotReady|refused|NXDOMAIN|Failed)\b",
                token.Generic.Error,
            ),
            (r"^[A-Z][A-Za-z ()-]*:(?= )", token.Name.Tag),
            (r"\w+", token.Text),
            (r"[^\w<]+?", token.Text),
            (r".|\n", token.Text),
        ]
    }


class CommandLexer(RegexLexer):
    """A line of the console: the program, its options, the rest."""

    name = "tutor-command"
    tokens: ClassVar[dict[str, Any]] = {
        "root": [
            (r"^\s*(?:\w+=\S*\s+)*[\w./-]+", token.Name.Builtin),
            (r"#.*$", token.Comment),
            (r"(?<=[|;&] )[\w-]+", token.Name.Builtin),
            (r"[|;&>]+", token.Keyword),
            (r"\s--?[\w-]+", token.Name.Tag),
            (r"\S|\s", token.Text),
        ]
    }


LEXERS: dict[str, type[Lexer]] = {
    "output": OutputLexer,
    "command": CommandLexer,
    "yaml": YamlLexer,
    "json": JsonLexer,
}
FIRST_WORDS = (("apiVersion:", "yaml"), ("{", "json"), ("[\n", "json"))
MOST_CHARACTERS = 60_000


def guess(text: str) -> str:
    """Name the lexer for what a command printed, from its first word."""
    return next((name for start, name in FIRST_WORDS if text.startswith(start)), "output")


def colour(text: str, lexer: str) -> Content:
    """Colour a text; very long ones stay plain, because nobody waits for colours."""
    safe = clean(text)
    known = LEXERS.get(lexer)
    if known is None or len(safe) > MOST_CHARACTERS:
        return Content(safe)
    return Content(safe, list(_spans(safe, known(stripnl=False, ensurenl=False))))


def _spans(text: str, lexer: Lexer) -> Iterable[Span]:
    position = 0
    for kind, value in lexer.get_tokens(text):
        style = _style(kind)
        if style:
            yield Span(position, position + len(value), style)
        position += len(value)


def _style(kind: Any) -> str:
    return next((STYLES[part] for part in reversed(kind.split()) if part in STYLES), "")
