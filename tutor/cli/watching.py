"""What goes on at a terminal until a key is pressed: `watch`, and `kubectl get --watch`."""

from __future__ import annotations

import os
import re
import sys
import time

from tutor.cli.keys import key_within, single_keys
from tutor.cli.printable import CLEAR, printable
from tutor.kubectl.context import Live
from tutor.kubectl.output import Output
from tutor.kubectl.shell.terminal import Shell

_WATCH = re.compile(r"\s*watch\s+(?!-*h)")
_INTERVAL = re.compile(r"(?:-n|--interval)[ =]?(\d+(?:\.\d+)?)")
_FOLLOW = re.compile(r"\s*(?:kubectl|k)\s+(?:\S+\s+)*?get\s(?P<rest>.*)")
_FLAG = re.compile(r"\s(?:-w|--watch|--watch=true)(?=\s|$)")
_MEANINGFUL = frozenset("|><;&`$\n")
_AWAITING = re.compile(r"\s*(?:kubectl|k)\s+(?:\S+\s+)*?(?:rollout\s+status|wait|port-forward)(?=\s|$)")
_LASTING = (
    re.compile(r"\s*(?:kubectl|k)\s+(?:\S+\s+)*?logs\s.*(?<=\s)(?:-f|--follow|--follow=true)(?=\s|$)"),
    re.compile(r"\s*(?:kubectl|k)\s+(?:\S+\s+)*?events\s.*(?<=\s)(?:-w|--watch|--watch=true)(?=\s|$)"),
)
_TYPED = "--output-watch-events"
TICK_SECONDS = 0.5


def watched(line: str) -> bool:
    """Whether a line is a `watch` of its own, which refreshes."""
    return bool(_WATCH.match(line)) and not {"|", ">", ";", "&"} & set(line)


def followed(line: str) -> bool:
    """Whether a line is a `kubectl get --watch` of its own, whose table grows."""
    plain = not _MEANINGFUL & set(line) and not re.search(r"\s(-o|--output)[ =]?(yaml|json|jsonpath|go-)", line)
    return plain and _TYPED not in line and bool(_FOLLOW.match(line)) and bool(_FLAG.search(line))


def awaiting(line: str) -> bool:
    """Whether a line is a `kubectl wait`, `rollout status` or `port-forward` of its own, which a person looks on."""
    if _MEANINGFUL & set(line):
        return False
    typed = _TYPED in line and bool(_FOLLOW.match(line))
    return typed or any(one.match(line) for one in (_AWAITING, *_LASTING))


def look_on(shell: Shell, line: str) -> Output:
    """Run a line that waits; what it says is shown at once, and the cluster's time passes as ours does."""
    shell.live = Live(show=_show, pause=_sleep)
    try:
        with single_keys():
            return shell.run(line)
    finally:
        shell.live = None


def _show(text: str) -> None:
    sys.stdout.write(printable(text))
    sys.stdout.flush()


def _sleep(seconds: float) -> bool:
    """Wait with the learner, whatever keys they press but Ctrl-C; whether to go on."""
    end = time.monotonic() + seconds
    try:
        while (left := end - time.monotonic()) > 0:
            key_within(left)
    except KeyboardInterrupt:
        return False
    return True


def watch(shell: Shell, line: str) -> None:
    """Refresh every interval until a key; the cluster's time passes with ours."""
    found = _INTERVAL.search(line)
    interval = min(max(float(found[1]) if found else 2.0, 0.1), 3600.0)
    with single_keys():
        while True:
            frame = shell.run(line)
            rows = os.get_terminal_size().lines - 1 if sys.stdout.isatty() else 24
            shown = printable(frame.stdout + frame.stderr).splitlines()[:rows]
            sys.stdout.write(CLEAR + "\n".join(shown) + "\n")
            sys.stdout.flush()
            if _pause(shell, interval):
                return


def follow(shell: Shell, line: str) -> int:
    """Print the table, then each row that changes, until a key."""
    first = shell.run(line)
    sys.stdout.write(printable(first.stdout))
    sys.stderr.write(printable(first.stderr))
    sys.stdout.flush()
    if first.code:
        return first.code
    again = _FLAG.sub(" ", line)
    known = set(_facts(shell.run(again).stdout))
    with single_keys():
        while not _pause(shell, TICK_SECONDS):
            rows = _facts(shell.run(again).stdout)
            for fact, row in rows.items():
                if fact not in known:
                    sys.stdout.write(printable(row) + "\n")
            known = set(rows)
            sys.stdout.flush()
    shell.history[-1:] = [line.strip()]
    return 0


def _facts(table: str) -> dict[str, str]:
    """Each row by what it says, its age left out: an age changes by itself."""
    return {re.sub(r"(?<=\s)(\d+[dhms])+(?= |$)", "", row): row for row in table.splitlines()}


def _pause(shell: Shell, seconds: float) -> bool:
    """Wait, and let the cluster's time pass too; whether a key was pressed."""
    before = time.monotonic()
    try:
        pressed = bool(key_within(seconds))
    except KeyboardInterrupt:
        pressed = True
    shell.cluster.advance(time.monotonic() - before)
    return pressed
