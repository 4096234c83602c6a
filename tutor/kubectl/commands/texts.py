"""What all programs about text share: their inputs, their lines, their refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutor.kubectl.commands.call import Call, fail
from tutor.kubectl.commands.options import Options
from tutor.kubectl.files import FileFault
from tutor.kubectl.output import Output


def inputs(call: Call, names: tuple[str, ...]) -> tuple[list[tuple[str, str]], str]:
    """The text of each named file (standard input for none and for `-`), and what could not be read."""
    found: list[tuple[str, str]] = []
    faults = ""
    for name in names or ("-",):
        content = call.stdin.encode("utf-8", "surrogateescape") if name == "-" else call.files.read(name)
        if isinstance(content, FileFault):
            faults += f"{call.argv[0]}: {name}: {content.reason}\n"
        else:
            found.append((name, content.decode("utf-8", "surrogateescape")))
    return found, faults


def lines_of(text: str) -> list[str]:
    """The lines, without their ends."""
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def joined(lines: Iterable[str]) -> str:
    """Lines with their ends."""
    return "".join(f"{line}\n" for line in lines)


def refused(call: Call, options: Options) -> Output | None:
    """What GNU programs say about an option they do not know."""
    name = call.argv[0]
    if options.lacking:
        words = f"option requires an argument -- '{options.lacking.lstrip('-')}'"
    elif options.unknown.startswith("--"):
        words = f"unrecognized option '{options.unknown}'"
    elif options.unknown:
        words = f"invalid option -- '{options.unknown[1:]}'"
    else:
        return None
    return fail(
        f"{name}: {words}\nTry '{name} --help' for more information.", 2 if name in {"grep", "sort", "ls"} else 1
    )


def numbered(args: tuple[str, ...], letter: str) -> Iterable[str]:
    """Turn `-3` into `LETTER 3`."""
    for arg in args:
        yield from ((letter, arg[1:]) if re.fullmatch(r"-\d+", arg) else (arg,))
