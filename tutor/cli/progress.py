"""`tutor progress`: carry what is learnt to another machine, start anew, or say who learns here."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tutor.cli.learner import tell_notice
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.cli.printable import printable
from tutor.packs.writing import write_whole
from tutor.progress import LEARNER, Notice, Progress, data_folder

MOST_NAME = 100


def run(words: list[str]) -> int:
    """Export, import, reset, or name the learner."""
    parser = parser_of(
        "progress", "Carry progress to another machine, or start anew.", "  tutor progress export > mine.json"
    )
    parser.add_argument("action", choices=sorted(_ACTIONS), help="what to do")
    parser.add_argument(
        "target",
        nargs="?",
        metavar="FILE, LESSON or NAME",
        help="the file to write or read; the lesson to forget; the name under which your answers are graded",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before everything is forgotten")
    args = parser.parse_args(words)
    progress = Progress.open(data_folder(os.environ))
    try:
        writes = args.action in {"import", "reset"} or (args.action == "learner" and args.target is not None)
        _check_usable(progress.notice, args.action, writes=writes)
        tell_notice(progress.notice)
        code = _ACTIONS[args.action](progress, args.target, args.yes)
        _check_usable(progress.notice, args.action, writes=writes)
        return code
    finally:
        progress.close()


def _check_usable(notice: Notice | None, action: str, *, writes: bool) -> None:
    """Raise Misuse where the file cannot be used for an action; a new one stands in the place of a damaged one."""
    if notice is not None and notice.id == "newer":
        raise Misuse(f"{notice.path} was written by a newer tutor", "pip install -U service-tutor", UNUSABLE_INPUT)
    if notice is not None and notice.id != "damaged" and writes:
        again = f"TUTOR_HOME=FOLDER tutor progress {action}"
        raise Misuse(f"cannot write {notice.path}: {notice.detail}; nothing was kept", again, UNUSABLE_INPUT)


def _export(progress: Progress, target: str | None, _: bool) -> int:
    text = json.dumps(progress.export(), ensure_ascii=False, indent=1) + "\n"
    if target in {None, "-"}:
        print(text, end="")
        return 0
    try:
        write_whole(Path(str(target)), text)
    except OSError as fault:
        raise Misuse(
            f"cannot write {target}: {fault.strerror}", "tutor progress export > FILE", UNUSABLE_INPUT
        ) from fault
    return 0


def _import(progress: Progress, target: str | None, _: bool) -> int:
    if target is None:
        raise Misuse("which file?", "tutor progress import FILE")
    wrong = progress.load(_read(target))
    if wrong:
        raise Misuse(f"{target} is no exported progress ({wrong})", "tutor progress export > FILE", UNUSABLE_INPUT)
    return 0


def _read(target: str) -> dict[str, Any]:
    try:
        raw = sys.stdin.buffer.read() if target == "-" else Path(target).read_bytes()
        found = json.loads(raw)
    except OSError as fault:
        raise Misuse(f"cannot read {target}: {fault.strerror}", "tutor progress import FILE", UNUSABLE_INPUT) from fault
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}


def _reset(progress: Progress, target: str | None, sure: bool) -> int:
    if target is not None:
        from tutor.cli.choose import lesson_named, packs_at

        progress.reset(lesson_named(packs_at(()), target)[1].uuid)
        return 0
    if not sure and not _confirmed():
        raise Misuse("nothing was forgotten", "tutor progress reset --yes")
    progress.reset()
    return 0


def _learner(progress: Progress, target: str | None, _: bool) -> int:
    """Say who learns here, or let it be somebody else; lessons with values of a learner's own draw them from that."""
    from tutor.tui.learner import learner_of

    if target is None:
        print(printable(learner_of(progress)))
        return 0
    name = target.strip()
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise Misuse("that is no name: one line, at most 100 characters", "tutor progress learner NAME")
    progress.keep_setting(LEARNER, name)
    return 0


def _confirmed() -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    try:
        return input("Forget everything that was learnt? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


_ACTIONS: dict[str, Callable[[Progress, str | None, bool], int]] = {
    "export": _export,
    "import": _import,
    "learner": _learner,
    "reset": _reset,
}
