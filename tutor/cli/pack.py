"""`tutor pack`: check the rules of a lesson pack and prove its answers."""

from __future__ import annotations

from collections.abc import Callable

from tutor import prove
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.grading import proofs
from tutor.grading.grade import Grader
from tutor.grading.world import WorldError
from tutor.packs.lint import check_loaded
from tutor.packs.load import Loaded, load
from tutor.packs.model import Lesson, Pack
from tutor.packs.places import Places
from tutor.packs.problem import Problem


def run(words: list[str]) -> int:
    """Check or prove; 0 when everything is as it should be, 1 when not, 3 when there is no pack."""
    parser = parser_of("pack", "Check and prove lesson packs.", "  tutor pack check lessons/services")
    parser.add_argument(
        "action", choices=sorted(_ACTIONS), help="check: every rule; prove: each known answer and its grade"
    )
    parser.add_argument("path", metavar="PATH", help="the folder that holds pack.yaml")
    args = parser.parse_args(words)
    loaded = load(args.path)
    if loaded.pack is None:
        _print(args.path, sorted(loaded.problems))
        raise Misuse(f"{args.path} cannot be used; mend first what is named above", code=UNUSABLE_INPUT)
    return _ACTIONS[args.action](args.path, loaded, loaded.pack)


def _print(path: str, problems: list[Problem]) -> None:
    for problem in problems:
        print(f"{path.rstrip('/')}/{problem}")


def _check(path: str, loaded: Loaded, pack: Pack) -> int:
    problems = sorted(
        [*check_loaded(loaded), *proofs.check(pack, Places(source=loaded.source)), *prove.check(pack, loaded.source)]
    )
    _print(path, problems)
    if not problems:
        print(f"● {pack.id} {pack.version}: {len(pack.lessons)} lessons, every rule is kept")
    return int(bool(problems))


def _prove(_: str, loaded: Loaded, pack: Pack) -> int:
    grader, places = Grader(pack), Places(source=loaded.source)
    wrong = 0
    for lesson in pack.lessons:
        try:
            wrong += sum(1 for _ in proofs.check_lesson(grader, lesson, places))
            for one in proofs.prove(grader, lesson):
                print(_proven(lesson, one))
        except WorldError as fault:
            wrong += 1
            print(f"{lesson.id}: the world cannot be made: {fault}")
    return int(bool(wrong))


def _proven(lesson: Lesson, one: proofs.Proven) -> str:
    """One line about a known answer: its grade and the feedback it gets."""
    result = one.result
    grade = f"{result.score}/{result.max}" if result.status == "graded" else f"{result.status} {result.code}"
    said = ", ".join(message.id.removeprefix("feedback.") for message in result.feedback)
    return f"{lesson.id:24} {one.name:32} {grade:16} {said}".rstrip()


_ACTIONS: dict[str, Callable[[str, Loaded, Pack], int]] = {"check": _check, "prove": _prove}
