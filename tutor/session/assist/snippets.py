"""Whole documents to begin with, one row each; they are what a course on Services writes most."""

from __future__ import annotations

from typing import Final

from tutor.values import frozen


@frozen
class Snippet:
    """One beginning: its name in the list, the kind that has to be there for it, its text."""

    label: str
    kind: str
    text: str


def _document(version: str, kind: str, rest: str, *, namespace: str = "") -> str:
    place = f"\n  namespace: {namespace}" if namespace else ""
    return f"apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: web{place}\n{rest}"


_PORTS: Final = "  selector:\n    app: web\n  ports:\n  - port: 80\n    targetPort: 8080\n"
_TEMPLATE: Final = """spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx
        ports:
        - containerPort: 80
"""
_SLICE: Final = """apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: web-1
  labels:
    kubernetes.io/service-name: web
addressType: IPv4
endpoints:
- addresses:
  - 192.168.56.50
ports:
- port: 8080
"""
_POD: Final = "  labels:\n    app: web\nspec:\n  containers:\n  - name: web\n    image: nginx\n"

SNIPPETS: Final = (
    Snippet(label="Service", kind="Service", text=_document("v1", "Service", f"spec:\n{_PORTS}")),
    Snippet(
        label="Service, NodePort", kind="Service", text=_document("v1", "Service", f"spec:\n  type: NodePort\n{_PORTS}")
    ),
    Snippet(
        label="Service, LoadBalancer",
        kind="Service",
        text=_document("v1", "Service", f"spec:\n  type: LoadBalancer\n{_PORTS}"),
    ),
    Snippet(
        label="Service, headless",
        kind="Service",
        text=_document("v1", "Service", f"spec:\n  clusterIP: None\n{_PORTS}"),
    ),
    Snippet(
        label="Service, ExternalName",
        kind="Service",
        text=_document("v1", "Service", "spec:\n  type: ExternalName\n  externalName: db.example.com\n"),
    ),
    Snippet(label="EndpointSlice", kind="EndpointSlice", text=_SLICE),
    Snippet(label="Pod", kind="Pod", text=_document("v1", "Pod", _POD)),
    Snippet(label="ReplicaSet", kind="ReplicaSet", text=_document("apps/v1", "ReplicaSet", _TEMPLATE)),
    Snippet(label="Deployment", kind="Deployment", text=_document("apps/v1", "Deployment", _TEMPLATE)),
    Snippet(label="ConfigMap", kind="ConfigMap", text=_document("v1", "ConfigMap", "data:\n  key: value\n")),
    Snippet(label="Namespace", kind="Namespace", text="apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n"),
    Snippet(
        label="IPAddressPool",
        kind="IPAddressPool",
        text=_document(
            "metallb.io/v1beta1",
            "IPAddressPool",
            "spec:\n  addresses:\n  - 192.168.56.200-192.168.56.220\n",
            namespace="metallb-system",
        ),
    ),
    Snippet(
        label="L2Advertisement",
        kind="L2Advertisement",
        text=_document(
            "metallb.io/v1beta1", "L2Advertisement", "spec:\n  ipAddressPools:\n  - web\n", namespace="metallb-system"
        ),
    ),
)
