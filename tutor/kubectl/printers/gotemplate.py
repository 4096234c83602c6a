"""Go's text/template, as far as `-o go-template` is used: fields, range, if, with, variables, pipes, functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.kubectl.printers.gotemplate_nodes import Scope, render_nodes
from tutor.kubectl.printers.gotemplate_parser import Node, parse_go_template
from tutor.values import frozen


@frozen(kw_only=False)
class GoTemplate:
    """A template that was read."""

    nodes: tuple[Node, ...]

    @classmethod
    def parse(cls, text: str) -> GoTemplate:
        """Read a template; raises TemplateError."""
        return cls(parse_go_template(text))

    def render(self, value: Any, *, allow_missing: bool = True) -> str:
        """Carry the template out; raises TemplateError."""
        return "".join(self.pieces(value, allow_missing=allow_missing))

    def pieces(self, value: Any, *, allow_missing: bool = True) -> Iterator[str]:
        """What the template writes, piece by piece up to where it fails; raises TemplateError."""
        scope = Scope(dot=value, variables=({"$": value},), allow_missing=allow_missing)
        return render_nodes(self.nodes, scope)
