"""Where in a pack's files something stands: for rules that speak of a lesson after it was frozen."""

from __future__ import annotations

from tutor.manifest import Path, Position, Span
from tutor.packs.model import Lesson
from tutor.packs.problem import START, Problem, problem
from tutor.packs.shape import Anything
from tutor.packs.source import Source
from tutor.packs.yaml_file import YamlFile, read_yaml
from tutor.values import frozen


@frozen
class Places:
    """Finds lines and columns in the files of a pack; what is not found stands at the start of its file."""

    source: Source

    def in_lesson(self, lesson: Lesson, rule: str, message: str, path: Path = ()) -> Problem:
        """Point at a path of lesson.yaml."""
        return self._yaml(f"lessons/{lesson.id}/lesson.yaml").problem(rule, message, path, key=True)

    def in_feedback(self, lesson: Lesson, locale: str, name: str, rule: str, message: str) -> Problem:
        """Point at a feedback text: in the lesson's own file, else in the pack's."""
        own = self._yaml(f"prose/{locale}/{lesson.id}.feedback.yaml")
        if (name,) in own.spans:
            return own.problem(rule, message, (name,), key=True)
        return self.in_shared(locale, name, rule, message)

    def words_file(self, lesson: Lesson, locale: str) -> str:
        """Name the file that lacks a feedback text: the lesson's own, or the pack's when only that is there."""
        own, shared = f"prose/{locale}/{lesson.id}.feedback.yaml", f"prose/{locale}/feedback.yaml"
        return shared if shared in self.source.files and own not in self.source.files else own

    def in_shared(self, locale: str, name: str, rule: str, message: str) -> Problem:
        """Point at a feedback text of the pack."""
        return self._yaml(f"prose/{locale}/feedback.yaml").problem(rule, message, (name,), key=True)

    def in_glossary(self, locale: str, word: str, rule: str, message: str) -> Problem:
        """Point at a word of the pack's glossary."""
        return self._yaml(f"prose/{locale}/glossary.yaml").problem(rule, message, (word,), key=True)

    def in_page(self, lesson: Lesson, locale: str, text: str, rule: str, message: str) -> Problem:
        """Point at the first place of a text in a lesson's page."""
        name = f"prose/{locale}/{lesson.id}.md"
        page = self.source.files.get(name, b"").decode("utf-8-sig", "replace")
        return problem(name, rule, message, _span(page, text))

    def _yaml(self, name: str) -> YamlFile:
        content = self.source.files.get(name)
        return YamlFile(name=name) if content is None else read_yaml(name, content, Anything())


def _span(page: str, text: str) -> Span:
    """Find a text that stands on one line; columns count characters from 1."""
    for number, line in enumerate(page.splitlines(), start=1):
        column = line.find(text) + 1
        if text and column:
            start = Position(line=number, column=column)
            return Span(start=start, end=Position(line=number, column=column + len(text)))
    return START
