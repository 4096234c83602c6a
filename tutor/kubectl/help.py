"""The help texts of kubectl, in our own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor.kubectl.command import Command
from tutor.kubectl.flags import Flag


def root_help(root: Command) -> str:
    """What bare `kubectl` prints."""
    width = max(len(one.name) for one in root.commands)
    rows = "".join(f"  {one.name.ljust(width)}   {one.summary}\n" for one in root.commands)
    return (
        "kubectl controls the (simulated) Kubernetes cluster.\n\n"
        f"Commands:\n{rows}\nUsage:\n  kubectl [flags] [options]\n\n"
        'Use "kubectl <command> --help" for more information about a given command.\n'
    )


def command_help(command: Command) -> str:
    """What `--help` prints."""
    return "\n".join(_help_lines(command)) + "\n"


def _help_lines(command: Command) -> Iterator[str]:
    yield f"{command.summary or command.path}."
    if command.example:
        yield from ("", "Examples:", f"  {command.example}")
    if command.commands:
        yield from ("", "Available Commands:")
        width = max(len(one.name) for one in command.commands)
        yield from (f"  {one.name.ljust(width)}   {one.summary}".rstrip() for one in command.commands)
    flags = sorted((flag for flag in command.flags if not flag.deprecated), key=lambda flag: flag.name)
    if flags:
        yield from ("", "Options:")
        yield from (f"  {_flag_line(flag)}" for flag in flags)
    yield from ("", "Usage:", f"  {command.path} [options]")


def flag_lines(flags: Iterable[Flag]) -> str:
    """Several flags with their defaults, sorted, one a line."""
    return "".join(f"  {_flag_line(flag)}\n" for flag in sorted(flags, key=lambda flag: flag.name))


def _flag_line(flag: Flag) -> str:
    short = f"-{flag.short}, " if flag.short else "    "
    return f"{short}--{flag.name}={_initial(flag)}"


def _initial(flag: Flag) -> str:
    value = flag.initial
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[]"
    return f"'{value}'" if isinstance(value, str) else f"{value:g}"
