"""The pods that names, pages and connections are asked from: one among the pods, one on the network of its node."""

from __future__ import annotations

from typing import Any

from tutor.values import frozen, replace

IMAGE = "nicolaka/netshoot"
OWNER = {"app.kubernetes.io/managed-by": "tutor"}


@frozen
class Helper:
    """A pod that asks; `stands_for` are the places of a lesson that it can take."""

    name: str
    told: str
    stands_for: frozenset[str]
    on_node: bool = False
    image: str = IMAGE

    def with_image(self, image: str) -> Helper:
        """The same pod with another image, "" keeps its own."""
        return replace(self, image=image) if image else self

    def pod(self, namespace: str) -> dict[str, Any]:
        """The pod, within what the standard `restricted` of Pod Security lets in, where it keeps off the node."""
        container = {
            "name": "helper",
            "image": self.image,
            "command": ["sleep", "infinity"],
            "securityContext": {
                "allowPrivilegeEscalation": False,
                "runAsNonRoot": True,
                "runAsUser": 65532,
                "capabilities": {"drop": ["ALL"]},
                "seccompProfile": {"type": "RuntimeDefault"},
            },
        }
        spec: dict[str, Any] = {"containers": [container], "terminationGracePeriodSeconds": 1}
        if self.on_node:
            spec |= {"hostNetwork": True, "tolerations": [{"operator": "Exists"}]}
        meta = {"name": self.name, "namespace": namespace, "labels": OWNER}
        return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}


HELPERS = (
    Helper(name="tutor-helper", told="which asks for names and pages", stands_for=frozenset({"Pod"})),
    Helper(
        name="tutor-helper-node",
        told="which asks as a node does, on the network of its node",
        stands_for=frozenset({"Node", "outside"}),
        on_node=True,
    ),
)
