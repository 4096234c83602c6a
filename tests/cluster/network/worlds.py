"""Manifests that several tests share."""

from __future__ import annotations

PODS = """
{apiVersion: v1, kind: Pod, metadata: {name: web-a, labels: {app: web}}, spec: {nodeName: kube-node1,
 containers: [{name: web, image: c1t1d0s7/myweb, ports: [{name: http, containerPort: 8080}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web-b, labels: {app: web}}, spec: {nodeName: kube-node2,
 containers: [{name: web, image: c1t1d0s7/myweb, ports: [{containerPort: 8080}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {nodeName: kube-node3,
 containers: [{name: sh, image: curlimages/curl, args: [sleep, infinity]}]}}
"""


def service(
    name: str = "web", *, ports: str = "[{port: 80, targetPort: 8080}]", selector: str = "web", more: str = ""
) -> str:
    """A Service as one more document; `more` are further lines of its spec in flow style."""
    chosen = f"selector: {{app: {selector}}}, " if selector else ""
    return (
        f"\n---\n{{apiVersion: v1, kind: Service, metadata: {{name: {name}}}, "
        f"spec: {{clusterIP: 10.233.7.7, {chosen}ports: {ports}, {more}}}}}\n"
    )
