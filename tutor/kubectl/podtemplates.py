"""What the commands of `kubectl set` share: objects with a pod spec, changed on the server or in print only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from fnmatch import fnmatchcase
from typing import Any

from tutor.api.codec import decode, encode
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, POD, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET, Kind
from tutor.api.patch import two_way
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.manifests import Manifest, find_kind, read_manifests
from tutor.kubectl.recording import recorded
from tutor.kubectl.resources import read_query, resolve
from tutor.kubectl.results import ResultPrinter
from tutor.values import frozen

_WITH_TEMPLATE = frozenset({DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET, DAEMON_SET})
LOCAL_ONLY = (
    "you must specify resources by --filename when --local is set.\n"
    "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'"
)
Spec = dict[str, Any]
Body = dict[str, Any]


@frozen
class Subject:
    """One object that is to change; a local one came from a file and goes nowhere."""

    kind: Kind
    name: str
    namespace: str
    body: Body
    local: bool = False

    @property
    def title(self) -> str:
        """How messages name it. Mirrors Info.ObjectName."""
        return f"{self.kind.singular if self.local else self.kind.plural}/{self.name}"


@frozen
class Change:
    """What a command does to a body: `edit` changes it in place, `operation` names what was done.

    What it raises stops the change and is told with the object's name, unless `named` says otherwise; what it gives
    back is told besides. `failure` opens the message when the server refuses; nothing is told of what is `silent`
    and stays as it was.
    """

    edit: Callable[[Subject, Body], list[Refusal]]
    operation: str
    failure: str = ""
    silent: bool = True
    named: bool = True


def subjects(call: Call, resources: Sequence[str]) -> Iterator[Subject | Refusal]:
    """Every object that was named, refusals in between; raises CommandError when nothing can be meant."""
    if not call.flag("local"):
        for found in resolve(call, read_query(call, resources)):
            if isinstance(found, tuple):
                target, obj = found
                yield Subject(kind=target.kind, name=target.name, namespace=target.namespace, body=encode(obj))
            else:
                yield found
        return
    if resources or not call.flag("filename"):
        raise CommandError(LOCAL_ONLY)
    for one in read_manifests(call.context, call.flag("filename"), recursive=call.flag("recursive"), local=True):
        yield _local(one) if isinstance(one, Manifest) else one


def _local(manifest: Manifest) -> Subject | CommandError:
    kind = find_kind(manifest.body)
    obj = decode(kind, manifest.body).object if kind is not None else None
    if kind is None or obj is None:
        return CommandError(f"unable to decode {manifest.source}: its kind is not simulated")
    return Subject(kind=kind, name=manifest.name, namespace=manifest.namespace, body=encode(obj), local=True)


def pod_spec(subject: Subject, body: Body) -> Spec:
    """The part of a body that describes pods; raises CommandError where there is none."""
    if subject.kind is POD:
        spec: Spec = body["spec"]
    elif subject.kind in _WITH_TEMPLATE:
        spec = body["spec"]["template"]["spec"]
    else:
        raise CommandError(
            f"the object is not a pod or does not have a pod template: *{subject.kind.version}.{subject.kind.kind}"
        )
    return spec


def containers_of(spec: Spec, wildcard: str = "*") -> list[dict[str, Any]]:
    """The containers whose names a pattern with `*` and `?` matches, those that run first."""
    rows = [*spec.get("containers", ()), *spec.get("initContainers", ())]
    return [one for one in rows if fnmatchcase(str(one.get("name", "")), wildcard)]


def change_all(call: Call, resources: Sequence[str], change: Change) -> None:
    """Change every object that was named, then raise what failed together."""
    printer = ResultPrinter(call)
    faults: list[Refusal] = []
    for found in subjects(call, resources):
        if not isinstance(found, Subject):
            faults.append(found)
            continue
        try:
            faults += _change(printer, found, change)
        except (CommandError, StatusError) as refusal:
            faults.append(refusal)
    raise_all(faults)


def edit_named(subject: Subject, body: Body, change: Change) -> list[Refusal]:
    """Let a change happen; its refusal names the object. Mirrors Patch.Err."""
    try:
        return change.edit(subject, body)
    except CommandError as refusal:
        raise CommandError(f"error: {subject.title} {refusal.message}\n") if change.named else refusal from None


def _change(printer: ResultPrinter, subject: Subject, change: Change) -> list[Refusal]:
    """Mirrors what follows CalculatePatches in the commands of `kubectl set`."""
    call, new = printer.call, deepcopy(subject.body)
    faults = edit_named(subject, new, change)
    new = recorded(call, new)
    patch = two_way(subject.kind, subject.body, new)
    if not patch and change.silent:
        return faults
    shown: Any = new
    if not subject.local and call.dry_run != "client":
        shown = _send(call, subject, patch, change.failure)
    printer.tell(subject.kind, subject.name, change.operation, shown)
    return faults


def _send(call: Call, subject: Subject, patch: Any, failure: str) -> Any:
    try:
        return call.client.patch(subject.kind, subject.name, patch, subject.namespace, dry_run=call.dry_run == "server")
    except StatusError as refusal:
        if not failure:
            raise
        raise CommandError(f"{failure} {refusal.status.message}") from None
