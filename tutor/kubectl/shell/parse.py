"""Parses a whole text: the here-documents are cut out first, then the rest becomes a tree."""

from __future__ import annotations

from itertools import pairwise

from tutor.kubectl.shell.nodes import Sequence
from tutor.kubectl.shell.tree import Parser
from tutor.kubectl.shell.words import Operator, ShellFault, Text, Word, cut


def parse_line(text: str) -> Sequence:
    """Parse a whole text, here-documents included; raises ShellFault."""
    code, documents = _take_documents(text)
    tokens = cut(code)
    places = [at for at, token in enumerate(tokens) if isinstance(token, Operator) and token.text in {"<<", "<<-"}]
    return Parser(tokens, dict(zip(places, documents, strict=False))).program()


def _take_documents(text: str) -> tuple[str, list[Word]]:
    """Cut the here-documents out of a text: the remaining code, and each document as a word."""
    if "<<" not in text:
        return text, []
    kept: list[str] = []
    documents: list[Word] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        kept.append(lines[at])
        at += 1
        for strip, delimiter, quoted in _delimiters(lines[at - 1]):
            body, at = _document(lines, at, delimiter, strip)
            documents.append((Text(body, quoted=True),) if quoted else _expandable(body))
    return "\n".join(kept), documents


def _delimiters(line: str) -> list[tuple[bool, str, bool]]:
    try:
        tokens = cut(line)
    except ShellFault:
        return []
    found = []
    for operator, word in pairwise(tokens):
        if isinstance(operator, Operator) and operator.text in {"<<", "<<-"} and not isinstance(word, Operator):
            texts = [part for part in word if isinstance(part, Text)]
            found.append((operator.text == "<<-", "".join(t.text for t in texts), any(t.quoted for t in texts)))
    return found


def _document(lines: list[str], at: int, delimiter: str, strip: bool) -> tuple[str, int]:
    body: list[str] = []
    while at < len(lines):
        line = lines[at].lstrip("\t") if strip else lines[at]
        at += 1
        if line == delimiter:
            return "".join(f"{one}\n" for one in body), at
        body.append(line)
    raise ShellFault(f"here-document delimited by end-of-file (wanted `{delimiter}')", open_ended=True)


def _expandable(body: str) -> Word:
    escaped = body.replace('"', '\\"')
    tokens = cut(f'"{escaped}"')
    return tokens[0] if tokens and not isinstance(tokens[0], Operator) else ()
