"""ss and netstat: who listens here. A node port is not among them: rules take it, no process."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from tutor.cluster.images import listeners
from tutor.cluster.network.hosts import node_listeners
from tutor.kubectl.commands.call import Call, Program, Programs
from tutor.kubectl.commands.hosts import pod_at
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output

_NAMES = {22: "sshd", 6443: "kube-apiserver", 10249: "kube-proxy", 10250: "kubelet", 10256: "kube-proxy"}
_SS = "Netid State  Recv-Q Send-Q    Local Address:Port  Peer Address:Port"
_NETSTAT = """Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State"""

Row = tuple[str, int, str]


def _rows(call: Call) -> Iterator[Row]:
    """Protocol, port and process of everything that listens here."""
    shell = call.shell
    place, view = shell.place, shell.cluster.view
    if place.kind == "pod":
        pod = pod_at(shell.cluster, place)
        for one in listeners(pod, shell.settings.apps) if pod else ():
            yield one.protocol.lower(), one.port, pod.spec.containers[0].name if pod else ""
        return
    node = view.node(place.name)
    for one in node_listeners(view, node) if node else ():
        yield one.protocol.lower(), one.port, _NAMES.get(one.port, "kube-proxy")
    for pod in view.pods_on(place.name) if node else ():
        for one in listeners(pod, shell.settings.apps) if pod.spec.host_network else ():
            yield one.protocol.lower(), one.port, pod.spec.containers[0].name


def _listed(call: Call) -> list[Row]:
    letters = "".join(word[1:] for word in call.args if word.startswith("-") and not word.startswith("--"))
    kinds = {name for letter, name in (("t", "tcp"), ("u", "udp")) if letter in letters} or {"tcp", "udp"}
    return sorted({row for row in _rows(call) if row[0] in kinds})


def _ss(call: Call) -> Output:
    named = any(word.startswith("-") and "p" in word for word in call.args)
    rows = (
        f"{kind:6}{'LISTEN' if kind == 'tcp' else 'UNCONN'} 0      511   {f'0.0.0.0:{port}':>21}          0.0.0.0:*"
        + (f'    users:(("{name}"))' if named else "")
        for kind, port, name in _listed(call)
    )
    return Output(stdout=joined([_SS, *rows]))


def _netstat(call: Call) -> Output:
    named = any(word.startswith("-") and "p" in word for word in call.args)
    rows = (
        f"{kind:5}      0      0 {f'0.0.0.0:{port}':23} 0.0.0.0:*               {'LISTEN' if kind == 'tcp' else ''}"
        + (f"      -/{name}" if named else "")
        for kind, port, name in _listed(call)
    )
    return Output(stdout=joined([_NETSTAT, *rows]))


_ROWS: dict[str, Program] = {"ss": _ss, "netstat": _netstat}
LISTENING: Programs = MappingProxyType(_ROWS)
