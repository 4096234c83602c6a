"""What the API serves: each resource with its verbs and subresources; those that are not simulated hold no objects."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache

from tutor.api.kinds import ALL_KINDS, Kind
from tutor.values import frozen

EVERY_VERB = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
_CODES = {
    "*": EVERY_VERB,
    "n": ("create", "delete", "get", "list", "patch", "update", "watch"),
    "c": ("create",),
    "g": ("get",),
    "u": ("update",),
    "gl": ("get", "list"),
    "s": ("get", "patch", "update"),
    "x": ("create", "get"),
    "p": ("create", "delete", "get", "patch", "update"),
}
_SCALE = "scale:Scale:autoscaling/v1:s"
_STATUS = "status:::s"
_POD = (
    "pods Pod * N po all attach:PodAttachOptions::x binding:Binding::c ephemeralcontainers:::s "
    "eviction:Eviction:policy/v1:c exec:PodExecOptions::x log:::g portforward:PodPortForwardOptions::x "
    f"proxy:PodProxyOptions::p resize:::s {_STATUS}"
)

# resource, kind, verbs, N(amespaced) or C(luster), short names with commas, a category, subresources
# (name:kind:group/version:verbs)
_ROWS: dict[str, tuple[str, ...]] = {
    "v1": (
        "bindings Binding c N",
        "componentstatuses ComponentStatus gl C cs",
        "configmaps ConfigMap * N cm",
        "endpoints Endpoints * N ep",
        "events Event * N ev",
        "limitranges LimitRange * N limits",
        f"namespaces Namespace n C ns - finalize:::u {_STATUS}",
        f"nodes Node * C no - proxy:NodeProxyOptions::p {_STATUS}",
        f"persistentvolumeclaims PersistentVolumeClaim * N pvc - {_STATUS}",
        f"persistentvolumes PersistentVolume * C pv - {_STATUS}",
        _POD,
        "podtemplates PodTemplate * N",
        f"replicationcontrollers ReplicationController * N rc all {_SCALE} {_STATUS}",
        f"resourcequotas ResourceQuota * N quota - {_STATUS}",
        "secrets Secret * N",
        "serviceaccounts ServiceAccount * N sa - token:TokenRequest:authentication.k8s.io/v1:c",
        f"services Service * N svc all proxy:ServiceProxyOptions::p {_STATUS}",
    ),
    "apiregistration.k8s.io/v1": (f"apiservices APIService * C - api-extensions {_STATUS}",),
    "apps/v1": (
        "controllerrevisions ControllerRevision * N",
        f"daemonsets DaemonSet * N ds all {_STATUS}",
        f"deployments Deployment * N deploy all {_SCALE} {_STATUS}",
        f"replicasets ReplicaSet * N rs all {_SCALE} {_STATUS}",
        f"statefulsets StatefulSet * N sts all {_SCALE} {_STATUS}",
    ),
    "events.k8s.io/v1": ("events Event * N ev",),
    "authentication.k8s.io/v1": (
        "selfsubjectreviews SelfSubjectReview c C",
        "tokenreviews TokenReview c C",
    ),
    "authorization.k8s.io/v1": (
        "localsubjectaccessreviews LocalSubjectAccessReview c N",
        "selfsubjectaccessreviews SelfSubjectAccessReview c C",
        "selfsubjectrulesreviews SelfSubjectRulesReview c C",
        "subjectaccessreviews SubjectAccessReview c C",
    ),
    "autoscaling/v2": (f"horizontalpodautoscalers HorizontalPodAutoscaler * N hpa all {_STATUS}",),
    "autoscaling/v1": (f"horizontalpodautoscalers HorizontalPodAutoscaler * N hpa all {_STATUS}",),
    "batch/v1": (f"cronjobs CronJob * N cj all {_STATUS}", f"jobs Job * N - all {_STATUS}"),
    "certificates.k8s.io/v1": (
        f"certificatesigningrequests CertificateSigningRequest * C csr - approval:::s {_STATUS}",
    ),
    "networking.k8s.io/v1": (
        "ingressclasses IngressClass * C",
        f"ingresses Ingress * N ing - {_STATUS}",
        "ipaddresses IPAddress * C ip",
        "networkpolicies NetworkPolicy * N netpol",
        f"servicecidrs ServiceCIDR * C - - {_STATUS}",
    ),
    "policy/v1": (f"poddisruptionbudgets PodDisruptionBudget * N pdb - {_STATUS}",),
    "rbac.authorization.k8s.io/v1": (
        "clusterrolebindings ClusterRoleBinding * C",
        "clusterroles ClusterRole * C",
        "rolebindings RoleBinding * N",
        "roles Role * N",
    ),
    "storage.k8s.io/v1": (
        "csidrivers CSIDriver * C",
        "csinodes CSINode * C",
        "storageclasses StorageClass * C sc",
        f"volumeattachments VolumeAttachment * C - - {_STATUS}",
    ),
    "admissionregistration.k8s.io/v1": (
        "mutatingwebhookconfigurations MutatingWebhookConfiguration * C - api-extensions",
        f"validatingadmissionpolicies ValidatingAdmissionPolicy * C - api-extensions {_STATUS}",
        "validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding * C - api-extensions",
        "validatingwebhookconfigurations ValidatingWebhookConfiguration * C - api-extensions",
    ),
    "apiextensions.k8s.io/v1": (
        f"customresourcedefinitions CustomResourceDefinition * C crd,crds api-extensions {_STATUS}",
    ),
    "scheduling.k8s.io/v1": ("priorityclasses PriorityClass * C pc",),
    "coordination.k8s.io/v1": ("leases Lease * N",),
    "node.k8s.io/v1": ("runtimeclasses RuntimeClass * C",),
    "discovery.k8s.io/v1": ("endpointslices EndpointSlice * N",),
    "metallb.io/v1beta1": (
        "ipaddresspools IPAddressPool * N",
        "l2advertisements L2Advertisement * N",
    ),
}
_UNSTORED = frozenset({"Binding", "ComponentStatus"})


@frozen
class Subresource:
    """A part of an object with an address of its own; the group and version are "" where they are the resource's."""

    name: str
    kind: str
    group: str
    version: str
    verbs: tuple[str, ...]


@frozen
class Resource:
    """One resource; `row` is the simulated kind, None where there are no objects."""

    group: str
    version: str
    plural: str
    kind: str
    singular: str
    namespaced: bool
    verbs: tuple[str, ...]
    short_names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    subresources: tuple[Subresource, ...] = ()
    row: Kind | None = None

    @property
    def api_version(self) -> str:
        """`v1` or `apps/v1`."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def storage_hash(self) -> str:
        """What tells storage versions apart, "" for what is never stored. Mirrors StorageVersionHash."""
        if "list" not in self.verbs or self.kind in _UNSTORED:
            return ""
        version = "/v1" if self.kind == "Event" else f"{self.group}/{self.version}"
        return b64encode(hashlib.sha256(f"{version}/{self.kind}".encode()).digest()[:8]).decode()

    @property
    def subject(self) -> Kind:
        """The kind as refusals name it."""
        return self.row or Kind(
            kind=self.kind,
            group=self.group,
            version=self.version,
            plural=self.plural,
            singular=self.singular,
            namespaced=self.namespaced,
            type=object,
        )


@cache
def _every() -> tuple[Resource, ...]:
    return tuple(_resource(version, line) for version, lines in _ROWS.items() for line in lines)


def resources(custom: tuple[Kind, ...] = ()) -> tuple[Resource, ...]:
    """All resources by group, as a cluster with these custom kinds serves them."""
    groups = {kind.group for kind in custom}
    return tuple(one for one in _every() if one.group != "metallb.io" or one.group in groups)


def _resource(api_version: str, line: str) -> Resource:
    group, _, version = api_version.rpartition("/")
    plural, kind, verbs, scope, *more = line.split()
    short, categories = ("-" if len(more) <= at else more[at] for at in (0, 1))
    return Resource(
        group=group,
        version=version,
        plural=plural,
        kind=kind,
        singular=kind.lower(),
        namespaced=scope == "N",
        verbs=_CODES[verbs],
        short_names=() if short == "-" else tuple(short.split(",")),
        categories=() if categories == "-" else (categories,),
        subresources=tuple(_subresources(kind, more[2:])),
        row=next((row for row in ALL_KINDS if (row.api_version, row.plural) == (api_version, plural)), None),
    )


def _subresources(owner: str, words: list[str]) -> Iterator[Subresource]:
    for word in words:
        name, kind, place, verbs = word.split(":")
        group, _, version = place.rpartition("/")
        yield Subresource(name=name, kind=kind or owner, group=group, version=version, verbs=_CODES[verbs])
