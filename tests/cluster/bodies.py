"""Small bodies that the cluster's tests send to its API server."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]


def container(image: str = "nginx:1.27", **fields: Any) -> Body:
    return {"name": "c", "image": image, **fields}


def pod(name: str, labels: dict[str, str] | None = None, **spec: Any) -> Body:
    return {"metadata": {"name": name, "labels": labels or {}}, "spec": {"containers": [container()], **spec}}


def template(labels: dict[str, str], image: str = "nginx:1.27", **fields: Any) -> Body:
    return {"metadata": {"labels": labels}, "spec": {"containers": [container(image, **fields)]}}


def workload(name: str, replicas: int, labels: dict[str, str] | None = None, **spec: Any) -> Body:
    labels = labels or {"app": name}
    made = {"replicas": replicas, "selector": {"matchLabels": labels}, "template": template(labels)}
    return {"metadata": {"name": name}, "spec": {**made, **spec}}


def service(name: str, selector: dict[str, str] | None = None, **spec: Any) -> Body:
    ports = [{"port": 80, "targetPort": 8080}]
    return {"metadata": {"name": name}, "spec": {"selector": selector or {"app": name}, "ports": ports, **spec}}
