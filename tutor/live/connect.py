"""Finds a context in a kubeconfig and makes the official client for it."""

from __future__ import annotations

from typing import Any

from kubernetes import client, config
from kubernetes.config.config_exception import ConfigException
from yaml import YAMLError

from tutor.live.stopped import Unreachable

# What the client's own reader raises for a kubeconfig of another shape than it expects.
_ODD = (ConfigException, YAMLError, ValueError, TypeError, KeyError, AttributeError)


def connected(context: str, kubeconfig: str | None) -> Any:
    """An ApiClient for one context; asks nothing yet. Raises Unreachable where the kubeconfig has no such context."""
    settings = type.__call__(client.Configuration)  # not the one that the whole process shares
    try:
        config.load_kube_config(kubeconfig, context, settings, persist_config=False)  # type: ignore[no-untyped-call]
    except OSError as fault:
        raise Unreachable(f"the kubeconfig cannot be read: {fault}", "kubectl config view") from fault
    except _ODD as fault:
        raise _reason(context, kubeconfig) from fault
    settings.retries = False  # who does not answer once is told of at once
    return client.ApiClient(settings)


def _reason(context: str, kubeconfig: str | None) -> Unreachable:
    """Tell a context that is not there from a file that is none."""
    where = kubeconfig or "the kubeconfig"
    try:
        known = sorted(str(one["name"]) for one in config.list_kube_config_contexts(kubeconfig)[0])  # type: ignore[no-untyped-call]
    except (OSError, *_ODD):
        known = []
    if context in known:
        return Unreachable(f"the context {context} of {where} is not complete", f"kubectl --context {context} version")
    if known:
        return Unreachable(f"{where} has no context {context}; it has {', '.join(known)}", f"--context {known[0]}")
    return Unreachable(f"{where} is not there, or is no kubeconfig", "--kubeconfig FILE")
