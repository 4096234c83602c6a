"""`kubectl apply --prune`: deletes what was applied once and is in the files no more."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import (
    CONFIG_MAP,
    DAEMON_SET,
    DEPLOYMENT,
    ENDPOINTS,
    NAMESPACE,
    POD,
    REPLICA_SET,
    REPLICATION_CONTROLLER,
    SERVICE,
    STATEFUL_SET,
    Kind,
    by_gvk,
)
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.klog import log_warning
from tutor.kubectl.lastapplied import ANNOTATION
from tutor.kubectl.resources import list_objects
from tutor.kubectl.results import ResultPrinter

_DEFAULT = (
    CONFIG_MAP,
    ENDPOINTS,
    POD,
    REPLICATION_CONTROLLER,
    SERVICE,
    DAEMON_SET,
    DEPLOYMENT,
    REPLICA_SET,
    STATEFUL_SET,
    NAMESPACE,
)
_CLUSTER_WIDE = (
    "Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the "
    "--namespace flag in a future release. To preserve the current behaviour, list the resources you want to target "
    "explicitly in the --prune-allowlist flag."
)


def check_prune(call: Call) -> tuple[Kind, ...]:
    """The kinds that may be pruned; raises CommandError for flags that do not go together."""
    if not call.flag("prune"):
        return ()
    if not call.flag("all") and not call.flag("selector"):
        raise CommandError(
            "all resources selected for prune without explicitly passing --all. To prune all resources, pass the "
            "--all flag. If you did not mean to prune all resources, specify a label selector"
        )
    if call.flag("server-side"):
        raise CommandError("--prune is in alpha and doesn't currently work on objects created by server-side apply")
    return tuple(map(_kind, call.flag("prune-allowlist"))) or _DEFAULT


def _kind(text: str) -> Kind:
    """Read `core/v1/ConfigMap`. Mirrors ParseResources."""
    parts = text.split("/")
    if len(parts) != 3:
        raise CommandError(f"invalid GroupVersionKind format: {text}, please follow <group/version/kind>")
    group, version, word = parts
    api_version = version if group == "core" else f"{group}/{version}"
    kind = by_gvk(api_version, word)
    if kind is None:
        raise CommandError(f"no matches for kind {quote(word)} in version {quote(api_version)}")
    return kind


def prune(call: Call, kinds: tuple[Kind, ...], applied: Collection[str], namespaces: Collection[str]) -> None:
    """Delete every object of the kinds that was applied but not now; `applied` are uids. Mirrors pruneAll."""
    if not call.flag("prune-allowlist"):
        call.complain(log_warning(call.context.cluster, "prune.go:71", _CLUSTER_WIDE))
    printer = ResultPrinter(call)
    for namespace in sorted(namespaces):
        for kind in (one for one in kinds if one.namespaced):
            _prune(call, kind, applied, printer, namespace)
    for kind in (one for one in kinds if not one.namespaced):
        _prune(call, kind, applied, printer, "")


def _prune(call: Call, kind: Kind, applied: Collection[str], printer: ResultPrinter, namespace: str) -> None:
    for obj in list_objects(call, kind):
        metadata: Any = obj.metadata
        if ANNOTATION not in metadata.annotations or metadata.uid in applied or metadata.namespace != namespace:
            continue
        if call.dry_run != "client":
            call.client.delete(kind, metadata.name, namespace, dry_run=call.dry_run == "server")
        printer.tell(kind, metadata.name, "pruned", encode(obj))
