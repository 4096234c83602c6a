"""The glossary of a pack: words of its pages with a short text each, one file a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tutor.packs.model import Localized, Pack
from tutor.packs.places import Places
from tutor.packs.problem import Problem
from tutor.packs.schema import GLOSSARY
from tutor.packs.source import Source
from tutor.packs.yaml_file import YamlFile, read_yaml


def read_glossary(source: Source, locale: str) -> YamlFile:
    """Read `prose/<locale>/glossary.yaml`; it may be missing."""
    name = f"prose/{locale}/glossary.yaml"
    return read_yaml(name, source.files[name], GLOSSARY) if name in source.files else YamlFile(name=name)


def words_of(file: YamlFile) -> Localized:
    """The words of a file that was read, none when it is missing or at fault."""
    value: Any = file.value
    return value if not file.problems and isinstance(value, dict) else {}


def pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    """Find any of the words in a text, the longest first; Latin ones stand alone, Korean ones may carry a particle."""
    ranked = sorted(words, key=lambda word: (-len(word), word))
    parts = (
        rf"(?<![\w-])(?:{re.escape(word)})s?(?![a-z0-9_-])" if word.isascii() else re.escape(word) for word in ranked
    )
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def unused_words(pack: Pack, places: Places) -> Iterator[Problem]:
    """Rule L10: a word that no page of its language uses is a mistake."""
    for locale, words in sorted(pack.glossary.items()):
        pages = [lesson.prose[locale] for lesson in pack.lessons if locale in lesson.prose]
        bodies = "\n".join(
            text
            for page in pages
            for text in (page.situation, *(task.body for task in page.tasks), page.why, page.next)
        )
        for word in words:
            if not pattern({word: ""}).search(bodies):
                yield places.in_glossary(locale, word, "L10", f'no page uses the word "{word}"')
