"""`tutor check`: a lesson's checks against a real cluster, in a namespace of its own."""

from __future__ import annotations

import argparse
import importlib.util
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
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
    from tutor.live.stopped import Stopped

    lesson = lesson_named(packs_at(args.pack), args.lesson)[1]
    before = {number: signal.signal(number, signal.default_int_handler) for number in _endings()}  # as Ctrl-C
    try:
        rows = _check(args, lesson)
    except Stopped as reason:
        raise Misuse(str(reason), reason.instead, UNUSABLE_INPUT) from reason
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if rows is None:
        return 1
    counts = {mark: rows.count(passed) for passed, mark in MARKS.items()}
    print(f"{counts['✓']} passed, {counts['✕']} failed, {counts['–']} not looked at")
    return int(False in rows)


def _endings() -> Iterator[signal.Signals]:
    """What ends the program from outside, a closed terminal with it: the namespace is deleted first."""
    yield signal.SIGTERM
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # Windows; nohup
        yield signal.SIGHUP


def _check(args: argparse.Namespace, lesson: Lesson) -> list[bool | None] | None:
    """Say what will be done, ask, do it; None when the person does not agree. Raises Stopped."""
    from tutor.live.plan import plan_of

    plan = plan_of(lesson, _files(lesson, args.file), helper=not args.no_helper, image=args.helper_image)
    from tutor.live.check import carry_out  # the official client takes seconds to import
    from tutor.live.client import LiveCluster

    with closing(LiveCluster(args.context, args.kubeconfig)) as cluster:
        print(printable("\n".join(plan.lines(args.context, cluster.host))), flush=True)
        if not (args.yes or _agreed()):
            return None
        rows = []
        with closing(carry_out(cluster, lesson, plan, args.timeout)) as found:
            for check, seen in found:
                title = localized(check.title, locale_of())
                print(printable(f"{MARKS[seen.passed]} {title} ({seen.words})"), flush=True)
                rows.append(seen.passed)
        return rows


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
    add("--helper-image", default="", metavar="IMAGE", help="another image for that pod; it needs curl, dig and nc")
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
    try:
        return input("Go on? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False
