"""Which fields a field selector may ask for, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.api.kinds import Kind, kind_of
from tutor.api.quoting import quote
from tutor.api.selectors import FieldSelector
from tutor.api.status import bad_request

_Reader = Callable[[Any], str]

_COMMON: Mapping[str, _Reader] = {
    "metadata.name": lambda obj: obj.metadata.name,
    "metadata.namespace": lambda obj: obj.metadata.namespace,
}

_ROWS: Mapping[str, Mapping[str, _Reader]] = {
    "Pod": {
        "spec.nodeName": lambda pod: pod.spec.node_name,
        "spec.restartPolicy": lambda pod: pod.spec.restart_policy,
        "spec.schedulerName": lambda pod: pod.spec.scheduler_name,
        "spec.serviceAccountName": lambda pod: pod.spec.service_account_name,
        "spec.hostNetwork": lambda pod: str(pod.spec.host_network).lower(),
        "status.phase": lambda pod: pod.status.phase,
        "status.podIP": lambda pod: pod.status.pod_ip,
        "status.podIPs": lambda pod: pod.status.pod_ip,
        "status.nominatedNodeName": lambda pod: pod.status.nominated_node_name,
    },
    "Service": {
        "spec.clusterIP": lambda service: service.spec.cluster_ip,
        "spec.type": lambda service: service.spec.type,
    },
    "Node": {"spec.unschedulable": lambda node: str(node.spec.unschedulable).lower()},
    "Namespace": {"status.phase": lambda space: space.status.phase},
    "ReplicationController": {"status.replicas": lambda rc: str(rc.status.replicas)},
    "Event": {
        "involvedObject.kind": lambda event: event.involved_object.kind,
        "involvedObject.namespace": lambda event: event.involved_object.namespace,
        "involvedObject.name": lambda event: event.involved_object.name,
        "involvedObject.uid": lambda event: event.involved_object.uid,
        "involvedObject.apiVersion": lambda event: event.involved_object.api_version,
        "involvedObject.resourceVersion": lambda event: event.involved_object.resource_version,
        "involvedObject.fieldPath": lambda event: event.involved_object.field_path,
        "reason": lambda event: event.reason,
        "reportingComponent": lambda event: event.reporting_component,
        "source": lambda event: event.source.component,
        "type": lambda event: event.type,
    },
}


_WITHOUT_NAMESPACE = frozenset({"Node", "Namespace"})
_OLD_NAMES = {("Pod", "spec.host"): "spec.nodeName"}


def check_fields(kind: Kind, selector: FieldSelector) -> None:
    """Refuse a field that objects of a kind cannot be selected by; raises StatusError.

    Mirrors AddFieldLabelConversionFunc and DefaultMetaV1FieldSelectorConversion.
    """
    for term in selector.terms:
        if kind.kind in _WITHOUT_NAMESPACE and term.field == "metadata.namespace":
            raise bad_request(f"field label not supported: {term.field}")
        if term.field in _COMMON or _reader(kind.kind, term.field) is not None:
            continue
        if kind.kind in _ROWS:
            raise bad_request(f"field label not supported: {term.field}")
        known = ", ".join(map(quote, _COMMON))
        raise bad_request(f"{quote(term.field)} is not a known field selector: only {known}")


def selectable_fields(obj: Any, selector: FieldSelector) -> Mapping[str, str]:
    """The values that a selector asks for; raises StatusError for a field that cannot be selected."""
    kind = kind_of(obj)
    check_fields(kind, selector)
    readers = {term.field: _reader(kind.kind, term.field) for term in selector.terms}
    return {field: read(obj) for field, read in readers.items() if read is not None}


def _reader(kind: str, field: str) -> _Reader | None:
    name = _OLD_NAMES.get((kind, field), field)
    return _ROWS.get(kind, {}).get(name) or _COMMON.get(name)
