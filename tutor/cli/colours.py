"""Colours for what the shell prints at a terminal; none where NO_COLOR says so or nobody looks."""

from __future__ import annotations

import os
import re
import sys

_YAML = re.compile(r"\A(apiVersion|kind|metadata):", re.MULTILINE)
MOST_PAINTED = 200_000


def wanted() -> bool:
    """Whether colours are welcome."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb" and sys.stdout.isatty()


def paint(text: str) -> str:
    """The text with colours when it is YAML or JSON; anything else stays as it is."""
    looks_like = "json" if text[:1] in {"{", "["} else "yaml" if _YAML.match(text) else ""
    if not looks_like or len(text) > MOST_PAINTED or not wanted():
        return text
    from pygments import highlight
    from pygments.formatters import TerminalFormatter
    from pygments.lexers import get_lexer_by_name

    painted: str = highlight(text, get_lexer_by_name(looks_like), TerminalFormatter())
    return painted
