"""`kubectl create -f` and what it shares with its subcommands."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.kustomize import require_files
from tutor.kubectl.lastapplied import with_last_applied, with_made_configuration
from tutor.kubectl.recording import recorded
from tutor.kubectl.resources import Target, for_each_manifest, is_selected, placed_body
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.verbs.edit import edit_before_create
from tutor.kubectl.verbs.rawpaths import refuse_raw


def run_create(call: Call) -> None:
    """Create every object of the files."""
    if call.args:
        raise call.usage_error(f"Unexpected args: [{' '.join(call.args)}]")
    require_files(call)
    if call.flag("raw"):
        refuse_raw(call, "edit")
    if call.flag("edit"):
        edit_before_create(call)
        return
    printer = ResultPrinter(call)
    counts: list[Target] = []

    def act(target: Target) -> None:
        if is_selected(call, target):
            counts.append(target)
            _create(call, target, printer)

    for_each_manifest(call, act, "creating")
    if not counts:
        raise CommandError("no objects passed to create")


def _create(call: Call, target: Target, printer: ResultPrinter) -> None:
    body: Any = placed_body(target)
    if call.flag("save-config"):
        body = with_last_applied(body)
    body = recorded(call, body)
    if call.dry_run != "client":
        body = call.client.create(target.kind, body, target.namespace, dry_run=call.dry_run == "server")
    printer.tell(target.kind, _name(body), "created", body)


def _name(obj: Any) -> str:
    return str(obj["metadata"].get("name", "")) if isinstance(obj, dict) else str(obj.metadata.name)


def create_made(
    call: Call, kind: Kind, body: dict[str, Any], operation: str = "created", *, namespace: str = "", failure: str = ""
) -> None:
    """Create an object that a command made up; `failure` opens the message of a refusal.

    What `kubectl expose` gets back from the server it prints as it came, the others in the order of Go's fields.
    """
    printer = ResultPrinter(call)
    body = recorded(call, body)
    generator = call.command.path.startswith("kubectl create ")  # run and expose keep nothing of what is not sent
    if call.parsed.values.get("save-config") and (generator or call.dry_run != "client"):
        body = with_made_configuration(kind, body)
    place = (namespace or call.namespace) if kind.namespaced else ""
    if kind.namespaced and call.namespace_enforced:
        body = {**body, "metadata": {**body["metadata"], "namespace": place}}
    if call.dry_run == "client":
        printer.tell_typed(kind, body["metadata"]["name"], operation, body)
        return
    try:
        created = call.client.create(kind, body, place, dry_run=call.dry_run == "server")
    except StatusError as refusal:
        if not failure:
            raise
        raise CommandError(f"{failure}: {refusal.status.message}") from None
    tell = printer.tell if operation == "exposed" else printer.tell_typed
    tell(kind, created.metadata.name, operation, encode(created))
