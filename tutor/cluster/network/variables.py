"""The variables of a container: those its author wrote, filled in, and those about Services."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.container import Container
from tutor.api.pod import Pod
from tutor.cluster.network.environment import environment
from tutor.cluster.network.view import View
from tutor.cluster.store import Key

_REFERENCE = re.compile(r"\$(\$|\(([-._A-Za-z0-9]+)\))")
_SUBSCRIPT = re.compile(r"metadata\.(labels|annotations)\['([^']*)'\]")
_FIELDS: Mapping[str, Callable[[Pod], str]] = MappingProxyType(
    {
        "metadata.name": lambda pod: pod.metadata.name,
        "metadata.namespace": lambda pod: pod.metadata.namespace,
        "metadata.uid": lambda pod: pod.metadata.uid,
        "spec.nodeName": lambda pod: pod.spec.node_name,
        "spec.serviceAccountName": lambda pod: pod.spec.service_account_name,
        "status.hostIP": lambda pod: pod.status.host_ip,
        "status.podIP": lambda pod: pod.status.pod_ip,
        "status.podIPs": lambda pod: ",".join(one.ip for one in pod.status.pod_ips),
    }
)


def variables(view: View, pod: Pod, container: Container) -> Mapping[str, str]:
    """Name to value, the container's own first, then the Services'. Mirrors makeEnvironmentVariables."""
    services = dict(environment(view, pod, container.name))
    own: dict[str, str] = {}
    for variable in container.env:
        value = _expand(variable.value, {**services, **own})
        own[variable.name] = value if variable.value_from is None else _looked_up(view, pod, variable.value_from)
    return MappingProxyType(own | {name: value for name, value in services.items() if name not in own})


def _expand(text: str, known: Mapping[str, str]) -> str:
    """Replace $(NAME) by a variable set before; one that nobody set stays as it is, $$ is a dollar. Mirrors Expand."""
    return _REFERENCE.sub(lambda found: "$" if found[1] == "$" else known.get(found[2], found[0]), text)


def _looked_up(view: View, pod: Pod, source: Mapping[str, Any]) -> str:
    """The value that a reference to a field of the pod or to a ConfigMap's key has, "" when there is none."""
    path = (source.get("fieldRef") or {}).get("fieldPath", "")
    found = _SUBSCRIPT.fullmatch(path)
    if found is not None:
        table = pod.metadata.labels if found[1] == "labels" else pod.metadata.annotations
        return table.get(found[2], "")
    if path in _FIELDS:
        return _FIELDS[path](pod)
    chosen = source.get("configMapKeyRef") or {}
    config = view.store.get(Key(kind="ConfigMap", namespace=pod.metadata.namespace, name=chosen.get("name", "")))
    return config.data.get(chosen.get("key", ""), "") if config is not None else ""
