"""The `proof` of a lesson.yaml, rewritten from what its known answers really get; all else stays as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from tutor.packs.model import Outcome
from tutor.packs.source import Source


def with_unnamed(source: Source) -> Source:
    """Name the proof files that are there and forget those that are gone, so that the pack can be loaded and graded."""

    def change(name: str, text: str) -> str:
        root = name.removesuffix("lesson.yaml")
        return _named(text, [one.removeprefix(root) for one in sorted(source.files) if one.startswith(root)])

    return _changed(source, change)


def without_outcomes(source: Source) -> Source:
    """Forget what is promised of the known answers: what it speaks of may be gone, and it will be written anew."""

    def change(_: str, text: str) -> str:
        before, row, after = _split(text)
        proof = row["proof"]
        for name in _OWN:
            proof.pop(name, None)
        mistakes = proof.get("mistakes") or {}
        for name, known in mistakes.items():
            mistakes[name] = _flow({"also": list(_also(known))} if _also(known) else {})
        return before + _written(row) + after

    return _changed(source, change)


def _changed(source: Source, change: Callable[[str, str], str]) -> Source:
    """Change the texts of all lessons; one whose proof cannot be read stays, and is named when it is loaded."""
    files = dict(source.files)
    for name, content in source.files.items():
        if name.startswith("lessons/") and name.endswith("/lesson.yaml"):
            with suppress(YAMLError, AttributeError, TypeError, UnicodeDecodeError):
                files[name] = change(name, content.decode("utf-8-sig")).encode()
    return Source(files=files, problems=source.problems)


def _named(text: str, own: list[str]) -> str:
    """Make the proof speak of the files that a lesson's folder holds; `own` are their names."""
    before, row, after = _split(text)
    proof = row["proof"]
    rows = proof.get("mistakes") or {}
    known = [*(proof.get("also-passes") or ()), *rows, *(name for one in rows.values() for name in _also(one))]
    missing = [name for name in own if name.startswith("proof/") and name not in known]
    gone = [name for name in known if name not in own]
    if not missing and not gone:
        return text
    for name in gone:
        if name in (proof.get("also-passes") or ()):
            proof["also-passes"].remove(name)
        rows.pop(name, None)
        for one in rows.values():
            _forget(one, name)
    mistakes = _part(proof, "mistakes")
    for name in missing:
        mistakes[name] = _flow({})
    return before + _written(row) + after


def with_outcomes(text: str, outcomes: Mapping[str, Outcome], points: int) -> str:
    """Write what each known answer gets; one that gets every point is a right answer, the others are mistakes."""
    before, row, after = _split(text)
    proof = row["proof"]
    for name in _OWN:
        _put(proof, name, outcomes[name])
    right = [name for name, one in outcomes.items() if name not in _OWN and one.score == points]
    named = [name for name in proof.get("also-passes") or () if name in right]
    proof["also-passes"] = _flow_list([*named, *(name for name in right if name not in named)])
    mistakes = _part(proof, "mistakes")
    wrong = {name: one for name, one in outcomes.items() if name not in {*_OWN, *right}}
    for name, known in mistakes.items():
        for other in _also(known):
            if other in wrong and _row(wrong[other]) == _row(wrong.get(name, Outcome())):
                del wrong[other]  # the same mistake still: it stands in the row of the first
            else:
                _forget(known, other)
    for name in [name for name in mistakes if name not in wrong]:
        del mistakes[name]
    for name, one in wrong.items():
        _put(mistakes, name, one)
    return before + _written(row) + after


_OWN = ("starter", "solution")


def _split(text: str) -> tuple[str, Any, str]:
    """Cut a lesson.yaml into what stands before its proof, the proof read, and what stands after it."""
    lines = text.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if line.startswith("proof:")), len(lines))
    rest = enumerate(lines[first + 1 :], start=first + 1)
    last = next((at for at, line in rest if line.strip() and not line.startswith((" ", "#"))), len(lines))
    row = _yaml().load("".join(lines[first:last])) or CommentedMap()
    if row.get("proof") is None:
        row["proof"] = CommentedMap()
    return "".join(lines[:first]), row, "".join(lines[last:])


def _part(proof: Any, name: str) -> Any:
    if proof.get(name) is None:
        proof[name] = CommentedMap()
    return proof[name]


def _also(row: Any) -> tuple[str, ...]:
    """The other files of a mistake."""
    return tuple((row or {}).get("also") or ())


def _forget(row: Any, name: str) -> None:
    if name in _also(row):
        row["also"].remove(name)
        if not row["also"]:
            del row["also"]


def _put(rows: Any, name: str, outcome: Outcome) -> None:
    """Write an outcome where something else stands; the other files of a mistake stay with it."""
    also = _also(rows.get(name))
    row = {**_row(outcome), **({"also": list(also)} if also else {})}
    if name not in rows or dict(rows[name] or {}) != row:
        rows[name] = _flow(row)


def _row(outcome: Outcome) -> dict[str, Any]:
    """Say only what an outcome says."""
    status = "" if outcome.status == "graded" else outcome.status
    row: dict[str, Any] = {"status": status, "code": outcome.code, "score": outcome.score}
    row |= {"guard": outcome.guard, "fails": list(outcome.fails or ()), "feedback": outcome.feedback}
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _flow(row: Mapping[str, Any]) -> CommentedMap:
    made = CommentedMap({name: _flow_list(one) if isinstance(one, list) else one for name, one in row.items()})
    made.fa.set_flow_style()
    return made


def _flow_list(items: Iterable[str]) -> CommentedSeq:
    made = CommentedSeq(items)
    made.fa.set_flow_style()
    return made


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    return yaml


def _written(row: Any) -> str:
    out = StringIO()
    _yaml().dump(row, out)
    return out.getvalue()
