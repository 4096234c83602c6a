"""`tutor grade --policy FILE`: the course's rules for time and attempts, read before anything is graded."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tutor.cli.grade_inputs import Inputs
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.grading.policy.read import read_policy
from tutor.grading.policy.register import Register
from tutor.grading.policy.times import read_times
from tutor.packs.problem import Problem

MOST_BYTES = 64 * 1024 * 1024  # a table of a million times; more is no table of times
MOST_PROBLEMS = 20
MOST_NAMES = 3


def register_of(path: str, inputs: Inputs) -> Register:
    """Read a policy and the times that it names, beside it; faults of either end the command with status 3."""
    policy = read_policy(path, _content(path))
    if isinstance(policy, tuple):
        raise _unusable(path, policy)
    name = str(Path(path).parent / policy.times)
    times = read_times(name, _content(name))
    if isinstance(times, tuple):
        raise _unusable(name, times)
    register = Register(policy, times, inputs.answers())
    for said in _loose_ends(name, register):
        print(Misuse(said).line, file=sys.stderr)
    return register


def _loose_ends(name: str, register: Register) -> Iterator[str]:
    """Name answers without a time, and times without an answer: often they are the same, called by another name."""
    if not register.without_time:
        return
    yield f"{name} has no time for {_some(register.without_time)}, so nothing is taken for lateness there"
    if register.without_answer:
        yield f"{name} has times for {_some(register.without_answer)}, and no answer is called so"


def _some(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:MOST_NAMES])}{', ...' if len(names) > MOST_NAMES else ''} ({len(names)} in all)"


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
        raise Misuse(f"cannot read {path}: {reason}", "tutor grade PATH --policy FILE", UNUSABLE_INPUT) from fault
    if len(content) > MOST_BYTES:
        raise Misuse(f"{path} has more than {MOST_BYTES} bytes", "a smaller file", UNUSABLE_INPUT)
    return content


def _unusable(path: str, problems: tuple[Problem, ...]) -> Misuse:
    """Name the first faults, one line each, and give what ends the command."""
    for one in problems[:MOST_PROBLEMS]:
        print(Misuse(f"{one.file}:{one.line}:{one.column}: {one.message}").line, file=sys.stderr)
    return Misuse(f"{path} cannot be used", "tutor grade --help", UNUSABLE_INPUT)
