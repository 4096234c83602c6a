"""A submission read: its objects with their places in the files, or the reason why it is rejected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from tutor.grading.fields import value_at
from tutor.grading.verdict import At, Fault, Message, Submission
from tutor.manifest import LIMITS, Document, Json, Parsed, Path, Span, parse
from tutor.packs.model import Allow, Lesson
from tutor.values import frozen, make, replace

# The largest known answer of a lesson has 300 values; what the API server does to thousands of them takes seconds.
BOUNDS = replace(LIMITS, nodes=1_000, total=2_000)
_CANON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
MOST_PROBLEMS = 50  # of one answer; a hostile one has thousands, and nobody reads them
Ref = tuple[str, str, str]  # kind, namespace, name


@frozen
class AnswerObject:
    """One object of an answer; `root` is where it stands in its document, which a List holds several of."""

    file: str
    document: Document
    value: Json
    root: Path = ()

    @property
    def ref(self) -> Ref:
        """Kind, namespace and name, "" where they are missing or no text."""
        row: Any = self.value if isinstance(self.value, dict) else {}
        meta: Any = row.get("metadata") if isinstance(row.get("metadata"), dict) else {}
        return _word(row.get("kind")), _word(meta.get("namespace")) or "default", _word(meta.get("name"))

    def at(self, path: Path, *, key: bool = False) -> At:
        """Find a path's place, else that of the nearest thing around it that is there."""
        whole = (*self.root, *self._narrowed(path))
        if key and whole in self.document.key_spans:
            return _at(self.file, self.document.key_spans[whole])
        for length in range(len(whole), -1, -1):
            spans = self.document.spans if length == len(whole) else self.document.key_spans
            span = spans.get(whole[:length]) or self.document.spans.get(whole[:length])
            if span is not None:
                return _at(self.file, span)
        return At(file=self.file, line=self.document.line, column=1)

    def _narrowed(self, path: Path) -> Path:
        """Go on to the only entry of a mapping such as a selector: that is the word to look at."""
        value = value_at(self.value, path)
        if path and isinstance(value, dict) and len(value) == 1:
            only = next(iter(value))
            return path if isinstance(value[only], (dict, list)) else (*path, only)
        return path


@frozen
class Answer:
    """All objects of a submission, in order; `broken` is the document that kubectl stops at after them."""

    objects: tuple[AnswerObject, ...]
    notes: tuple[Fault, ...] = ()
    broken: Fault | None = None
    canonical: str = ""


@frozen
class Rejection:
    """Why an answer is not graded at all."""

    code: str
    problems: tuple[Fault, ...]


def read_answer(submission: Submission, lesson: Lesson) -> Answer | Rejection:
    """Read all files of a submission; never raises for what they hold."""
    parsed = {name: parse(content, BOUNDS) for name, content in sorted(submission.files.items())}
    found = [(name, problem) for name, one in parsed.items() for problem in one.problems]
    first = next((_fault(name, problem) for name, problem in found if problem.severity == "error"), None)
    problems = tuple(_fault(name, problem) for name, problem in found[:MOST_PROBLEMS])
    objects = tuple(one for name, part in parsed.items() for one in _objects(name, part))
    if first and not (objects and any(one.error for part in parsed.values() for one in part.documents)):
        return Rejection(code=first.code, problems=problems if first in problems else (*problems, first))
    if not objects:
        at = At(file=next(iter(parsed), ""), line=1, column=1)
        empty = Fault(code="EMPTY", at=at, message=Message(id="grading.problem-empty"))
        return Rejection(code="EMPTY", problems=(empty,))
    wrong = _not_an_object(objects) or _not_allowed(objects, lesson.allow)
    if wrong:
        return replace(wrong, problems=(*wrong.problems, *problems))
    return make(Answer)(objects=objects, notes=problems, broken=first, canonical=_canonical(objects))


def digest(submission: Submission) -> str:
    """SHA-256 over the names and contents of the files."""
    total = hashlib.sha256()
    for name, content in sorted(submission.files.items()):
        total.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        total.update(content)
    return total.hexdigest()


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _at(file: str, span: Span) -> At:
    return At(file=file, line=span.start.line, column=span.start.column)


def _fault(file: str, found: Any) -> Fault:
    """Carry a problem of the text over, with the words it came with."""
    words = {**found.params, "message": found.message, "hint": found.hint}
    return Fault(
        code=found.code,
        at=_at(file, found.span),
        message=Message(id=f"grading.problem-{_dashed(found.code)}", params=words),
        severity=found.severity,
    )


def _reject(code: str, at: At, params: Mapping[str, str], words: str = "") -> Rejection:
    fault = Fault(code=code, at=at, message=Message(id=f"grading.{words or _dashed(code)}", params=params))
    return Rejection(code=code, problems=(fault,))


def _dashed(code: str) -> str:
    """Write TOO_DEEP as it stands in an id."""
    return code.lower().replace("_", "-")


def _objects(file: str, parsed: Parsed) -> Iterator[AnswerObject]:
    """Name the objects of a file; a List stands for its items."""
    for document in parsed.documents:
        if document.value is None:
            continue
        items = document.value.get("items") if isinstance(document.value, dict) else None
        kind = document.value.get("kind") if isinstance(document.value, dict) else None
        if isinstance(items, list) and isinstance(kind, str) and kind.endswith("List"):
            for index, item in enumerate(items):
                value = _typed_item(item, kind, document.value)
                yield AnswerObject(file=file, document=document, value=value, root=("items", index))
        else:
            yield make(AnswerObject)(file=file, document=document, value=document.value)


def _typed_item(item: Json, list_kind: str, whole: Json) -> Json:
    """Give an item of a ServiceList the kind that its list says, as kubectl does."""
    if isinstance(item, dict) and isinstance(whole, dict) and list_kind != "List" and "kind" not in item:
        return {"apiVersion": whole.get("apiVersion"), "kind": list_kind.removesuffix("List"), **item}
    return item


def _not_an_object(objects: tuple[AnswerObject, ...]) -> Rejection | None:
    for one in objects:
        if not isinstance(one.value, dict):
            return _reject("NOT_AN_OBJECT", one.at(()), {})
        for field, code in (("kind", "MISSING_KIND"), ("apiVersion", "MISSING_KIND")):
            if not _word(one.value.get(field)):
                return _reject(code, one.at(()), {"field": field})
    return None


def _not_allowed(objects: tuple[AnswerObject, ...], allow: Allow) -> Rejection | None:
    """Refuse what a lesson does not ask for: other kinds, other objects, too many of them."""
    takes = ", ".join(name.replace("/", " ", 1) for name in allow.objects)
    for number, one in enumerate(objects, start=1):
        row: Any = one.value
        kind = f"{row['apiVersion']}/{row['kind']}"
        name = "/".join(one.ref)
        if allow.kinds and kind not in allow.kinds and one.ref[0] in {other.rsplit("/", 1)[1] for other in allow.kinds}:
            continue  # a wrong apiVersion is the server's to refuse
        if number > allow.documents:
            return _reject("NOT_ALLOWED", one.at(()), {"limit": str(allow.documents)}, words="too-many-objects")
        if allow.objects and name not in allow.objects:
            seen = f"{one.ref[0]} {one.ref[1]}/{one.ref[2] or '?'}"
            return _reject("NOT_ALLOWED", one.at(_differing(one.ref, allow.objects)), {"seen": seen, "takes": takes})
    return None


def _differing(ref: Ref, allowed: tuple[str, ...]) -> Path:
    """Name the only field that keeps an object from being one that is allowed; else its name."""
    rows = [tuple(one.split("/")) for one in allowed]
    for field, path in enumerate((("kind",), ("metadata", "namespace"))):
        if any(
            row[field] != ref[field] and row[:field] + row[field + 1 :] == ref[:field] + ref[field + 1 :]
            for row in rows
        ):
            return path
    return "metadata", "name"


def _canonical(objects: tuple[AnswerObject, ...]) -> str:
    """SHA-256 of what the answer means: comments, order of keys and style do not count; the order of objects does."""
    values = [_CANON.encode(one.value) for one in objects]
    return hashlib.sha256("\n".join(values).encode("utf-8", "surrogatepass")).hexdigest()
