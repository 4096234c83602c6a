"""What one shell process holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.kubectl.files import Files
from tutor.kubectl.shell.nodes import Command


@dataclass(slots=True, kw_only=True)
class Scope:
    """Variables (which of them programs see), files, functions, aliases, the last exit status."""

    variables: dict[str, str]
    exported: set[str]
    files: Files
    status: int = 0
    arguments: tuple[str, ...] = ()
    functions: dict[str, Command] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    traced: bool = False

    def copy(self) -> Scope:
        """A process of its own for a pipe or parentheses; files are shared, the folder is put back by the caller."""
        return Scope(
            variables=dict(self.variables),
            exported=set(self.exported),
            files=self.files,
            status=self.status,
            arguments=self.arguments,
            functions=dict(self.functions),
            aliases=dict(self.aliases),
            traced=self.traced,
        )

    def environment(self) -> dict[str, str]:
        """What a program sees."""
        return {name: value for name, value in self.variables.items() if name in self.exported}
