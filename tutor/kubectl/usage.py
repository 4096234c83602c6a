"""kubectl's own help: what commands there are, and what a mistyped one may have meant."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.api.quoting import quote
from tutor.kubectl.command import Command

_FOOTER = '\nUse "kubectl <command> --help" for more information about a given command.\n'


def overview(commands: Sequence[Command]) -> str:
    """Every command with one line."""
    rows = "".join(f"  {one.name:<15}{one.summary}\n" for one in commands)
    return f"kubectl controls the Kubernetes cluster manager.\n\nCommands:\n{rows}{_FOOTER}"


def usage(command: Command) -> str:
    """One command: what it does, an example, its subcommands and flags."""
    parts = [f"{command.summary}.\n" if command.summary else ""]
    if command.example:
        parts.append(f"\nExamples:\n  {command.example}\n")
    if command.commands:
        parts.append(
            "\nAvailable Commands:\n" + "".join(f"  {one.name:<15}{one.summary}\n" for one in command.commands)
        )
    flags = sorted(command.flags, key=lambda flag: flag.name)
    if flags:
        parts.append("\nOptions:\n" + "".join(f"    {_spelling(flag.short, flag.name)}\n" for flag in flags))
    parts.append(f"\nUsage:\n  {command.path} [flags] [options]\n")
    return "".join(parts)


def _spelling(short: str, name: str) -> str:
    return f"-{short}, --{name}" if short else f"--{name}"


def unknown_command(word: str, commands: Sequence[Command]) -> str:
    """Mirrors cobra's words, with what is spelled nearly the same."""
    near = [one.name for one in commands if _near(word, one)]
    text = f'unknown command {quote(word)} for "kubectl"'
    if not near:
        return text
    names = sorted(near, key=lambda name: (_distance(word, name), name), reverse=True)
    return text + "\n\nDid you mean this?\n" + "".join(f"\t{name}\n" for name in names)


def _near(word: str, command: Command) -> bool:
    return _distance(word.lower(), command.name) <= 2 or command.name.startswith(word.lower())


def _distance(left: str, right: str) -> int:
    """Levenshtein's distance, without case, as cobra counts it."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
