"""One YAML file of a pack, read as kubectl reads YAML and held against a shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tutor.manifest import Json, Path, Span, parse
from tutor.packs.problem import START, Problem, problem
from tutor.packs.shape import Shape, faults
from tutor.values import frozen


@frozen
class YamlFile:
    """The value of a file with the place of everything in it; a value with problems must not be used."""

    name: str
    value: Json = None
    spans: Mapping[Path, Span] = field(default_factory=dict)
    key_spans: Mapping[Path, Span] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def at(self, path: Path, *, key: bool = False) -> Span:
        """Find the span of a path, else of the nearest thing around it."""
        if key and path in self.key_spans:
            return self.key_spans[path]
        for length in range(len(path), -1, -1):
            if path[:length] in self.spans:
                return self.spans[path[:length]]
        return START

    def problem(self, rule: str, message: str, path: Path = (), *, key: bool = False) -> Problem:
        """Say that a rule is broken at a path of this file."""
        return problem(self.name, rule, message, self.at(path, key=key))


def read_yaml(name: str, content: bytes, shape: Shape) -> YamlFile:
    """Read one document and name all its faults under rule L1."""
    parsed = parse(content)
    wrong = tuple(problem(name, "L1", found.message, found.span) for found in parsed.problems)
    if wrong or not parsed.documents:
        return YamlFile(name=name, problems=wrong or (problem(name, "L1", "the file is empty"),))
    first = parsed.documents[0]
    read = YamlFile(name=name, value=first.value, spans=first.spans, key_spans=first.key_spans)
    return check_shape(read, shape)


def check_shape(file: YamlFile, shape: Shape) -> YamlFile:
    """Hold the value against a shape."""
    found = tuple(
        file.problem("L1", f"{_dotted(fault.path)}{fault.message}", fault.path, key=fault.key)
        for fault in faults(shape, file.value)
    )
    return YamlFile(
        name=file.name, value=file.value, spans=file.spans, key_spans=file.key_spans, problems=(*file.problems, *found)
    )


def _dotted(path: Path) -> str:
    """Name a path for the reader of a problem, as `checks[0].id: `."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return f"{text}: " if text else ""
