"""Fresh answers to every lesson, graded and held against what a teacher expects of each.

`python -m tests.lessons.fresh PACK [LESSON...]` prints a table of lessons and every verdict that is not as expected.
An answer that means what the solution means must get every point, one with something changed must lose some, unless
`reviewed.yaml` says why not: there stands what was decided by hand, one reason a row.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from tests.lessons.mutations import changed, right
from tutor.grading.grade import Grader
from tutor.grading.verdict import Result, Submission
from tutor.packs.load import load
from tutor.packs.model import Lesson
from tutor.values import frozen

REVIEWED = Path(__file__).with_name("reviewed.yaml")
COLUMNS = f"{'full':>6}{'part':>6}{'zero':>6}{'rejected':>9}{'silent':>7}"
HEAD = f"{'lesson':22}{'right':>6}{'wrong':>6} |{COLUMNS} | not as expected"
Reviewed = Mapping[str, Mapping[str, str]]


@frozen
class Fresh:
    """One fresh answer: what was done to the solution, whether it must get every point, and the row that says so."""

    name: str
    text: str
    full: bool
    rule: str = ""


def reviewed() -> Reviewed:
    """The decisions by lesson, `*` for all: a glob over names of changes, and the reason."""
    rows: Reviewed = yaml.safe_load(REVIEWED.read_text(encoding="utf-8"))
    return rows


def fresh(lesson: Lesson, decisions: Reviewed) -> Iterator[Fresh]:
    """Every fresh answer that is none of the lesson's proofs, with what it must get."""
    known = {_meaning(text) for name, text in lesson.files.items() if name.startswith("proof/")}
    for name, text in right(lesson):
        rule = _decided(decisions, lesson, name)
        yield Fresh(name=name, text=text, full=not rule, rule=rule)
    for name, text in changed(lesson):
        if _meaning(text) not in known:
            rule = _decided(decisions, lesson, name)
            yield Fresh(name=name, text=text, full=bool(rule), rule=rule)


def _meaning(text: str) -> str:
    """What a file says, so that two spellings of it are one answer; a broken one stands for itself."""
    try:
        return repr(list(yaml.safe_load_all(text)))
    except yaml.YAMLError:
        return text


def _decided(decisions: Reviewed, lesson: Lesson, name: str) -> str:
    """The row that was decided by hand about this change; "" when the change speaks for itself."""
    rows = (*decisions["*"], *decisions.get(lesson.id, {}))
    return next((rule for rule in rows if fnmatchcase(name, rule)), "")


def grade(grader: Grader, lesson: Lesson, text: str) -> Result:
    """Grade an answer whose first file has this text; its other files are the solution's."""
    files = {**lesson.solution, lesson.submission[0]: text}
    return grader.grade(lesson, Submission(id="fresh", files={name: one.encode() for name, one in files.items()}))


def _verdict(result: Result) -> str:
    if result.status != "graded":
        return "rejected"
    return "full" if result.full else "part" if result.score else "zero"


def _row(lesson: Lesson, graded: list[tuple[Fresh, Result]]) -> str:
    """One line of the table, and one for each verdict that is not as expected."""
    counts = dict.fromkeys(("full", "part", "zero", "rejected", "silent"), 0)
    for _, result in graded:
        counts[_verdict(result)] += 1
        counts["silent"] += not (result.full or result.feedback or result.problems)
    odd = [(one, result) for one, result in graded if result.full != one.full]
    wanted = sum(one.full for one, _ in graded)
    head = f"{lesson.id:22}{wanted:6}{len(graded) - wanted:6} |"
    head += "".join(f"{counts[name]:{width}}" for name, width in zip(counts, (6, 6, 6, 9, 7), strict=True))
    return "".join([f"{head} | {len(odd)}\n", *(_odd(one, result) for one, result in odd)])


def _odd(one: Fresh, result: Result) -> str:
    said = ", ".join(message.id for message in result.feedback) or "nothing said"
    return f"  {'should pass' if one.full else 'should fail'}: {one.name}: {result.score}/{result.max}, {said}\n"


def _report(path: Path, wanted: set[str], decisions: Reviewed) -> bool:
    """Print the table of a pack; whether every verdict is as expected and every decision is about something."""
    pack = load(path).pack
    if pack is None:
        sys.exit(f"{path} cannot be used")
    grader, agreed = Grader(pack), True
    sys.stdout.write(f"{HEAD}\n")
    for lesson in pack.lessons:
        if not wanted or lesson.id in wanted:
            graded = [(one, grade(grader, lesson, one.text)) for one in fresh(lesson, decisions)]
            stale = sorted(decisions.get(lesson.id, {}).keys() - {one.rule for one, _ in graded})
            agreed &= not stale and all(result.full == one.full for one, result in graded)
            sys.stdout.write(_row(lesson, graded) + "".join(f"  decides about nothing: {rule}\n" for rule in stale))
            sys.stdout.flush()
    return agreed


if __name__ == "__main__":
    sys.exit(int(not _report(Path(sys.argv[1]), set(sys.argv[2:]), reviewed())))
