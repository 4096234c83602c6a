"""`tutor check`: a lesson's checks against a real cluster, in a namespace of its own."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

from tutor.cli.choose import lesson_named, packs_at
from tutor.cli.locales import locale_of
from tutor.cli.misuse import UNUSABLE_INPUT, WRONG_USE, Misuse, parser_of
from tutor.cli.printable import printable
from tutor.packs.model import Lesson, localized

MARKS = {True: "✓", False: "✕", None: "–"}


def run(words: list[str]) -> int:
    """Check; 0 when nothing failed, 1 when something did, 2 for wrong use, 3 where the cluster cannot be used."""
    args = _parse(words)
    if importlib.util.find_spec("kubernetes") is None:
        raise Misuse("check needs the extra `cluster`", "pip install 'service-tutor[cluster]'", UNUSABLE_INPUT)
    from tutor.live.check import carry_out
    from tutor.live.client import LiveCluster, Unreachable
    from tutor.live.plan import Unfit, plan_of

    lesson = lesson_named(packs_at(args.pack), args.lesson)[1]
    try:
        plan = plan_of(lesson, _files(lesson, args.file), helper=not args.no_helper)
        cluster = LiveCluster(args.context, args.kubeconfig)
        print(printable("\n".join(plan.lines(args.context, cluster.host))), flush=True)
        if not (args.yes or _agreed()):
            return 1
        rows = []
        for check, seen in carry_out(cluster, lesson, plan, args.timeout):
            title = localized(check.title, locale_of())
            print(printable(f"{MARKS[seen.passed]} {title} ({seen.words})"), flush=True)
            rows.append(seen.passed)
    except Unfit as reason:
        raise Misuse(str(reason), "tutor grade FILE -l LESSON", UNUSABLE_INPUT) from reason
    except Unreachable as reason:
        raise Misuse(f"the cluster cannot be used: {reason}", "kubectl config get-contexts", UNUSABLE_INPUT) from reason
    counts = {mark: rows.count(passed) for passed, mark in MARKS.items()}
    print(f"{counts['✓']} passed, {counts['✕']} failed, {counts['–']} not looked at")
    return int(False in rows)


def _parse(words: list[str]) -> argparse.Namespace:
    parser = parser_of(
        "check", "A lesson's checks against a real cluster.", "  tutor check clusterip --context kind -f service.yaml"
    )
    add = parser.add_argument
    add("lesson", metavar="LESSON", help="the lesson's name or number")
    add("--context", required=True, metavar="NAME", help="the context of your kubeconfig")
    add("--kubeconfig", metavar="FILE", help="another kubeconfig than kubectl's own")
    add(
        "-f",
        "--file",
        action="append",
        default=[],
        metavar="FILE",
        help="your answer; the lesson's files of this folder",
    )
    add("-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack")
    add("--no-helper", action="store_true", help="without the pod that asks for names and pages")
    add("--timeout", type=float, default=120.0, metavar="SECONDS", help="how long pods may take to start")
    add("-y", "--yes", action="store_true", help="do not ask before anything is created")
    return parser.parse_args(words)


def _files(lesson: Lesson, named: list[str]) -> dict[str, bytes]:
    paths = named or list(lesson.submission)
    try:
        return {Path(path).name: Path(path).read_bytes() for path in paths}
    except (OSError, ValueError) as fault:
        said = f"cannot read the answer: {fault}"
        raise Misuse(
            said, f"tutor check {lesson.id} -f {lesson.submission[0]} --context NAME", UNUSABLE_INPUT
        ) from fault


def _agreed() -> bool:
    """Ask; where nobody can answer, say how to agree beforehand."""
    if not (sys.stdin and sys.stdin.isatty()):
        raise Misuse("nobody is here to agree", "the same command with --yes", WRONG_USE)
    return input("Go on? [y/N] ").strip().lower() in {"y", "yes"}
