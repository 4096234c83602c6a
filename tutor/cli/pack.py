"""`tutor pack`: begin, check, prove and survey lesson packs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

from tutor import prove
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.grading import proofs
from tutor.grading.coverage import Coverage, coverage
from tutor.grading.grade import Grader
from tutor.grading.world import WorldError
from tutor.packs.create import CannotCreateError, create
from tutor.packs.lint import check_loaded
from tutor.packs.load import Loaded, load, load_source, source_at
from tutor.packs.model import Lesson, Pack
from tutor.packs.places import Places
from tutor.packs.problem import Problem
from tutor.packs.promises import with_outcomes, with_unnamed, without_outcomes
from tutor.packs.writing import write_whole

EXAMPLE = "  tutor pack new my-lessons\n  tutor pack check my-lessons\n  tutor pack prove --update my-lessons"


def run(words: list[str]) -> int:
    """Do one thing to a pack; 0 when everything is as it should be, 1 when not, 3 when there is no pack."""
    parser = parser_of("pack", "Write, check and prove lesson packs.", EXAMPLE)
    parser.add_argument(
        "action",
        choices=("new", "check", "prove", "report"),
        help="new: a lesson that passes; check: every rule; prove: each known answer and its grade; "
        "report: what the lessons exercise",
    )
    parser.add_argument("path", metavar="PATH", help="the folder that holds pack.yaml")
    parser.add_argument("-l", "--lesson", metavar="ID", default="first-lesson", help="new: the id of the lesson")
    parser.add_argument("--update", action="store_true", help="prove: write what the answers get into lesson.yaml")
    parser.add_argument("--json", action="store_true", help="report: as JSON")
    args = parser.parse_args(words)
    if args.action == "new":
        return _new(args)
    if args.action == "prove" and args.update:
        return _update(args.path)
    loaded = load(args.path)
    if args.action == "check":
        return _check(args.path, loaded)
    return _ACTIONS[args.action](args, loaded, _usable(args.path, loaded))


def _usable(path: str, loaded: Loaded) -> Pack:
    if loaded.pack is None:
        _print(path, sorted(loaded.problems))
        raise Misuse(f"{path} cannot be used; mend first what is named above", code=UNUSABLE_INPUT)
    return loaded.pack


def _print(path: str, problems: list[Problem]) -> None:
    for problem in problems:
        print(f"{path.rstrip('/')}/{problem}")


def _new(args: argparse.Namespace) -> int:
    """Write a lesson and say what to do with it."""
    try:
        names = create(Path(args.path), args.lesson)
    except CannotCreateError as fault:
        raise Misuse(str(fault), f"tutor pack new {args.path} -l ID", UNUSABLE_INPUT) from fault
    except OSError as fault:
        raise Misuse(f"cannot write {fault.filename}: {fault.strerror}", code=UNUSABLE_INPUT) from fault
    shown = [name for name in names if not name.startswith(".schema/")]
    print("\n".join(f"{args.path.rstrip('/')}/{name}" for name in shown))
    print(f"● {args.lesson} is ready: tutor -p {args.path} {args.lesson}, and tutor pack check {args.path}")
    return 0


def _check(path: str, loaded: Loaded) -> int:
    """Name every fault of every lesson that can be read; a pack that cannot be used ends with 3."""
    pack, problems = loaded.readable, [*check_loaded(loaded)]
    if pack is not None:
        problems += [*proofs.check(pack, Places(source=loaded.source)), *prove.check(pack, loaded.source)]
    _print(path, sorted(set(problems)))
    if loaded.pack is None:
        raise Misuse(f"{path} cannot be used; mend first what is named above", code=UNUSABLE_INPUT)
    if not problems:
        print(f"● {loaded.pack.id} {loaded.pack.version}: {len(loaded.pack.lessons)} lessons, every rule is kept")
    return int(bool(problems))


def _prove(args: argparse.Namespace, loaded: Loaded, pack: Pack) -> int:
    """Name what every known answer gets, then what is not as it should be."""
    grader, places = Grader(pack), Places(source=loaded.source)
    wrong: list[Problem] = []
    for lesson in pack.lessons:
        wrong += proofs.check_lesson(grader, lesson, places)
        with suppress(WorldError):  # named among what is wrong
            for one in proofs.prove(grader, lesson):
                print(_proven(lesson, one))
    _print(args.path, sorted(set(wrong)))
    return int(bool(wrong))


def _proven(lesson: Lesson, one: proofs.Proven) -> str:
    """One line about a known answer: its grade and the feedback it gets."""
    result = one.result
    grade = f"{result.score}/{result.max}" if result.status == "graded" else f"{result.status} {result.code}"
    said = ", ".join(message.id.removeprefix("feedback.") for message in result.feedback)
    return f"{lesson.id:24} {one.name:32} {grade:16} {said}".rstrip()


def _update(path: str) -> int:
    """Write what every known answer gets into the lessons, for review; new proof files are taken in."""
    if not Path(path).is_dir():
        raise Misuse(f"{path} is no folder; an archive is not rewritten", f"tutor pack prove {path}", UNUSABLE_INPUT)
    source = with_unnamed(source_at(path))
    pack = _usable(path, load_source(without_outcomes(source)))
    grader, refused = Grader(pack), 0
    for lesson in pack.lessons:
        name = f"lessons/{lesson.id}/lesson.yaml"
        results = {one.name: one.result for one in proofs.prove(grader, lesson)}
        outcomes = {known: proofs.outcome_of(lesson, result) for known, result in results.items()}
        wrong = [one for one in ("solution", *lesson.proof.also_passes) if outcomes[one].score != lesson.points]
        if wrong:
            print(f"{path.rstrip('/')}/{name}: {', '.join(wrong)} should get every point; mend that first")
            print("\n".join(f"  {one}: {said}" for one in wrong for said in proofs.lost(lesson, results[one])))
            refused += 1
            continue
        text = with_outcomes(source.files[name].decode("utf-8-sig"), outcomes, lesson.points)
        place = Path(path) / name
        if place.read_text(encoding="utf-8-sig") != text:
            _rewrite(place, text)
            print(f"{path.rstrip('/')}/{name}: proof rewritten; review it")
    return int(bool(refused))


def _rewrite(place: Path, text: str) -> None:
    try:
        write_whole(place, text)
    except OSError as fault:
        raise Misuse(f"cannot write {place}, it is as it was: {fault.strerror}", code=UNUSABLE_INPUT) from fault


def _report(args: argparse.Namespace, _: Loaded, pack: Pack) -> int:
    found = coverage(pack)
    print(_as_json(found) if args.json else _as_text(pack, found))
    return 0


def _counts(found: Coverage) -> dict[str, dict[str, int]]:
    return {one.name: dict(getattr(found, one.name)) for one in fields(found) if one.name != "lessons"}


def _as_json(found: Coverage) -> str:
    return json.dumps({"lessons": found.lessons, **_counts(found)}, indent=1)


def _as_text(pack: Pack, found: Coverage) -> str:
    """One paragraph a subject: how many lessons exercise each thing."""
    lines = [f"{pack.id} {pack.version}: {found.lessons} lessons"]
    for subject, counts in _counts(found).items():
        lines += ["", subject, *(f"{number:4}  {name}" for name, number in counts.items())]
    return "\n".join(lines)


_ACTIONS: dict[str, Callable[[argparse.Namespace, Loaded, Pack], int]] = {
    "prove": _prove,
    "report": _report,
}
