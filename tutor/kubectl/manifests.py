"""Reads what `-f` names into objects, refusing on the client's side what kubectl refuses there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tutor.api.codec import decode_part
from tutor.api.kinds import KINDS, UNSIMULATED, Kind
from tutor.api.meta import ObjectMeta
from tutor.api.quoting import quote
from tutor.api.wire import kept
from tutor.cluster.requests import FieldValidation
from tutor.kubectl.context import Context
from tutor.kubectl.errors import SourceError
from tutor.kubectl.files import FileFault
from tutor.kubectl.listschema import kind_faults, list_faults
from tutor.kubectl.printers.gojson import compact_json
from tutor.manifest import Json, parse, utf8
from tutor.manifest.model import KUBECTL
from tutor.values import frozen, replace

EXTENSIONS = (".json", ".yaml", ".yml")
IGNORE_HINT = "if you choose to ignore these errors, turn validation off with --validate=false"
_GO_WORDS = {bool: "bool", int: "number", float: "number", str: "string", list: "array", dict: "object"}


@frozen
class Manifest:
    """One object as a file describes it; `kind` is None when it was read without asking the server for kinds."""

    body: dict[str, Json]
    kind: Kind | None
    source: str

    @property
    def name(self) -> str:
        """metadata.name, or nothing."""
        return _meta_text(self.body, "name")

    @property
    def generate_name(self) -> str:
        """metadata.generateName, or nothing."""
        return _meta_text(self.body, "generateName")

    @property
    def namespace(self) -> str:
        """metadata.namespace, or nothing."""
        return _meta_text(self.body, "namespace")


@frozen
class metadataOnlyObject:  # noqa: N801 - the name that Go puts into its messages
    """The part of an object that kubectl itself decodes."""

    metadata: ObjectMeta = kept(ObjectMeta())


def read_manifests(
    context: Context,
    paths: tuple[str, ...],
    *,
    recursive: bool = False,
    validate: FieldValidation = "Ignore",
    local: bool = False,
) -> Iterator[Manifest | SourceError]:
    """Every object of every file in order; a fault stands where the object would, as kubectl goes on behind it."""
    missing = _missing(context, paths, recursive=recursive)
    if missing:
        yield from missing
        return
    for source, text in _texts(context, paths, recursive=recursive):
        if isinstance(text, SourceError):
            yield text
            continue
        for document in parse(utf8(text), KUBECTL).documents:
            if document.error is not None:
                yield SourceError(f"error parsing {source}: {document.error}")
                break
            if document.value is None:
                continue
            fault = "" if validate == "Ignore" else validation_fault(document.value, lists=validate == "Strict")
            if fault:
                yield SourceError(f"error validating {quote(source)}: error validating data: {fault}; {IGNORE_HINT}")
                break
            yield from _objects(document.value, source, () if local else context.cluster.server.kinds)


def _missing(context: Context, paths: tuple[str, ...], *, recursive: bool) -> list[SourceError]:
    """Paths that are not there: nothing is read when one is missing. Mirrors Builder.FilenameParam and Builder.Path."""
    faults: list[SourceError] = []
    found = False
    for path in paths:
        first = None if path == "-" or "://" in path else next(_files(context, path, recursive=recursive), None)
        if first is None or not isinstance(first[1], SourceError):
            found = True
        elif not context.files.is_folder(path) or not (found or faults):
            faults.append(first[1])
    return faults


def _texts(
    context: Context, paths: tuple[str, ...], *, recursive: bool
) -> Iterator[tuple[str, bytes | str | SourceError]]:
    for path in paths:
        if path == "-":
            yield "STDIN", context.stdin
        elif path.startswith(("http://", "https://")):
            host = path.split("/")[2]
            yield path, SourceError(f'unable to read URL "{path}", lookup {host}: no such host')
        else:
            yield from _files(context, path, recursive=recursive)


def _files(context: Context, path: str, *, recursive: bool) -> Iterator[tuple[str, bytes | SourceError]]:
    if context.files.is_folder(path):
        names = list(_names_in(context, path, recursive=recursive))
        if not names:
            words = " ".join(EXTENSIONS)
            yield path, SourceError(f"error reading [{path}]: recognized file extensions are [{words}]")
        for name in names:
            yield from _files(context, name, recursive=False)
        return
    content = context.files.read(path)
    if not isinstance(content, FileFault):
        yield path, content
    elif content.reason == "No such file or directory":
        matches = context.files.expand(path) if any(mark in path for mark in "*?[") else ()
        for match in matches:
            yield from _files(context, match, recursive=False)
        if not matches:
            yield path, SourceError(f'the path "{path}" does not exist')
    else:
        yield path, SourceError(f'the path "{path}" cannot be accessed: open {content}')


def _names_in(context: Context, folder: str, *, recursive: bool) -> Iterator[str]:
    names = context.files.list(folder)
    for name in () if isinstance(names, FileFault) else names:
        path = posixpath.join("" if folder == "." else posixpath.normpath(folder), name)
        if context.files.is_folder(path):
            if recursive:
                yield from _names_in(context, path, recursive=True)
        elif path.endswith(EXTENSIONS):
            yield path


def validation_fault(value: Json, *, lists: bool = True) -> str:
    """What kubectl refuses before it asks the server, which validates the fields of all but `lists`."""
    faults = kind_faults(value)
    if lists and not faults and isinstance(value, dict):
        faults = list(dict.fromkeys(list_faults(value)))
    return faults[0] if len(faults) == 1 else f"[{', '.join(faults)}]" if faults else ""


def _objects(value: Json, source: str, kinds: tuple[Kind, ...]) -> Iterator[Manifest | SourceError]:
    """Every object of a value; without `kinds` the server was not asked which it has."""
    fault = _decoding_fault(value)
    if fault or not isinstance(value, dict):
        yield SourceError(f"unable to decode {quote(source)}: {fault}")
        return
    items = value.get("items")
    if isinstance(items, list):
        for item in items:
            yield from _objects(typed_item(value, item), source, kinds)
        return
    body = sort_keys(value)
    kind = find_kind(body, kinds)
    if kind is None and kinds:
        yield no_match(body, source)
        return
    yield Manifest(body=body, kind=kind, source=source)


def sort_keys(value: dict[str, Json]) -> dict[str, Json]:
    """The object with its fields in the order in which Go writes JSON."""
    return {key: _sorted_value(value[key]) for key in sorted(value)}


def _sorted_value(value: Json) -> Json:
    if isinstance(value, dict):
        return sort_keys(value)
    return [_sorted_value(item) for item in value] if isinstance(value, list) else value


def typed_item(parent: dict[str, Json], item: Json) -> Json:
    """Items of a ServiceList are Services even when they do not say so."""
    kind = str(parent.get("kind", "")).removesuffix("List")
    if isinstance(item, dict) and kind and not item.get("kind") and not item.get("apiVersion"):
        return {**item, "apiVersion": parent.get("apiVersion"), "kind": kind}
    return item


def _decoding_fault(value: Json) -> str:
    """Why Go cannot read the outline of an object. Mirrors unstructured.UnstructuredJSONScheme and infoForData."""
    if value is None:
        return "Object 'Kind' is missing in 'null'"
    if not isinstance(value, dict):
        return f"json: cannot unmarshal {_GO_WORDS[type(value)]} into Go value of type unstructured.detector"
    kind = value.get("kind")
    if kind is not None and not isinstance(kind, str):
        return f"json: cannot unmarshal {_GO_WORDS[type(kind)]} into Go struct field detector.kind of type string"
    if not kind:
        return f"Object 'Kind' is missing in '{compact_json(value)}'"
    metadata = sort_keys({"metadata": value.get("metadata")})
    faults = [fault for fault in decode_part(metadataOnlyObject, metadata).faults if not fault.strict]
    return faults[0].message if faults else ""


def find_kind(body: dict[str, Json], kinds: tuple[Kind, ...] = KINDS) -> Kind | None:
    """The simulated kind that a body names; kinds match exactly or in small letters, as discovery registers them."""
    version, word = body.get("apiVersion") or "", body["kind"]
    rows = [row for row in kinds if word in (row.kind, row.kind.lower())]
    exact = [row for row in rows if row.api_version == version]
    if exact:
        return exact[0]
    core = [row for row in rows if not row.group and not version]
    return replace(core[0], version="") if core else None


def no_match(body: dict[str, Json], source: str) -> SourceError:
    """What kubectl says of a kind that the server does not have."""
    word, version = str(body["kind"]), str(body.get("apiVersion") or "")
    if (version, word) in UNSIMULATED:
        return SourceError(
            f"unable to recognize {quote(source)}: Kubernetes has kind {quote(word)} in version {quote(version)}, "
            "but this simulated cluster does not"
        )
    name, namespace = _meta_text(body, "name"), _meta_text(body, "namespace")
    return SourceError(
        f"resource mapping not found for name: {quote(name)} namespace: {quote(namespace)} from {quote(source)}: "
        f"no matches for kind {quote(str(body['kind']))} in version {quote(str(body.get('apiVersion') or ''))}\n"
        "ensure CRDs are installed first"
    )


def _meta_text(body: dict[str, Json], field: str) -> str:
    metadata = body.get("metadata")
    text = metadata.get(field) if isinstance(metadata, dict) else None
    return text if isinstance(text, str) else ""
