"""What a pod is called: by itself, and in full."""

from __future__ import annotations

from tutor.api.pod import Pod

_LONGEST_KERNEL_NAME = 64


def host_name(pod: Pod) -> str:
    """The host name of a pod; on the host's network it is the node's."""
    if pod.spec.host_network:
        return pod.spec.node_name
    return (pod.spec.hostname_override or pod.spec.hostname or pod.metadata.name)[:63].rstrip("-.")


def full_name(pod: Pod, domain: str) -> str:
    """The name under a pod's subdomain, "" for a pod that has none."""
    if not pod.spec.subdomain or pod.spec.host_network or pod.spec.hostname_override:
        return ""
    return f"{host_name(pod)}.{pod.spec.subdomain}.{pod.metadata.namespace}.svc.{domain}"


def kernel_name(pod: Pod, domain: str) -> str:
    """What `hostname` prints and programs read. Mirrors GetNodenameForKernel."""
    full = full_name(pod, domain) if pod.spec.set_hostname_as_fqdn else ""
    return full if full and len(full) <= _LONGEST_KERNEL_NAME else host_name(pod)
