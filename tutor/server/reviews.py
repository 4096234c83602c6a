"""Reviews of who one is and what one may do: the holder of the token may do everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.server.addresses import Target
from tutor.server.bodies import read_object
from tutor.server.exchange import Ask, Reply, not_allowed, reply

USER = "kubernetes-admin"
GROUPS = ("system:masters", "system:authenticated")
_PUBLIC = ["/healthz", "/livez", "/readyz", "/version", "/version/"]
_FOUND = ["/api", "/api/*", "/apis", "/apis/*", *_PUBLIC[:2], "/openapi", "/openapi/*", *_PUBLIC[2:]]
_REVIEWS = ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]
_RULES = {  # of cluster-admin, system:basic-user, system:discovery and system:public-info-viewer
    "resourceRules": [
        {"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]},
        {"verbs": ["create"], "apiGroups": ["authorization.k8s.io"], "resources": _REVIEWS},
        {"verbs": ["create"], "apiGroups": ["authentication.k8s.io"], "resources": ["selfsubjectreviews"]},
    ],
    "nonResourceRules": [
        {"verbs": ["*"], "nonResourceURLs": ["*"]},
        {"verbs": ["get"], "nonResourceURLs": _FOUND},
        {"verbs": ["get"], "nonResourceURLs": _PUBLIC},
    ],
    "incomplete": False,
}
_STATUS: Mapping[str, Callable[[], dict[str, Any]]] = MappingProxyType(
    {
        "selfsubjectreviews": lambda: {"userInfo": {"username": USER, "groups": list(GROUPS)}},
        "selfsubjectaccessreviews": lambda: {"allowed": True},
        "subjectaccessreviews": lambda: {"allowed": True},
        "localsubjectaccessreviews": lambda: {"allowed": True},
        "selfsubjectrulesreviews": lambda: dict(_RULES),
        "tokenreviews": lambda: {"authenticated": False},
    }
)


def review(target: Target, ask: Ask) -> Reply:
    """Answer a review; raises StatusError for what is none."""
    status = _STATUS.get(target.resource.plural)
    if status is None or target.name:
        raise not_allowed()
    body = read_object(ask, target.resource.subject).value
    given = body if isinstance(body, dict) else {}
    kept = {"metadata": {}, **({"spec": given["spec"]} if "spec" in given else {})}
    return reply(
        {
            "kind": target.resource.kind,
            "apiVersion": target.resource.api_version,
            **kept,
            "status": status(),
        },
        201,
    )
