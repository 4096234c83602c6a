"""`kubectl patch`."""

from __future__ import annotations

import json
import re
from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.api.patch import PatchError, json_merge, json_patch, strategic_merge
from tutor.api.status import bad_request
from tutor.cluster import scale
from tutor.cluster.patches import PatchType
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.files import FileFault
from tutor.kubectl.manifests import Manifest, find_kind, read_manifests, sort_keys
from tutor.kubectl.recording import record_afterwards
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.verbs.subresources import subresource_of
from tutor.manifest import Json, parse
from tutor.manifest.model import KUBECTL

_OFFSET = re.compile(r"^json: offset \d+: ")
TYPES: dict[str, PatchType] = {"": "strategic", "json": "json", "merge": "merge", "strategic": "strategic"}


def run_patch(call: Call) -> None:
    """Change parts of what was named."""
    if bool(call.flag("patch")) == bool(call.flag("patch-file")):
        raise CommandError(
            "cannot specify --patch and --patch-file together"
            if call.flag("patch")
            else "must specify --patch or --patch-file containing the contents of the patch"
        )
    if call.flag("type").lower() not in TYPES:
        raise CommandError(f"--type must be one of [json merge strategic], not {_quote(call.flag('type'))}")
    if call.flag("local") and call.args:
        raise CommandError("cannot specify --local and server resources")
    if call.flag("local") and call.dry_run == "server":
        raise CommandError("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
    patch = _read_patch(call)
    printer = ResultPrinter(call, says_dry_run=False)
    if call.flag("local"):
        _patch_files(call, patch, printer)
        return

    def change(target: Target, old: Any) -> None:
        _patch(call, target, old, patch, printer)

    if for_each(call, read_query(call), change) == 0:
        raise CommandError("no objects passed to patch")


def _patch_files(call: Call, patch: Json, printer: ResultPrinter) -> None:
    """Patch the objects of files, in what is printed only."""
    faults: list[Refusal] = []
    for found in read_manifests(call.context, call.flag("filename"), recursive=call.flag("recursive"), local=True):
        kind = find_kind(found.body) if isinstance(found, Manifest) else None
        if not isinstance(found, Manifest) or kind is None:
            unknown = CommandError("unable to patch a kind that is not simulated")
            faults.append(found if isinstance(found, CommandError) else unknown)
            continue
        new = _patched(call, kind, found.body, patch)
        printer.tell_unknown(kind.kind, found.name, _words(found.body, new), new)
    raise_all(faults)


def _patched(call: Call, kind: Kind, body: dict[str, Any], patch: Json) -> dict[str, Any]:
    """The body as kubectl itself patches it. Mirrors getPatchedJSON."""
    try:
        match call.flag("type").lower():
            case "json":
                new = json_patch(body, patch)
            case "merge":
                new = json_merge(body, patch)
            case _:
                new = strategic_merge(kind, body, patch) if isinstance(patch, dict) else None
    except PatchError as fault:
        raise CommandError(str(fault)) from None
    if not isinstance(new, dict):
        raise CommandError("invalid JSON document")
    return sort_keys(new)


def _words(old: dict[str, Any], new: dict[str, Any]) -> str:
    return "patched (no change)" if old == new else "patched"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _read_patch(call: Call) -> Json:
    text: str | bytes = str(call.flag("patch"))
    if call.flag("patch-file"):
        path = str(call.flag("patch-file"))
        content = call.context.files.read(path)
        if isinstance(content, FileFault):
            raise CommandError(f"unable to read patch file: open {content}")
        text = content
    documents = parse(text, KUBECTL).documents
    fault = next((document.error for document in documents if document.error), "")
    if fault and call.flag("local") and _plain(text).lstrip().startswith("{"):
        raise CommandError("invalid JSON document")
    if fault and _plain(text).lstrip().startswith("{"):
        words = _OFFSET.sub("", fault)  # kubectl sends JSON as it is, and the server reads it in one piece
        raise bad_request("unexpected end of JSON input" if fault.endswith("EOF") else words)
    if fault:
        raise CommandError(
            f"unable to parse {_quote(_plain(text))}: {fault.removeprefix('error converting YAML to JSON: ')}"
        )
    return documents[0].value if documents else None


def _plain(text: str | bytes) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _patch(call: Call, target: Target, old: Any, patch: Json, printer: ResultPrinter) -> None:
    kind: Kind = target.kind
    if call.dry_run == "client":
        before = encode(old)
        after = _patched(call, kind, before, patch)
        printer.tell(kind, target.name, _words(before, after), after)
        return
    new = call.client.patch(
        kind,
        target.name,
        patch,
        target.namespace,
        patch_type=TYPES[call.flag("type").lower()],
        subresource=subresource_of(call, target, "get"),
        dry_run=call.dry_run == "server",
        field_manager=str(call.flag("field-manager")) or "kubectl-patch",
    )
    if subresource_of(call, target, "get") == "scale":
        words = _words(_without_version(scale.encode(old)), _without_version(scale.encode(new)))
        printer.tell_unknown("Scale", target.name, words, scale.encode(new))
        return
    same = _without_version(encode(old)) == _without_version(encode(new))
    record_afterwards(call, target)
    printer.tell(kind, target.name, "patched (no change)" if same else "patched", new)


def _without_version(body: dict[str, Any]) -> dict[str, Any]:
    metadata = {
        key: value for key, value in body["metadata"].items() if key not in {"resourceVersion", "managedFields"}
    }
    return {**body, "metadata": metadata}
