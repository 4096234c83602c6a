"""Reads the small Markdown of lessons into blocks: paragraphs, items, code, and console lines that can be run."""

from __future__ import annotations

import re
from typing import Literal

from textual.content import Content

from tutor.tui.cells import clean
from tutor.values import frozen

BlockKind = Literal["text", "heading", "item", "command", "output", "code"]
INLINE = re.compile(r"`([^`\n]+)`|\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|\[([^\]\n]+)\]\([^)\s]*\)")
STYLES = ("$code", "bold", "italic", "underline")
FENCE = re.compile(r"(?P<fence>~~~+|```+)\s*(?P<language>\w*).*")
ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*]|\d+\.)\s+(?P<text>.*)")


@frozen
class Block:
    """One block of prose; `mark` is the bullet of an item or the language of code."""

    kind: BlockKind
    text: str
    mark: str = ""


def blocks(source: str) -> tuple[Block, ...]:
    """Split prose into blocks; never fails, what is not known is a paragraph."""
    found: list[Block] = []
    lines = clean(source).split("\n")
    while lines:
        fence = FENCE.fullmatch(lines[0])
        taken, made = _fenced(lines, fence) if fence else _line(lines, found)
        found += made
        lines = lines[taken:]
    return tuple(found)


def _fenced(lines: list[str], fence: re.Match[str]) -> tuple[int, list[Block]]:
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == fence["fence"]), len(lines))
    body = lines[1:end]
    made = _console(body) if fence["language"] == "console" else [_code("\n".join(body), fence["language"])]
    return end + 1, made


def _code(text: str, language: str) -> Block:
    return Block(kind="code", text=text, mark=language)


def _console(body: list[str]) -> list[Block]:
    made: list[Block] = []
    for line in body:
        if line.startswith("$ "):
            made.append(Block(kind="command", text=line[2:].strip()))
        elif made and made[-1].kind == "output":
            made[-1] = Block(kind="output", text=f"{made[-1].text}\n{line}")
        else:
            made.append(Block(kind="output", text=line))
    return made


def _line(lines: list[str], before: list[Block]) -> tuple[int, list[Block]]:
    """Take one paragraph, heading or item; lines that follow it without a blank one belong to it."""
    del before
    if not lines[0].strip():
        return 1, []
    if lines[0].startswith("#"):
        return 1, [Block(kind="heading", text=lines[0].lstrip("# "))]
    end = next((n for n, line in enumerate(lines[1:], 1) if _begins(line)), len(lines))
    item = ITEM.fullmatch(lines[0])
    first = item["text"] if item else lines[0]
    text = " ".join(part.strip() for part in (first, *lines[1:end]))
    if item:
        return end, [Block(kind="item", text=text, mark=item["indent"] + item["mark"].replace("*", "-"))]
    return end, [Block(kind="text", text=text)]


def _begins(line: str) -> bool:
    return not line.strip() or line.startswith("#") or bool(FENCE.fullmatch(line)) or bool(ITEM.fullmatch(line))


def inline(text: str) -> Content:
    """Turn `code`, **strong**, *soft* and [links](…) of one paragraph into styles; nothing else is markup."""
    parts: list[Content] = []
    end = 0
    for match in INLINE.finditer(text):
        parts.append(Content(text[end : match.start()]))
        group = next(n for n in range(1, 5) if match[n] is not None)
        parts.append(Content.styled(match[group], STYLES[group - 1]))
        end = match.end()
    return Content("").join([*parts, Content(text[end:])])
