"""What `kubectl label` and `kubectl annotate` share: pairs to set and keys to remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tutor.api.codec import encode
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.manifests import Manifest, read_manifests
from tutor.kubectl.recording import recorded
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.rollouts import CHANGE_CAUSE
from tutor.values import frozen

Operation = Callable[["Change", Mapping[str, str], Mapping[str, str]], str]


_OVERWRITES: Mapping[str, Callable[[Sequence[str]], str]] = {
    "label": lambda taken: f"{taken[0]}, and --overwrite is false",
    "annotation": lambda taken: (
        f"--overwrite is false but found the following declared annotation(s): {'; '.join(taken)}"
    ),
}


@frozen
class Change:
    """The field it is about, what to set, what to remove."""

    field: str
    noun: str
    sets: Mapping[str, str]
    removes: tuple[str, ...]
    overwrite: bool


def check_change(call: Call, resources: Sequence[str], change: Change, example: str) -> None:
    """Refuse what cannot be meant; `example` is the file name that upstream's message shows."""
    selectors = (("selector", "--all and --selector"), ("field-selector", "--all and --field-selector"))
    for flag, both in selectors:
        if call.flag("all") and call.flag(flag):
            raise CommandError(f"cannot set {both} at the same time")
    if change.noun == "label" and call.flag("list") and call.flag("output"):
        raise CommandError("--list and --output may not be specified together")
    if call.flag("local"):
        _check_local(call, resources, example)
    elif not resources and not call.flag("filename"):
        raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    if not change.sets and not change.removes and not call.flag("list"):
        raise CommandError(f"at least one {change.noun} update is required")


def _check_local(call: Call, resources: Sequence[str], example: str) -> None:
    if call.dry_run == "server":
        raise CommandError("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
    files = f"-f {example}.yaml or --filename={example}.json"
    if resources:
        raise CommandError(f"can only use local files by {files} when --local=true is set")
    if not call.flag("filename"):
        raise CommandError(f"one or more files must be specified as {files}")


def changed(body: dict[str, Any], change: Change) -> dict[str, Any]:
    """The body with its pairs set and removed; raises CommandError without `--overwrite`."""
    metadata = body.get("metadata") or {}
    old = metadata.get(change.field) or {}
    kept = {key: value for key, value in change.sets.items() if key != CHANGE_CAUSE}  # that one always gives way
    taken = [key for key, value in kept.items() if not change.overwrite and old.get(key, value) != value]
    if taken:
        raise CommandError(_OVERWRITES[change.noun]([f"'{key}' already has a value ({old[key]})" for key in taken]))
    new = {key: text for key, text in {**old, **change.sets}.items() if key not in change.removes}
    rest = {key: value for key, value in metadata.items() if key != change.field}
    return {**body, "metadata": {**rest, change.field: new} if new else rest}


def merge_patch(old: dict[str, Any], new: dict[str, Any], change: Change) -> dict[str, Any]:
    """What differs between two bodies' pairs, as a merge patch."""
    before, after = _pairs(old, change), _pairs(new, change)
    pairs: dict[str, str | None] = {key: after[key] for key in after if before.get(key) != after[key]}
    pairs |= {key: None for key in before if key not in after}
    return {"metadata": {change.field: pairs}} if pairs else {}


@frozen(kw_only=False)
class _Run:
    """One change on its way through the objects; `operation` says what was done."""

    call: Call
    change: Change
    operation: Operation
    printer: ResultPrinter
    single: bool = True

    def on_server(self, target: Target, obj: Any) -> None:
        """Change an object of the cluster, or list what it would have."""
        call, old = self.call, encode(obj)
        new = changed(old, self.change)
        if call.flag("list"):
            self._list(new)
            return
        patch = merge_patch(old, new, self.change)
        new = recorded(call, new)
        patch = recorded(call, patch)
        if patch and call.flag("resource-version"):
            patch["metadata"]["resourceVersion"] = str(call.flag("resource-version"))
        result: Any = new
        if call.dry_run != "client" and patch:
            result = call.client.patch(
                target.kind,
                target.name,
                patch,
                target.namespace,
                patch_type="merge",
                dry_run=call.dry_run == "server",
                field_manager=str(call.flag("field-manager")) or f"kubectl-{call.command.name}",
            )
        before, after = _pairs(old, self.change), _pairs(new, self.change)
        self._tell_missing(before)
        self.printer.tell(target.kind, target.name, self.operation(self.change, before, after), result)

    def locally(self, manifest: Manifest) -> None:
        """Change an object of a file, in what is printed only."""
        old: dict[str, Any] = dict(manifest.body)
        new = changed(old, self.change)
        if self.call.flag("list"):
            self._list(new)
            return
        words = self.operation(self.change, _pairs(old, self.change), _pairs(new, self.change))
        self.printer.tell_unknown(str(old["kind"]), manifest.name, words, new)

    def _list(self, body: dict[str, Any]) -> None:
        """One pair a line; with several objects, below the name of each."""
        pairs, indent = _pairs(body, self.change), ""
        if not self.single:
            indent, name = " ", body["metadata"].get("name", "")
            group = str(body.get("apiVersion", "")).rpartition("/")[0]
            self.call.say(f"Listing {self.change.field} for {body.get('kind', '')}.{group}/{name}:\n")
        self.call.say("".join(f"{indent}{key}={pairs[key]}\n" for key in sorted(pairs)))

    def _tell_missing(self, before: Mapping[str, str]) -> None:
        missing = [key for key in self.change.removes if key not in before]
        if self.change.noun == "label" and not self.printer.prints_objects:
            self.call.say("".join(f"label {quote(key)} not found.\n" for key in missing))


def _pairs(body: dict[str, Any], change: Change) -> dict[str, str]:
    return (body.get("metadata") or {}).get(change.field) or {}


def run_change(call: Call, resources: Sequence[str], change: Change, operation: Operation) -> None:
    """Change everything that was named, on the server or, with `--local`, only in what is printed."""
    if call.flag("local"):
        _run_locally(call, _Run(call, change, operation, ResultPrinter(call)))
        return
    query = read_query(call, resources)
    if call.flag("resource-version") and not query.single:
        raise CommandError("--resource-version may only be used with a single resource")
    for_each(call, query, _Run(call, change, operation, ResultPrinter(call), query.single).on_server)


def _run_locally(call: Call, run: _Run) -> None:
    faults: list[Refusal] = []
    for found in read_manifests(call.context, call.flag("filename"), recursive=call.flag("recursive"), local=True):
        if not isinstance(found, Manifest):
            faults.append(found)
            continue
        try:
            run.locally(found)
        except CommandError as refusal:
            faults.append(refusal)
    raise_all(faults)
