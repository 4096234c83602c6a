"""Bodies of requests: decoded, in the right place, defaulted, or refused in the server's words."""

from __future__ import annotations

from typing import Any, Literal

from tutor.api.codec import Decoded, decode
from tutor.api.core import Node
from tutor.api.defaults import default
from tutor.api.kinds import Kind, by_gvk
from tutor.api.status import bad_request, invalid, undecodable
from tutor.api.validation.fields import immutable
from tutor.api.validation.meta import METADATA
from tutor.api.wire import Json, Path
from tutor.cluster import custom
from tutor.cluster.objects import amend
from tutor.values import frozen

FieldValidation = Literal["Strict", "Warn", "Ignore"]


@frozen
class WriteOptions:
    """What a writer says beside the body. Mirrors CreateOptions, UpdateOptions and PatchOptions.

    `force` takes the fields that others manage; `duplicates` are keys that stood twice, which no value can say.
    """

    dry_run: bool = False
    field_validation: FieldValidation = "Strict"
    field_manager: str = ""
    force: bool = False
    duplicates: tuple[Path, ...] = ()


STRICT = WriteOptions()

_WRONG_NAMESPACE = "the namespace of the provided object does not match the namespace sent on the request"


def read(
    kind: Kind, body: Json, options: WriteOptions = STRICT, *, decoded: Decoded | None = None
) -> tuple[Any, tuple[str, ...]]:
    """The defaulted object of a body, which may be decoded already; unknown fields are refused, warned of, ignored."""
    _check_kind(kind, body)
    if decoded is None:
        decoded = custom.without_schema_faults(kind, decode(kind, body, options.duplicates))
    strict = options.field_validation == "Strict"
    fatal = tuple(fault for fault in decoded.faults if strict or not fault.strict)
    if fatal or decoded.object is None:
        raise undecodable(kind, decoded.faults if strict else fatal)
    custom.check_schema(kind, body)
    _check_conversion(kind, decoded.object)
    warned = decoded.faults if options.field_validation == "Warn" else ()
    return default(decoded.object), tuple(fault.message for fault in warned)


def _check_kind(kind: Kind, body: Json) -> None:
    """Refuse a kind that no version registers, such as `replicaset`, or another one than the address is for."""
    if not isinstance(body, dict):
        return
    word, version = body.get("kind"), body.get("apiVersion")
    if not (isinstance(word, str) and isinstance(version, str) and word and version):
        return
    found = by_gvk(version, word)
    if found is kind or (found is not None and (kind.custom or found.custom)):
        return
    opening = f'{word} in version "{version.rpartition("/")[2]}" cannot be handled as a {kind.kind}'
    raise bad_request(f"{opening}: {_misfit(kind, word, version, found)}")


def _misfit(kind: Kind, word: str, version: str, found: Kind | None) -> str:
    if found is None:
        return f'no kind "{word}" is registered for version "{version}" in scheme "pkg/api/legacyscheme/scheme.go:30"'
    internal = kind.group.partition(".")[0] or "core"
    return f"converting ({found.version}.{word}) to ({internal}.{kind.kind}): unknown conversion"


def _check_conversion(kind: Kind, obj: Any) -> None:
    """Refuse a node whose two ways of naming its block disagree. Mirrors Convert_v1_NodeSpec_To_core_NodeSpec."""
    if isinstance(obj, Node) and obj.spec.pod_cidr and obj.spec.pod_cidr != (*obj.spec.pod_cidrs, obj.spec.pod_cidr)[0]:
        opening = f'{kind.kind} in version "{kind.version}" cannot be handled as a {kind.kind}'
        raise bad_request(f"{opening}: conversion Error: v1.PodCIDR and v1.CIDRs[0] do not match")


def place(kind: Kind, obj: Any, namespace: str) -> Any:
    """The object in the namespace of the request, which its body may not contradict."""
    wanted = namespace if kind.namespaced else ""
    if obj.metadata.namespace == wanted:
        return obj
    return _misplaced() if kind.namespaced and obj.metadata.namespace else amend(obj, namespace=wanted)


def check_name(obj: Any, name: str) -> None:
    """Refuse a body that names another object than its address."""
    if obj.metadata.name not in {"", name}:
        raise bad_request(f"the name of the object ({obj.metadata.name}) does not match the name on the URL ({name})")


def check_uid(kind: Kind, patched: Json, old: Any) -> None:
    """Refuse a patch that would make an object another one; whole objects meet a precondition instead."""
    meta = patched.get("metadata") if isinstance(patched, dict) else None
    uid = meta.get("uid") if isinstance(meta, dict) else None
    if uid and uid != old.metadata.uid:
        raise invalid(kind, old.metadata.name, immutable(METADATA / "uid", uid, old.metadata.uid))


def _misplaced() -> Any:
    raise bad_request(_WRONG_NAMESPACE)
