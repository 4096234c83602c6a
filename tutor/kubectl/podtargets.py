"""Finds the pod and the container that a command about a running program means."""

from __future__ import annotations

from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, SERVICE, STATEFUL_SET
from tutor.api.kinds import POD as POD_KIND
from tutor.api.pod import Pod
from tutor.api.selectors import from_label_selector, from_labels
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, raise_all
from tutor.kubectl.resources import find, read_query

_OWNERS = frozenset(one.kind for one in (DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET, DAEMON_SET))
_DEFAULT = "kubectl.kubernetes.io/default-container"


def pods_behind(call: Call, word: str, verb: str) -> tuple[Pod, ...]:
    """The pod of a name, or those behind TYPE/NAME, running ones first; raises CommandError when there is none.

    Without a word, the first object of the files is meant.
    """
    query = read_query(call, (word,) if "/" in word else ("pods", word) if word else ())
    raise_all(query.faults)
    target = query.targets[0]
    obj = find(call, target)
    if isinstance(obj, Pod):
        return (obj,)
    if target.kind.kind in _OWNERS:
        selector = from_label_selector(obj.spec.selector)
    elif target.kind is SERVICE and obj.spec.selector:
        selector = from_labels(obj.spec.selector)
    elif target.kind is SERVICE:
        raise CommandError(
            f"cannot {verb} *{target.kind.version}.Service: invalid service '{target.name}': Service is defined "
            "without a selector"
        )
    else:
        name = f"*{target.kind.version}.{target.kind.kind}"
        raise CommandError(f"cannot {verb} {name}: selector for {name} not implemented")
    found: tuple[Pod, ...] = call.client.list(POD_KIND, target.namespace, selector)
    if not found:
        raise CommandError("timed out waiting for the condition")
    return tuple(sorted(found, key=lambda pod: pod.status.phase != "Running"))


def require_patience(call: Call) -> None:
    """Refuse a `--pod-running-timeout` that leaves no time. Mirrors GetPodRunningTimeoutFlag."""
    if call.flag("pod-running-timeout") <= 0:
        raise call.usage_error("--pod-running-timeout must be higher than zero")


def container_of(call: Call, pod: Pod, asked: str) -> str:
    """The container that is meant; without a word, the first. Mirrors podcmd.FindOrDefaultContainerByName."""
    names = [one.name for one in pod.spec.containers]
    inits = [one.name for one in pod.spec.init_containers]
    every = ", ".join((*names, *(f"{name} (init)" for name in inits)))
    wanted = asked or pod.metadata.annotations.get(_DEFAULT, "")
    if wanted:
        if wanted not in (*names, *inits):
            raise CommandError(f"container {wanted} is not valid for pod {pod.metadata.name} out of: {every}")
        return wanted
    if len(names) + len(inits) > 1 and not (call.parsed.values.get("quiet") or call.parsed.values.get("all-pods")):
        call.complain(f'Defaulted container "{names[0]}" out of: {every}\n')
    return names[0]
