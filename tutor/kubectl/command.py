"""A command of kubectl as a row of data, and one call of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tutor.api.kinds import Kind
from tutor.kubectl.client import Client
from tutor.kubectl.context import Context
from tutor.kubectl.errors import CommandError
from tutor.kubectl.flags import FALSE_WORDS, TRUE_WORDS, Flag, Parsed
from tutor.kubectl.klog import log_warning
from tutor.kubectl.kubeconfig import current_namespace
from tutor.values import frozen, replace

DRY_RUNS = ("none", "server", "client")


@dataclass(slots=True, kw_only=True)
class Call:
    """One command on its way: what was typed, what it may touch, what it has said so far."""

    context: Context
    command: Command
    parsed: Parsed
    client: Client
    stdout: list[str] = field(default_factory=list)
    stderr: list[str] = field(default_factory=list)
    code: int = 0

    @property
    def args(self) -> tuple[str, ...]:
        """The words that are no flags."""
        return self.parsed.args

    @property
    def custom_kinds(self) -> tuple[Kind, ...]:
        """The custom kinds that the cluster has."""
        return self.context.cluster.server.custom_kinds

    def flag(self, name: str) -> Any:
        """The value of a flag of this command."""
        return self.parsed.values[name]

    def given(self, name: str) -> bool:
        """Whether the flag was typed."""
        return name in self.parsed.given

    def say(self, text: str) -> None:
        """Write to standard output."""
        self.stdout.append(text)

    def complain(self, text: str) -> None:
        """Write to standard error."""
        self.stderr.append(text)

    @property
    def namespace(self) -> str:
        """The namespace that the command works in."""
        return str(self.flag("namespace")) or current_namespace(self.context.files)

    @property
    def namespace_enforced(self) -> bool:
        """Whether `-n` was typed, so that manifests must agree."""
        return bool(self.flag("namespace"))

    @property
    def dry_run(self) -> str:
        """`none`, `client` or `server`; raises CommandError for other words. Mirrors GetDryRunStrategy."""
        word = str(self.flag("dry-run"))
        if word in DRY_RUNS:
            return word
        if word == "unchanged":
            return self._old_dry_run("client", "--dry-run is deprecated and can be replaced with --dry-run=client.")
        if word not in TRUE_WORDS | FALSE_WORDS:
            raise CommandError(f'Invalid dry-run value ({word}). Must be "none", "server", or "client".')
        new = "client" if word in TRUE_WORDS else "none"
        advice = f"is deprecated (boolean value) and can be replaced with --dry-run={new}."
        return self._old_dry_run(new, f"--dry-run={word} {advice}")

    def _old_dry_run(self, word: str, warning: str) -> str:
        """Take an old way of saying it, with one warning."""
        self.complain(log_warning(self.context.cluster, "helpers.go:719", warning))
        self.parsed = replace(self.parsed, values={**self.parsed.values, "dry-run": word})
        return word

    def usage_error(self, message: str) -> CommandError:
        """Wrong use, with where to read more. Mirrors UsageErrorf."""
        return CommandError(f"{message}\nSee '{self.command.path} -h' for help and examples")


Handler = Callable[[Call], None]


@frozen
class Command:
    """A word of kubectl: its flags, its handler, the words below it."""

    name: str
    path: str = ""
    run: Handler | None = None
    flags: tuple[Flag, ...] = ()
    aliases: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    summary: str = ""
    example: str = ""
    suggest_for: tuple[str, ...] = ()
    interspersed: bool = True
    unsimulated: bool = False
