"""jobs, kill and pkill: the port-forwards that go on in the background of a terminal."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.forwards import Forward
from tutor.kubectl.output import Output

_USAGE = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]"


def _here(call: Call) -> dict[int, tuple[Forward, ...]]:
    """The jobs of this place by number."""
    rows = [one for one in call.shell.forwards.rows if one.place == call.shell.place]
    return {job: tuple(one for one in rows if one.job == job) for job in sorted({one.job for one in rows})}


def _jobs(call: Call) -> Output:
    found = _here(call)
    marks = dict(zip(reversed(list(found)), "+-", strict=False))
    lines = (
        f"[{job}]{marks.get(job, ' ')}  Running                 {rows[0].command} &" for job, rows in found.items()
    )
    return Output(stdout="".join(f"{line}\n" for line in lines))


def _kill(call: Call) -> Output:
    words = [word for word in call.args if not re.fullmatch(r"-(\d{1,2}|[A-Z]+|-)", word)]
    if not words:
        return fail(_USAGE, 2)
    faults = "".join(_end(call, word) for word in words)
    return Output(stderr=faults, code=int(bool(faults)))


def _end(call: Call, word: str) -> str:
    """End one job by `%1`, `%%` or its process number; what is wrong with it, if anything."""
    found = _here(call)
    if word in {"%", "%%", "%+"}:
        word = f"%{max(found, default=1)}"
    wanted = [rows for job, rows in found.items() if word == f"%{job}" or word == str(rows[0].process)]
    for rows in wanted:
        call.shell.forwards.close(rows)
    if wanted:
        return ""
    if word.startswith("%"):
        return f"bash: kill: {word}: no such job\n"
    if word.isdecimal():
        return f"bash: kill: ({word}) - No such process\n"
    return f"bash: kill: {word}: arguments must be process or job IDs\n"


def _pkill(call: Call) -> Output:
    """End the jobs whose program has that name, or with -f those whose command line has it."""
    words = [word for word in call.args if not word.startswith("-")]
    whole = any(word.startswith("-") and "f" in word for word in call.args)
    if not words:
        return fail(
            f"{call.argv[0]}: no matching criteria specified\nTry `{call.argv[0]} --help' for more information.", 2
        )
    every = [rows for rows in _here(call).values() if words[0] in (rows[0].command if whole else "kubectl")]
    for rows in every:
        call.shell.forwards.close(rows)
    if not every and call.argv[0] == "killall":
        return fail(f"{words[0]}: no process found")
    return Output(code=int(not every))


_ROWS: dict[str, Program] = {"jobs": _jobs, "kill": _kill, "pkill": _pkill, "killall": _pkill}
JOBS: Programs = MappingProxyType(_ROWS)
