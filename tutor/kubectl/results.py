"""Says what became of an object: `service/web created`, or the object itself with `-o`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.kubectl.command import Call
from tutor.kubectl.managers import without_manager
from tutor.kubectl.printers.choose import Printer, choose_printer
from tutor.kubectl.printers.gojson import indented_json
from tutor.kubectl.printers.goorder import in_go_order
from tutor.kubectl.printers.kyaml import kyaml

ORDERED = frozenset({"json", "kyaml"})
SUFFIXES = {"none": "", "client": " (dry run)", "server": " (server dry run)"}


def short_name(kind: Kind, name: str) -> str:
    """`service/web` or `replicaset.apps/web`."""
    return f"{kind.singular_resource}/{name or '<unknown>'}"


class ResultPrinter:
    """Prints the results of one command one after another; YAML documents are parted by `---`.

    Some commands, such as patch, do not say that a run was dry.
    """

    def __init__(self, call: Call, *, says_dry_run: bool = True) -> None:
        self.call = call
        self._printer: Printer | None = choose_printer(call)
        self._names_only = call.flag("output") == "name"
        self._suffix = SUFFIXES[call.dry_run] if says_dry_run and "dry-run" in call.parsed.values else ""
        self._printed = 0

    @property
    def prints_objects(self) -> bool:
        """Whether whole objects are wanted."""
        return self._printer is not None

    def tell(self, kind: Kind, name: str, operation: str, obj: Any) -> None:
        """Print one result; `obj` is a typed object or its JSON."""
        self._tell(short_name(kind, name), operation, obj)

    def tell_typed(self, kind: Kind, name: str, operation: str, body: dict[str, Any]) -> None:
        """Print an object that kubectl made itself; its JSON and KYAML have the order of Go's fields."""
        if self.call.flag("output") in ORDERED:
            shown = body if self.call.flag("show-managed-fields") else without_manager(body)
            self.show_ordered(in_go_order(kind, shown))
            return
        self._tell(short_name(kind, name), operation, body)

    def tell_unknown(self, kind: str, name: str, operation: str, body: dict[str, Any]) -> None:
        """Print one result whose kind nobody asked the server about."""
        group, _, _ = str(body.get("apiVersion") or "").rpartition("/")
        self._tell(f"{kind.lower()}.{group}/{name}" if group else f"{kind.lower()}/{name}", operation, body)

    def show_ordered(self, body: dict[str, Any]) -> None:
        """Print an object as JSON or KYAML, its fields in the order that they have."""
        self.call.say(kyaml(body) if self.call.flag("output") == "kyaml" else indented_json(body, sort=False) + "\n")

    def show(self, body: dict[str, Any]) -> None:
        """Print a whole object as it is."""
        self._tell("", "", body)

    def _tell(self, title: str, operation: str, obj: Any) -> None:
        if self._printer is not None:
            body = obj if isinstance(obj, dict) else encode(obj)
            yaml = self.call.flag("output") == "yaml" and self._printed
            self.call.say(("---\n" if yaml else "") + self._printer([body]))
        elif self._names_only:
            self.call.say(title + "\n")
        else:
            self.call.say(f"{title} {operation}{self._suffix}\n")
        self._printed += 1
