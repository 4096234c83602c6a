"""Reads the small Markdown of lessons into blocks: paragraphs, items, code, and console lines that can be run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from textual.content import Content
from textual.style import Style

from tutor.packs.glossary import pattern
from tutor.packs.prose import readable
from tutor.tui.cells import clean
from tutor.values import frozen

BlockKind = Literal["text", "heading", "item", "command", "output", "code"]
INLINE = re.compile(r"`([^`\n]+)`|\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|\[([^\]\n]+)\]\([^)\s]*\)")
STYLES = ("$code", "bold", "italic", "underline")
CODE, STRONG = 1, 2
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
            made[-1] = Block(kind="output", text=f"{made[-1].text}\n{readable(line)}")
        else:
            made.append(Block(kind="output", text=readable(line)))
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
    return Glossed({})(text)


class Glossed:
    """Styles the paragraphs of one page, and underlines each word of the glossary where it first stands."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._names = {word.casefold(): word for word in words}
        self._pattern = pattern(words)
        self.found: list[str] = []

    def __call__(self, text: str) -> Content:
        """Style one paragraph."""
        parts: list[Content] = []
        end = 0
        for match in INLINE.finditer(text):
            parts += self._plain(text[end : match.start()])
            group = next(n for n in range(1, 5) if match[n] is not None)
            sought = group == STRONG or (group == CODE and self._named(match[group]))  # `targetPort` is a word, too
            inner = self._plain(match[group]) if sought else [Content(match[group])]
            parts += [one.stylize_before(STYLES[group - 1]) for one in inner]
            end = match.end()
        return Content("").join([*parts, *self._plain(text[end:])])

    def _plain(self, text: str) -> list[Content]:
        """Underline what is explained; a click opens it."""
        parts: list[Content] = []
        end = 0
        for match in self._pattern.finditer(text):
            word = self._named(match[0])
            if not word or word in self.found:
                continue
            self.found.append(word)
            style = Style(underline=True) + Style.from_meta({"@click": ("screen.word", (word,))})
            parts += [Content(text[end : match.start()]), Content.styled(match[0], style)]
            end = match.end()
        return [*parts, Content(text[end:])]

    def _named(self, seen: str) -> str:
        """The word that is meant, also by its plural."""
        low = seen.casefold()
        return self._names.get(low) or self._names.get(low.removesuffix("s"), "")
