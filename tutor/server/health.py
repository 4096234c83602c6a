"""What says that the API server is well, and the list of all paths that it has."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tutor.server.exchange import JSON, Ask, Reply, no_page, page
from tutor.server.resources import Resource

_HOOKS = tuple(
    f"poststarthook/{name}"
    for name in (
        "start-apiserver-admission-initializer",
        "generic-apiserver-start-informers",
        "priority-and-fairness-config-consumer",
        "priority-and-fairness-filter",
        "storage-object-count-tracker-hook",
        "start-apiextensions-informers",
        "start-apiextensions-controllers",
        "crd-informer-synced",
        "start-system-namespaces-controller",
        "peer-endpoint-reconciler-controller",
        "start-cluster-authentication-info-controller",
        "start-kube-apiserver-identity-lease-controller",
        "start-kube-apiserver-identity-lease-garbage-collector",
        "storage-readiness",
        "start-legacy-token-tracking-controller",
        "start-service-ip-repair-controllers",
        "rbac/bootstrap-roles",
        "scheduling/bootstrap-system-priority-classes",
        "priority-and-fairness-config-producer",
        "bootstrap-controller",
        "start-kubernetes-service-cidr-controller",
        "aggregator-reload-proxy-client-cert",
        "start-kube-aggregator-informers",
        "apiservice-status-local-available-controller",
        "apiservice-status-remote-available-controller",
        "apiservice-registration-controller",
        "apiservice-discovery-controller",
        "kube-apiserver-autoregistration",
    )
)
_LAST = (
    "autoregister-completion",
    "poststarthook/apiservice-openapi-controller",
    "poststarthook/apiservice-openapiv3-controller",
)
_ALIVE = ("ping", "log", "etcd", *_HOOKS, *_LAST)
_CHECKS: dict[str, tuple[str, ...]] = {
    "healthz": _ALIVE,
    "livez": _ALIVE,
    "readyz": ("ping", "log", "etcd", "etcd-readiness", "informer-sync", *_HOOKS, *_LAST, "shutdown"),
}
_OPEN = ("/openapi/v2", "/openapi/v3", "/openapi/v3/", "/version")


def health(path: str, ask: Ask) -> Reply | None:
    """The answer of a path of health, None for another path. Mirrors handleRootHealth and adaptCheckToHandler."""
    root, _, one = path.strip("/").partition("/")
    if root not in _CHECKS:
        return None
    if one:
        return page("ok") if one in _CHECKS[root] else no_page()
    if "verbose" not in ask.query:
        return page("ok")
    without = ask.text("exclude")
    lines = [f"[+]{name} {'excluded: ok' if name == without else 'ok'}" for name in _CHECKS[root]]
    if without and without not in _CHECKS[root]:
        lines.append(f'warn: some health checks cannot be excluded: no matches for "{without}"')
    return page("\n".join((*lines, f"{root} check passed", "")))


def every_path(served: tuple[Resource, ...]) -> Reply:
    """The paths of the server, as its root lists them. Mirrors IndexLister."""
    body = json.dumps({"paths": sorted({*_OPEN, *_of_health(), *_of_api(served)})}, indent=2)
    return Reply(body=body.encode(), media=JSON)


def _of_health() -> Iterator[str]:
    for root, names in _CHECKS.items():
        yield f"/{root}"
        yield from (f"/{root}/{name}" for name in names)


def _of_api(served: tuple[Resource, ...]) -> Iterator[str]:
    yield from ("/api", "/apis", "/apis/")
    for one in served:
        if one.group:
            yield f"/apis/{one.group}"
        yield f"/apis/{one.api_version}" if one.group else f"/api/{one.version}"
