"""What ends a line early: `exit`, `break`, `continue`, and the end of patience; with what was written before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tutor.kubectl.output import Output


class Leave(Exception):  # noqa: N818 - `exit`, on its way out of loops and lists
    """`exit CODE`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Jump(Exception):  # noqa: N818 - `break`, `continue` and `return`, on their way to their loop or function
    """`break`, `continue` or `return CODE`."""

    def __init__(self, kind: str, code: int = 0) -> None:
        super().__init__(kind)
        self.kind = kind
        self.code = code


class Halt(Exception):  # noqa: N818 - what Ctrl-C would do to a line that never ends
    """A line ran too many programs or wrote too much; a process of its own may still end in good order once."""

    def __init__(self, *, final: bool) -> None:
        super().__init__(final)
        self.final = final


@contextmanager
def carrying(done: list[Output]) -> Iterator[None]:
    """Give an `exit` or `break` that passes what was written before it, so that nothing is lost."""
    try:
        yield
    except (Leave, Jump, Halt) as signal:
        signal.args = (*done, *signal.args)
        raise


def joined(done: list[Output], code: int) -> Output:
    """Several outputs as one, with an exit status."""
    return Output(stdout="".join(one.stdout for one in done), stderr="".join(one.stderr for one in done), code=code)


def caught(signal: Leave | Jump | Halt, code: int) -> Output:
    """What had been written before `exit`, `break` or `continue`."""
    return joined([one for one in signal.args if isinstance(one, Output)], code)
